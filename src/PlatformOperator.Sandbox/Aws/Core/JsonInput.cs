using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>The input of a JSON 1.1 operation; a member of the wrong type is a SerializationException, as at AWS.</summary>
internal sealed class JsonInput(JsonObject body)
{
    public JsonObject Body { get; } = body;

    public static JsonInput Parse(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return new JsonInput([]);
        try
        {
            return new JsonInput(JsonNode.Parse(body) as JsonObject ?? throw new JsonException("Not an object"));
        }
        catch (JsonException error)
        {
            throw new AwsException("SerializationException",
                $"The request body is no JSON object: {error.Message} (CBOR is not supported)");
        }
    }

    public bool Has(string name) => Body[name] is not null;

    public string? Text(string name) => Value<string>(name);

    public int? Int(string name) => Value<int?>(name);

    public bool? Flag(string name) => Value<bool?>(name);

    public DateTimeOffset? Time(string name) =>
        Value<double?>(name) is { } seconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;

    public string Required(string name) => Text(name) is { Length: > 0 } text ? text : throw Missing(name);

    public int RequiredInt(string name) => Int(name) ?? throw Missing(name);

    public JsonInput? Object(string name) => Body[name] is { } node ? new JsonInput(As<JsonObject>(node, name)) : null;

    public IReadOnlyList<JsonInput> Objects(string name) =>
        Body[name] is { } node ? [.. As<JsonArray>(node, name).Select(n => new JsonInput(As<JsonObject>(n!, name)))] : [];

    public IReadOnlyList<string> Texts(string name) =>
        Body[name] is { } node ? [.. As<JsonArray>(node, name).Select(n => Convert<string>(n!, name))] : [];

    public IReadOnlyDictionary<string, string> Map(string name) => Body[name] is { } node
        ? As<JsonObject>(node, name).ToDictionary(p => p.Key, p => Convert<string>(p.Value!, name), StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    public byte[] Blob(string name)
    {
        try
        {
            return System.Convert.FromBase64String(Text(name) ?? throw Missing(name));
        }
        catch (FormatException)
        {
            throw new AwsException("SerializationException", $"Member {name} is not base64.");
        }
    }

    /// <summary>Refuses a member outside of the range, with AWS's usual sentence.</summary>
    public int? Int(string name, int minimum, int maximum)
    {
        var value = Int(name);
        if (value < minimum || value > maximum)
            throw AwsException.Constraint(Camel(name), $"{value}",
                value < minimum ? $"have value greater than or equal to {minimum}" : $"have value less than or equal to {maximum}");
        return value;
    }

    public static AwsException Missing(string name) => AwsException.Constraint(Camel(name), null, "not be null");

    static string Camel(string name) => new StringBuilder(name) { [0] = char.ToLowerInvariant(name[0]) }.ToString();

    T? Value<T>(string name) => Body[name] is { } node ? Convert<T>(node, name) : default;

    static T Convert<T>(JsonNode node, string name) =>
        node is JsonValue value && value.TryGetValue<T>(out var result) ? result : throw WrongType(name);

    static T As<T>(JsonNode node, string name) where T : JsonNode => node as T ?? throw WrongType(name);

    static AwsException WrongType(string name) => new("SerializationException", $"Member {name} has the wrong type.");
}
