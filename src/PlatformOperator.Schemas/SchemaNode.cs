using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>One <c>x-kubernetes-validations</c> entry.</summary>
internal sealed record ValidationRule(string Rule, string Message, string MessageExpression, string Reason, string FieldPath, bool OptionalOldSelf);

/// <summary>One node of a schema, read once; the names are JSON schema's and the <c>x-kubernetes-</c> extensions'.</summary>
internal sealed class SchemaNode
{
    private SchemaNode(JsonObject source) => Source = source;

    public JsonObject Source { get; }
    public string Type { get; private init; } = "";
    public string Format { get; private init; } = "";
    public bool Nullable { get; private init; }
    public JsonNode? Default { get; private init; }
    public IReadOnlyDictionary<string, SchemaNode> Properties { get; private init; } = new Dictionary<string, SchemaNode>();
    public SchemaNode? AdditionalProperties { get; private init; }

    /// <summary><c>additionalProperties: false</c> (only within allOf and its like).</summary>
    public bool ForbidsAdditionalProperties { get; private init; }

    /// <summary><c>additionalProperties: true</c> or a schema.</summary>
    public bool AllowsAdditionalProperties { get; private init; }
    public SchemaNode? Items { get; private init; }
    public bool PreserveUnknownFields { get; private init; }
    public bool EmbeddedResource { get; private init; }
    public bool IntOrString { get; private init; }
    public string ListType { get; private init; } = "";
    public IReadOnlyList<string> ListMapKeys { get; private init; } = [];
    public string MapType { get; private init; } = "";
    public IReadOnlyList<ValidationRule> Rules { get; private init; } = [];
    public IReadOnlyList<JsonNode?> Enum { get; private init; } = [];
    public IReadOnlyList<string> Required { get; private init; } = [];
    public double? Minimum { get; private init; }
    public double? Maximum { get; private init; }
    public bool ExclusiveMinimum { get; private init; }
    public bool ExclusiveMaximum { get; private init; }
    public double? MultipleOf { get; private init; }
    public long? MinLength { get; private init; }
    public long? MaxLength { get; private init; }
    public string Pattern { get; private init; } = "";
    public long? MinItems { get; private init; }
    public long? MaxItems { get; private init; }
    public bool UniqueItems { get; private init; }
    public long? MinProperties { get; private init; }
    public long? MaxProperties { get; private init; }
    public IReadOnlyList<SchemaNode> AllOf { get; private init; } = [];
    public IReadOnlyList<SchemaNode> AnyOf { get; private init; } = [];
    public IReadOnlyList<SchemaNode> OneOf { get; private init; } = [];
    public SchemaNode? Not { get; private init; }

    /// <summary>Whether a map's old and new values belong together key by key; true of all map types that exist.</summary>
    public bool IsListMap => ListType == "map";

    public static SchemaNode Parse(JsonObject source)
    {
        var additional = source["additionalProperties"];
        return new SchemaNode(source)
        {
            Type = Text(source, "type"),
            Format = Text(source, "format"),
            Nullable = Flag(source, "nullable"),
            Default = source["default"],
            Properties = Children(source["properties"]),
            AdditionalProperties = additional is JsonObject map ? Parse(map) : null,
            ForbidsAdditionalProperties = additional is JsonValue && JsonValues.KindOf(additional) == JsonKind.Boolean && !additional.GetValue<bool>(),
            AllowsAdditionalProperties = additional is JsonObject || Flag(source, "additionalProperties"),
            Items = source["items"] is JsonObject items ? Parse(items) : null,
            PreserveUnknownFields = Flag(source, "x-kubernetes-preserve-unknown-fields"),
            EmbeddedResource = Flag(source, "x-kubernetes-embedded-resource"),
            IntOrString = Flag(source, "x-kubernetes-int-or-string"),
            ListType = Text(source, "x-kubernetes-list-type"),
            ListMapKeys = Texts(source, "x-kubernetes-list-map-keys"),
            MapType = Text(source, "x-kubernetes-map-type"),
            Rules = [.. ((source["x-kubernetes-validations"] as JsonArray) ?? []).OfType<JsonObject>().Select(ParseRule)],
            Enum = [.. (source["enum"] as JsonArray) ?? []],
            Required = Texts(source, "required"),
            Minimum = Number(source, "minimum"),
            Maximum = Number(source, "maximum"),
            ExclusiveMinimum = Flag(source, "exclusiveMinimum"),
            ExclusiveMaximum = Flag(source, "exclusiveMaximum"),
            MultipleOf = Number(source, "multipleOf"),
            MinLength = Integer(source, "minLength"),
            MaxLength = Integer(source, "maxLength"),
            Pattern = Text(source, "pattern"),
            MinItems = Integer(source, "minItems"),
            MaxItems = Integer(source, "maxItems"),
            UniqueItems = Flag(source, "uniqueItems"),
            MinProperties = Integer(source, "minProperties"),
            MaxProperties = Integer(source, "maxProperties"),
            AllOf = Nested(source, "allOf"),
            AnyOf = Nested(source, "anyOf"),
            OneOf = Nested(source, "oneOf"),
            Not = source["not"] is JsonObject not ? Parse(not) : null,
        };
    }

    /// <summary>The schema of a member: a property, else that of additional properties.</summary>
    public SchemaNode? Member(string name) => Properties.TryGetValue(name, out var property) ? property : AdditionalProperties;

    private static Dictionary<string, SchemaNode> Children(JsonNode? properties) =>
        (properties as JsonObject ?? []).Where(member => member.Value is JsonObject)
            .ToDictionary(member => member.Key, member => Parse((JsonObject)member.Value!), StringComparer.Ordinal);

    private static SchemaNode[] Nested(JsonObject source, string name) =>
        [.. ((source[name] as JsonArray) ?? []).OfType<JsonObject>().Select(Parse)];

    private static ValidationRule ParseRule(JsonObject rule) => new(
        Text(rule, "rule"), Text(rule, "message"), Text(rule, "messageExpression"), Text(rule, "reason"), Text(rule, "fieldPath"),
        Flag(rule, "optionalOldSelf"));

    private static string Text(JsonObject source, string name) =>
        JsonValues.KindOf(source[name]) == JsonKind.String ? JsonValues.Text(source[name]!) : "";

    private static string[] Texts(JsonObject source, string name) =>
        [.. ((source[name] as JsonArray) ?? []).Where(item => JsonValues.KindOf(item) == JsonKind.String).Select(item => JsonValues.Text(item!))];

    private static bool Flag(JsonObject source, string name) =>
        JsonValues.KindOf(source[name]) == JsonKind.Boolean && source[name]!.GetValue<bool>();

    private static double? Number(JsonObject source, string name) =>
        JsonValues.KindOf(source[name]) is JsonKind.Integer or JsonKind.Number ? JsonValues.Number(source[name]!) : null;

    private static long? Integer(JsonObject source, string name) => Number(source, name) is { } value ? (long)value : null;
}
