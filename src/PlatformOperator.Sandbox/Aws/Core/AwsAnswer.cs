using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>A complete answer, made under the world's lock and written outside it.</summary>
internal sealed record AwsAnswer(int Status, string? ContentType = null)
{
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>What Content-Length says where there is no body to measure (HEAD).</summary>
    public long? Length { get; init; }

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static AwsAnswer Json(int status, JsonObject? body) => new(status, "application/x-amz-json-1.1")
    {
        Body = body is null ? default : Encoding.UTF8.GetBytes(body.ToJsonString()),
    };

    /// <summary>XML whose elements were made without a namespace and get the given one here.</summary>
    public static AwsAnswer Xml(int status, XElement body, XNamespace ns, string contentType = "text/xml")
    {
        foreach (var element in body.DescendantsAndSelf()) element.Name = ns + element.Name.LocalName;
        return new AwsAnswer(status, contentType)
        {
            Body = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body.ToString(SaveOptions.DisableFormatting)),
        };
    }

    public AwsAnswer With(string header, string? value)
    {
        if (value is not null) Headers[header] = value;
        return this;
    }
}
