using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>AWS JSON 1.1: the operation in a header, JSON both ways.</summary>
internal sealed class JsonProtocol(
    string serviceName, string targetPrefix, IJsonTypeInfoResolver models, ErrorTable errors)
    : ServiceProtocol(serviceName, models, errors)
{
    private const string RequestIdHeader = "x-amzn-RequestId";

    protected override IMarshaller<IRequest, AmazonWebServiceRequest> Marshaller<TRequest>(string operation) =>
        new RequestMarshaller<TRequest>(ServiceName, $"{targetPrefix}.{operation}", Model<TRequest>());

    protected override ResponseUnmarshaller Unmarshaller<TResponse>(string operation) =>
        new ResponseReader<TResponse>(this, Model<TResponse>());

    private sealed class RequestMarshaller<TRequest>(string serviceName, string target, JsonTypeInfo<TRequest> model)
        : IMarshaller<IRequest, AmazonWebServiceRequest> where TRequest : AmazonWebServiceRequest
    {
        public IRequest Marshall(AmazonWebServiceRequest input) => new DefaultRequest(input, serviceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = JsonSerializer.SerializeToUtf8Bytes((TRequest)input, model),
            Headers =
            {
                ["X-Amz-Target"] = target,
                ["Content-Type"] = "application/x-amz-json-1.1",
            },
        };
    }

    private sealed class ResponseReader<TResponse>(JsonProtocol protocol, JsonTypeInfo<TResponse> model) : JsonResponseUnmarshaller
        where TResponse : AmazonWebServiceResponse, new()
    {
        public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
        {
            var requestId = Header(input, RequestIdHeader);
            var response = new TResponse();
            if (model.Properties.Count > 0 && !input.IsEmptyResponse)
                response = Read(input, requestId);
            response.ResponseMetadata = new ResponseMetadata { RequestId = requestId };
            return response;
        }

        private TResponse Read(JsonUnmarshallerContext input, string? requestId)
        {
            try
            {
                return JsonSerializer.Deserialize(input.Stream, model) ?? new TResponse();
            }
            catch (JsonException e)
            {
                throw new AmazonUnmarshallingException(requestId, e.Path, e, input.ResponseData.StatusCode);
            }
        }

        public override AmazonServiceException UnmarshallException(
            JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
            protocol.Errors.Exception(ReadError(input), innerException, statusCode);

        private static ServiceError ReadError(JsonUnmarshallerContext input)
        {
            var code = Header(input, "x-amzn-ErrorType");
            string? message = null;
            try
            {
                using var body = JsonDocument.Parse(input.Stream);
                code ??= Text(body, "__type") ?? Text(body, "code");
                message = Text(body, "message") ?? Text(body, "Message");
            }
            catch (JsonException)
            {
                // A proxy or load balancer answered, not the service; the status says enough.
            }
            return new ServiceError(ShortName(code), message, Header(input, RequestIdHeader), ErrorType.Unknown);
        }

        private static string? Header(JsonUnmarshallerContext input, string name) =>
            input.ResponseData.IsHeaderPresent(name) ? input.ResponseData.GetHeaderValue(name) : null;

        private static string? Text(JsonDocument body, string name) =>
            body.RootElement.ValueKind == JsonValueKind.Object
            && body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;

        // Seen in the wild: "X", "namespace#X", "X:http://…", "namespace#X:http://…".
        private static string? ShortName(string? code) => code?.Split(':', 2)[0].Split('#')[^1];
    }
}
