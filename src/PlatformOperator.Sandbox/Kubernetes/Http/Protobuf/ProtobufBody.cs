using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Reads objects that clients send in protobuf, as kubectl's typed commands (<c>create configmap</c>, <c>auth can-i</c>) do without asking.
/// Envelope verified against the API concepts document, "Kubernetes Protobuf encoding". Answers are JSON all the same: clients read what they are given.
/// </summary>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int MaxDepth = 64;

    /// <summary>Reads an object; null when the kind is none that can be read.</summary>
    /// <exception cref="FormatException">The data is damaged.</exception>
    public static JsonObject? Read(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("k8s\0"u8))
            throw new FormatException("provided data does not appear to be a protobuf message, expected prefix 'k8s'");
        var (apiVersion, kind) = ("", "");
        ReadOnlySpan<byte> raw = default;
        var envelope = new WireReader(data[4..]);
        while (envelope.Read())
        {
            if (envelope.Number == 1)
                (apiVersion, kind) = TypeOf(envelope.Content);
            else if (envelope.Number == 2)
                raw = envelope.Content;
        }

        if (MessageTable.MessageOf(apiVersion, kind) is not { } message)
            return null;
        var json = new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind };
        Message(raw, message, json, 0);
        return json;
    }

    private static (string ApiVersion, string Kind) TypeOf(ReadOnlySpan<byte> content)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new WireReader(content);
        while (reader.Read())
        {
            if (reader.Number == 1)
                apiVersion = reader.Text;
            else if (reader.Number == 2)
                kind = reader.Text;
        }

        return (apiVersion, kind);
    }

    private static void Message(ReadOnlySpan<byte> content, string message, JsonObject into, int depth)
    {
        if (depth > MaxDepth)
            throw new FormatException("proto: message nested too deeply");
        var reader = new WireReader(content);
        while (reader.Read())
        {
            if (MessageTable.Field(message, reader.Number) is not { } field)
                continue;
            if (field.Name.Length == 0)
                Message(reader.Content, field.Type, into, depth + 1);
            else if (field.Shape == ProtobufField.Map)
                Entry(reader.Content, field.Type, into.Ensure(field.Name), depth);
            else if (field.Shape == ProtobufField.List)
                Append(into, field.Name, Value(ref reader, field.Type, depth));
            else if (Value(ref reader, field.Type, depth) is { } value && (field.KeepsZero || !IsZero(value)))
                into[field.Name] = value;
        }
    }

    private static void Append(JsonObject into, string name, JsonNode? value)
    {
        if (into[name] is not JsonArray list)
            into[name] = list = [];
        list.Add(value);
    }

    private static void Entry(ReadOnlySpan<byte> content, string type, JsonObject into, int depth)
    {
        var key = "";
        JsonNode? value = type == "string" || type == "bytes" ? "" : null;
        var reader = new WireReader(content);
        while (reader.Read())
        {
            if (reader.Number == 1)
                key = reader.Text;
            else if (reader.Number == 2)
                value = Value(ref reader, type, depth);
        }

        into[key] = value;
    }

    private static bool IsZero(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>().Length == 0,
        JsonValueKind.Number => value.Integer() == 0,
        JsonValueKind.False => true,
        _ => false,
    };

    private static JsonNode? Value(ref WireReader reader, string type, int depth)
    {
        switch (type)
        {
            case "string":
                return reader.Text;
            case "int":
                return (long)reader.Value;
            case "bool":
                return reader.Value != 0;
            case "double":
                return BitConverter.UInt64BitsToDouble(reader.Value);
            case "bytes":
                return Convert.ToBase64String(reader.Content);
            default:
                return MessageTable.IsMessage(type) ? Nested(reader.Content, type, depth) : ProtobufScalars.Read(type, reader.Content);
        }
    }

    private static JsonObject Nested(ReadOnlySpan<byte> content, string type, int depth)
    {
        var json = new JsonObject();
        Message(content, type, json, depth + 1);
        return json;
    }
}
