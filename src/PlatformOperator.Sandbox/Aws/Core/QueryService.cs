using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>The members of <c>&lt;XResult&gt;</c>, or none.</summary>
internal delegate IEnumerable<XElement> QueryOperation(AwsCall call, QueryInput input);

/// <summary>A service of the query protocol: a form with Action and Version, answers in XML.</summary>
internal abstract class QueryService(string name, XNamespace ns) : IAwsService
{
    protected Dictionary<string, QueryOperation> Operations { get; } = new(StringComparer.Ordinal);

    public string Name => name;

    public string Operation(AwsRequest request) => Form(request).TryGetValue("Action", out var action) ? action.ToString() : "";

    public static Dictionary<string, StringValues> Form(AwsRequest request) =>
        QueryHelpers.ParseQuery(request.Method == "GET" ? "" : Encoding.UTF8.GetString(request.Body.Span))
            .Concat(request.Query).DistinctBy(p => p.Key).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);

    public abstract void Settle(DateTimeOffset now);

    public AwsAnswer Handle(AwsCall call, AwsRequest request)
    {
        if (!Operations.TryGetValue(call.Operation, out var operation))
            throw new AwsException("InvalidAction", $"Could not find operation {call.Operation} for version of {name} in the sandbox");
        var result = operation(call, new QueryInput(Form(request))).ToList();
        var body = new XElement(call.Operation + "Response", new XElement(call.Operation + "Result", result),
            new XElement("ResponseMetadata", new XElement("RequestId", Guid.NewGuid().ToString())));
        return AwsAnswer.Xml(200, body, ns);
    }

    public AwsAnswer Error(AwsException error, string requestId, AwsRequest? request)
    {
        var type = error.Status >= 500 ? "Receiver" : "Sender";
        return AwsAnswer.Xml(error.Status, new XElement("ErrorResponse",
            new XElement("Error", new XElement("Type", type), new XElement("Code", error.Code), new XElement("Message", error.Message)),
            new XElement("RequestId", requestId)), ns);
    }

    protected static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    protected static XElement? Optional(string name, string? value) => value is null ? null : new XElement(name, value);

    protected static string Text(bool value) => value ? "true" : "false";
}
