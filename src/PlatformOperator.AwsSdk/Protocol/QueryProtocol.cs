using System.Net;
using System.Text.Json.Serialization.Metadata;
using System.Xml;
using System.Xml.Linq;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.Protocol;

/// <summary>AWS Query: a form out, XML back.</summary>
internal sealed class QueryProtocol(
    string serviceName, string version, IJsonTypeInfoResolver models, ErrorTable errors)
    : ServiceProtocol(serviceName, models, errors)
{
    protected override IMarshaller<IRequest, AmazonWebServiceRequest> Marshaller<TRequest>(string operation) =>
        new RequestMarshaller(this, operation, Model<TRequest>());

    protected override ResponseUnmarshaller Unmarshaller<TResponse>(string operation) =>
        new ResponseReader<TResponse>(this, operation, Model<TResponse>());

    private sealed class RequestMarshaller(QueryProtocol protocol, string operation, JsonTypeInfo model)
        : IMarshaller<IRequest, AmazonWebServiceRequest>
    {
        public IRequest Marshall(AmazonWebServiceRequest input)
        {
            var request = new DefaultRequest(input, protocol.ServiceName) { HttpMethod = "POST", ResourcePath = "/" };
            request.Parameters["Action"] = operation;
            request.Parameters["Version"] = protocol.Version;
            new QueryWriter(protocol.Models, request.Parameters).WriteMembers("", input, model);
            return request;
        }
    }

    private string Version => version;

    private sealed class ResponseReader<TResponse>(QueryProtocol protocol, string operation, JsonTypeInfo<TResponse> model)
        : XmlResponseUnmarshaller where TResponse : AmazonWebServiceResponse, new()
    {
        public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext input)
        {
            var root = Load(input);
            var response = Child(root, operation + "Result") is { } result
                ? (TResponse)new XmlModelReader(protocol.Models).Read(result, model)!
                : new TResponse();
            response.ResponseMetadata = new ResponseMetadata { RequestId = RequestId(root) };
            return response;
        }

        public override AmazonServiceException UnmarshallException(
            XmlUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
            protocol.Errors.Exception(ReadError(input), innerException, statusCode);

        private static XElement Load(XmlUnmarshallerContext input)
        {
            try
            {
                using var reader = XmlReader.Create(input.Stream, XmlModelReader.Settings);
                return XElement.Load(reader);
            }
            catch (XmlException e)
            {
                throw new AmazonUnmarshallingException(null, $"line {e.LineNumber}", e, input.ResponseData.StatusCode);
            }
        }

        private static ServiceError ReadError(XmlUnmarshallerContext input)
        {
            try
            {
                var root = Load(input);
                var error = root.DescendantsAndSelf().FirstOrDefault(e => e.Name.LocalName == "Error") ?? root;
                return new ServiceError(
                    Child(error, "Code")?.Value, Child(error, "Message")?.Value, RequestId(root),
                    Enum.TryParse<ErrorType>(Child(error, "Type")?.Value, out var type) ? type : ErrorType.Unknown);
            }
            catch (AmazonUnmarshallingException)
            {
                // A proxy or load balancer answered, not the service; the status says enough.
                return new ServiceError(null, null, null, ErrorType.Unknown);
            }
        }

        private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name);

        private static string? RequestId(XElement root) =>
            root.Descendants().FirstOrDefault(e => e.Name.LocalName is "RequestId" or "RequestID")?.Value;
    }
}
