using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>JSON's types as the API server tells them apart: a number without fraction or exponent is an integer.</summary>
internal enum JsonKind
{
    Null,
    Boolean,
    String,
    Integer,
    Number,
    Array,
    Object,
}

/// <summary>What JsonNode lacks for schemas: kinds, values by kind, and Go's way to print them.</summary>
internal static class JsonValues
{
    public static JsonKind KindOf(JsonNode? node) => node switch
    {
        null => JsonKind.Null,
        JsonObject => JsonKind.Object,
        JsonArray => JsonKind.Array,
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => JsonKind.Boolean,
            JsonValueKind.String => JsonKind.String,
            JsonValueKind.Number => TryInteger(node, out _) ? JsonKind.Integer : JsonKind.Number,
            _ => JsonKind.Null,
        },
    };

    /// <summary>JSON's name of a kind, as schemas write it.</summary>
    public static string NameOf(JsonKind kind) => kind switch
    {
        JsonKind.Boolean => "boolean",
        JsonKind.String => "string",
        JsonKind.Integer => "integer",
        JsonKind.Number => "number",
        JsonKind.Array => "array",
        JsonKind.Object => "object",
        _ => "null",
    };

    public static bool TryInteger(JsonNode? node, out long value)
    {
        value = 0;
        return node is JsonValue && node.GetValueKind() == JsonValueKind.Number
            && long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    public static double Number(JsonNode node) => double.Parse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture);

    public static string Text(JsonNode node) => node.GetValue<string>();

    /// <summary>Whether two values are equal as Go's JSON decoder leaves them: 1 and 1.0 differ, the order of members does not count.</summary>
    public static bool SameAs(this JsonNode? left, JsonNode? right)
    {
        var kind = KindOf(left);
        if (kind != KindOf(right))
            return false;
        return kind switch
        {
            JsonKind.Null => true,
            JsonKind.Integer => TryInteger(left, out var a) && TryInteger(right, out var b) && a == b,
            JsonKind.Number => Number(left!).Equals(Number(right!)),
            JsonKind.Boolean => left!.GetValueKind() == right!.GetValueKind(),
            JsonKind.String => string.Equals(Text(left!), Text(right!), StringComparison.Ordinal),
            JsonKind.Array => SameItems((JsonArray)left!, (JsonArray)right!),
            _ => SameMembers((JsonObject)left!, (JsonObject)right!),
        };
    }

    /// <summary>Compact JSON with members sorted, as Go's encoder writes maps; equal values have equal texts.</summary>
    public static string Canonical(JsonNode? node)
    {
        var text = new StringBuilder();
        WriteCanonical(node, text);
        return text.ToString();
    }

    /// <summary>A value as field errors show it: strings quoted, objects and arrays as JSON.</summary>
    public static string Shown(JsonNode? node) => KindOf(node) switch
    {
        JsonKind.String => GoText.Quote(Text(node!)),
        JsonKind.Number => GoText.Float(Number(node!)),
        _ => Canonical(node),
    };

    private static bool SameItems(JsonArray left, JsonArray right)
    {
        if (left.Count != right.Count)
            return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].SameAs(right[i]))
                return false;
        }

        return true;
    }

    private static bool SameMembers(JsonObject left, JsonObject right)
    {
        if (left.Count != right.Count)
            return false;
        foreach (var (name, value) in left)
        {
            if (!right.TryGetPropertyValue(name, out var other) || !value.SameAs(other))
                return false;
        }

        return true;
    }

    private static void WriteCanonical(JsonNode? node, StringBuilder text)
    {
        switch (node)
        {
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    if (text[^1] != '{')
                        text.Append(',');
                    text.Append(GoText.JsonString(name)).Append(':');
                    WriteCanonical(value, text);
                }

                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                for (var i = 0; i < items.Count; i++)
                {
                    if (i > 0)
                        text.Append(',');
                    WriteCanonical(items[i], text);
                }

                text.Append(']');
                break;
            default:
                text.Append(KindOf(node) switch
                {
                    JsonKind.Null => "null",
                    JsonKind.String => GoText.JsonString(Text(node!)),
                    JsonKind.Number => GoText.Float(Number(node!)),
                    _ => node!.ToJsonString(),
                });
                break;
        }
    }
}
