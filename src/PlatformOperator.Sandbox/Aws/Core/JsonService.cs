using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Aws.Core;

internal delegate JsonObject? JsonOperation(AwsCall call, JsonInput input);

/// <summary>A service of the JSON 1.1 protocol: X-Amz-Target names the operation, errors carry <c>__type</c>.</summary>
internal abstract class JsonService(string name) : IAwsService
{
    protected Dictionary<string, JsonOperation> Operations { get; } = new(StringComparer.Ordinal);

    public string Name => name;

    public string Operation(AwsRequest request) => request.Header("X-Amz-Target")?.Split('.')[^1] ?? "";

    public abstract void Settle(DateTimeOffset now);

    public AwsAnswer Handle(AwsCall call, AwsRequest request) => Operations.TryGetValue(call.Operation, out var operation)
        ? AwsAnswer.Json(200, operation(call, JsonInput.Parse(request.Body.Span)))
        : throw new AwsException("UnknownOperationException", $"The sandbox has no operation {call.Operation} of {name}.");

    public AwsAnswer Error(AwsException error, string requestId, AwsRequest? request)
    {
        var (code, status) = error.Code switch
        {
            AwsException.AccessDenied => ("AccessDeniedException", 400),
            "InvalidClientTokenId" => ("UnrecognizedClientException", 400),
            "ExpiredToken" => ("ExpiredTokenException", 400),
            "MissingAuthenticationToken" => ("MissingAuthenticationTokenException", 400),
            _ => (error.Code, error.Status),
        };
        var body = new JsonObject { ["__type"] = code, ["message"] = error.Message };
        foreach (var (key, value) in error.Members) body[key] = value;
        return AwsAnswer.Json(status, body);
    }
}
