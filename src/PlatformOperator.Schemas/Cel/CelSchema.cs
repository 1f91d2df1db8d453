using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Cel;

/// <summary>What a schema means to rules: the type of <c>self</c>, and values from JSON.</summary>
/// <remarks>
/// Types and size bounds as documented in the Kubernetes documentation (CustomResourceDefinitions, "Validation rules", type table and
/// "Resource use by validation functions") and by k8s.io/apiserver's cel/common package: sizes not bounded by the schema follow from the
/// largest request, 3 MiB.
/// </remarks>
internal static class CelSchema
{
    /// <summary>The largest request that the API server takes, in bytes.</summary>
    public const long MaxRequestSize = 3 * 1024 * 1024;

    private const long QuotedMaximum = MaxRequestSize - 2;
    private const int BytesPerCharacter = 4;
    private static readonly ConditionalWeakTable<SchemaNode, SchemaNode> Resources = new();

    /// <summary>The schema with what every object has: apiVersion, kind, and metadata's name and generateName.</summary>
    public static SchemaNode AsResource(SchemaNode schema) => Resources.GetValue(schema, static node =>
    {
        var source = (JsonObject)node.Source.DeepClone();
        if (source["properties"] is not JsonObject properties)
            source["properties"] = properties = [];
        properties["apiVersion"] = new JsonObject { ["type"] = "string" };
        properties["kind"] = new JsonObject { ["type"] = "string" };
        properties["metadata"] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["name"] = new JsonObject { ["type"] = "string" }, ["generateName"] = new JsonObject { ["type"] = "string" } },
        };
        source["type"] ??= "object";
        source.Remove("x-kubernetes-embedded-resource");
        return SchemaNode.Parse(source);
    });

    /// <summary>The type of values of a schema; null where rules can't see them.</summary>
    public static CelType? TypeOf(SchemaNode schema)
    {
        if (schema.IntOrString)
            return CelType.Dyn.Sized(StringMaximum(schema), 1);
        if (schema.EmbeddedResource)
            schema = AsResource(schema);
        return schema.Type switch
        {
            "array" => ListOf(schema),
            "object" => schema.AdditionalProperties is { } element ? MapOf(schema, element) : ObjectOf(schema),
            "string" => TextOf(schema),
            "boolean" => CelType.Bool.Sized(0, 4),
            "number" => CelType.Double.Sized(0, 1),
            "integer" => CelType.Int.Sized(0, 1),
            _ => null,
        };
    }

    /// <summary>A JSON value as rules see it; lists and objects are converted when they are looked into.</summary>
    public static object? ToValue(JsonNode? node, SchemaNode schema)
    {
        if (schema.EmbeddedResource)
            schema = AsResource(schema);
        return JsonValues.KindOf(node) switch
        {
            JsonKind.Null => null,
            JsonKind.Boolean => node!.GetValue<bool>(),
            JsonKind.Integer when schema.Type == "number" => JsonValues.Number(node!),
            JsonKind.Integer => JsonValues.TryInteger(node, out var value) ? value : 0L,
            JsonKind.Number when schema.Type == "integer" => (long)JsonValues.Number(node!),
            JsonKind.Number => JsonValues.Number(node!),
            JsonKind.String => TextValue(JsonValues.Text(node!), schema),
            JsonKind.Array => new CelList(new JsonItems((JsonArray)node!, schema.Items), schema),
            _ when schema.AdditionalProperties is { } element => new CelJsonMap((JsonObject)node!, element),
            _ => new CelObject((JsonObject)node!, schema),
        };
    }

    private static CelType? ListOf(SchemaNode schema)
    {
        if (schema.Items is null || TypeOf(schema.Items) is not { } element)
            return null;
        return CelType.List(element).Sized(schema.MaxItems is { } most ? Math.Max(0, most) : QuotedMaximum / (element.MinSerializedSize + 1), 2);
    }

    private static CelType? MapOf(SchemaNode schema, SchemaNode values)
    {
        if (TypeOf(values) is not { } element)
            return null;
        var most = schema.MaxProperties is { } maximum ? Math.Max(0, maximum) : QuotedMaximum / (element.MinSerializedSize + 6);
        return CelType.Map(CelType.String.Sized(0, 2), element).Sized(most, 2);
    }

    private static CelType ObjectOf(SchemaNode schema)
    {
        var fields = new Dictionary<string, CelType>(StringComparer.Ordinal);
        long size = 2;
        foreach (var (name, property) in schema.Properties)
        {
            if (TypeOf(property) is not { } type)
                continue;
            if (CelNames.Escape(name) is { } escaped)
                fields[escaped] = type;
            if (schema.Required.Contains(name, StringComparer.Ordinal) && property.Default is null)
                size += name.Length + type.MinSerializedSize + 4;
        }

        return CelType.Object(fields).Sized(0, size);
    }

    private static CelType TextOf(SchemaNode schema) => schema.Format switch
    {
        "byte" => CelType.Bytes.Sized(schema.MaxLength is { } most ? Math.Max(0, most) : QuotedMaximum, 2),
        "duration" => CelType.Duration.Sized(32, 3),
        "date" => CelType.Timestamp.Sized(12, 12),
        "date-time" => CelType.Timestamp.Sized(32, 21),
        _ => CelType.String.Sized(StringMaximum(schema), 2),
    };

    private static long StringMaximum(SchemaNode schema)
    {
        if (schema.MaxLength is { } most)
            return Math.Max(0, most) * BytesPerCharacter;
        var texts = schema.Enum.Where(value => JsonValues.KindOf(value) == JsonKind.String).Select(value => (long)JsonValues.Text(value!).Length).ToList();
        return schema.Enum.Count > 0 && !schema.IntOrString ? texts.DefaultIfEmpty(0).Max() : QuotedMaximum;
    }

    private static object TextValue(string text, SchemaNode schema)
    {
        if (schema.Type != "string")
            return text;
        switch (schema.Format)
        {
            case "byte":
                var buffer = new byte[text.Length];
                return Convert.TryFromBase64String(text, buffer, out var written) ? buffer[..written] : throw new CelException("illegal base64 data");
            case "duration":
                return GoDuration.TryParse(text, out var nanoseconds)
                    ? new CelDuration(nanoseconds)
                    : throw new CelException($"Invalid duration {GoText.Quote(text)}");
            case "date" or "date-time":
                return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? time
                    : throw new CelException($"Invalid timestamp {GoText.Quote(text)}");
            default:
                return text;
        }
    }

    /// <summary>Items converted on first sight.</summary>
    private sealed class JsonItems(JsonArray items, SchemaNode? schema) : IReadOnlyList<object?>
    {
        private readonly object?[] _values = new object?[items.Count];
        private readonly bool[] _known = new bool[items.Count];

        public int Count => items.Count;

        public object? this[int index]
        {
            get
            {
                if (!_known[index])
                {
                    _values[index] = schema is null ? null : ToValue(items[index], schema);
                    _known[index] = true;
                }

                return _values[index];
            }
        }

        public IEnumerator<object?> GetEnumerator()
        {
            for (var i = 0; i < Count; i++)
                yield return this[i];
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
