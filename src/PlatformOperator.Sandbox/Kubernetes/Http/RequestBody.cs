using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PlatformOperator.Schemas.Yaml;
using YamlDotNet.Core;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Reads request bodies: JSON, YAML, and the protobuf of built-in kinds.</summary>
internal static class RequestBody
{
    /// <summary>The largest body that is read, as of a real API server: 3 MiB.</summary>
    public const long Limit = 3 * 1024 * 1024;

    public const string Json = "application/json";
    public const string Yaml = "application/yaml";

    public static string MediaType(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.ToString() : Json;

    /// <summary>Reads an object; an absent body gives null.</summary>
    public static async Task<JsonObject?> ReadObjectAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (MediaType(request) is not (Json or Yaml or ProtobufBody.MediaType))
            throw Errors.UnsupportedMediaType(Json, Yaml, ProtobufBody.MediaType);
        return await ReadAsync(request, cancellationToken) switch
        {
            null => null,
            JsonObject map => map,
            var other =>
                throw Errors.BadRequest($"the object provided is unrecognized (must be of type Status): json: cannot unmarshal {other.GetValueKind()}"),
        };
    }

    /// <summary>Reads whatever the body holds, YAML if its media type says so.</summary>
    public static async Task<JsonNode?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var bytes = await ReadBytesAsync(request, cancellationToken);
        if (MediaType(request) == ProtobufBody.MediaType)
            return FromProtobuf(bytes.Span);
        var text = Encoding.UTF8.GetString(bytes.Span);
        if (text.AsSpan().IsWhiteSpace())
            return null;
        try
        {
            // A YAML body may be JSON, which the JSON reader takes without YAML's surprises.
            var isJson = !MediaType(request).EndsWith("yaml", StringComparison.Ordinal) || text.TrimStart().StartsWith('{');
            return isJson ? Strict(text) : LocatedDocument.Read(new StringReader(text)) is [var document, ..] ? document.Value : null;
        }
        catch (JsonException e)
        {
            throw Errors.BadRequest($"the object provided is unrecognized (must be of type Status): couldn't get version/kind; json parse error: {e.Message}");
        }
        catch (YamlException e)
        {
            throw Errors.BadRequest($"error decoding YAML: {e.Message}");
        }
    }

    private static JsonObject? FromProtobuf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return bytes.IsEmpty ? null : ProtobufBody.Read(bytes) ?? throw Errors.UnsupportedMediaType(Json, Yaml);
        }
        catch (FormatException e)
        {
            throw Errors.BadRequest(e.Message);
        }
    }

    private static JsonNode? Strict(string text)
    {
        // JsonNode would meet a repeated key only when it is touched, long after the body was taken.
        var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 256 };
        return JsonNode.Parse(text, documentOptions: options);
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > Limit)
            throw Errors.TooLarge(Limit);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Limit)
                throw Errors.TooLarge(Limit);
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }
}
