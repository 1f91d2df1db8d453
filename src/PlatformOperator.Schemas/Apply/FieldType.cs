using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>How a field merges: which maps and lists are owned item by item, and which as a whole. Immutable once built.</summary>
/// <remarks>Verified against the Kubernetes documentation ("Server-Side Apply", merge strategy) and structured-merge-diff's schema package.</remarks>
public sealed class FieldType
{
    private FieldType(FieldShape shape, string name)
    {
        Shape = shape;
        Name = name;
    }

    /// <summary>For values without a schema: maps field by field, lists as a whole.</summary>
    public static FieldType Deduced { get; } = new(FieldShape.Deduced, "object");

    /// <summary>A list's merge key, with the value that it has when it is absent.</summary>
    internal sealed record Key(string Name, JsonNode? Default);

    internal static IReadOnlySet<string> ScalarNames { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "string", "int", "long", "bool", "number", "time", "bytes", "quantity", "int-or-string",
    };

    internal FieldShape Shape { get; private init; }

    /// <summary>The scalar's or the struct's name.</summary>
    internal string Name { get; }

    /// <summary>Fields of a struct.</summary>
    internal IReadOnlyDictionary<string, FieldType> Fields { get; private init; } = new Dictionary<string, FieldType>();

    /// <summary>Elements of a map or list; of a struct, the fields that it does not name (null: there are none).</summary>
    internal FieldType? Element { get; private init; }

    internal IReadOnlyList<Key> Keys { get; private init; } = [];

    /// <summary>Merged as a whole.</summary>
    internal bool IsAtomic { get; private init; }

    /// <summary>Strategic merge patches merge this list, by <see cref="PatchKey"/> if it has one.</summary>
    internal bool PatchMerges { get; private init; }

    internal string PatchKey { get; private init; } = "";

    internal bool PatchReplaces { get; private init; }

    internal bool PatchRetainsKeys { get; private init; }

    /// <summary>Types of a custom resource, from its schema's <c>x-kubernetes-list-type</c> and <c>-map-type</c>.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="metadata">Type of ObjectMeta.</param>
    public static FieldType ForCustomResource(StructuralSchema schema, FieldType metadata)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return FromSchema(schema.Root, metadata, isResource: true);
    }

    internal static FieldType Scalar(string name) => new(FieldShape.Scalar, name);

    internal static FieldType Struct(string name, IReadOnlyDictionary<string, FieldType> fields, bool isOpen = false, bool isAtomic = false) =>
        new(FieldShape.Struct, name) { Fields = fields, Element = isOpen ? Deduced : null, IsAtomic = isAtomic };

    internal static FieldType Map(FieldType element) => new(FieldShape.Map, "map") { Element = element };

    internal static FieldType AtomicList(FieldType element) => new(FieldShape.List, "list") { Element = element, IsAtomic = true };

    internal static FieldType SetList(FieldType element) => new(FieldShape.Set, "list") { Element = element };

    internal static FieldType MapList(FieldType element, IReadOnlyList<Key> keys) => new(FieldShape.MapList, "list") { Element = element, Keys = keys };

    internal FieldType AsAtomic() => Copy(isAtomic: true);

    internal FieldType WithPatch(bool merges, string key, bool retainsKeys, bool replaces) => new(Shape, Name)
    {
        Fields = Fields,
        Element = Element,
        Keys = Keys,
        IsAtomic = IsAtomic,
        PatchMerges = merges,
        PatchKey = key,
        PatchRetainsKeys = retainsKeys,
        PatchReplaces = replaces,
    };

    /// <summary>The type of a member, null if a closed struct has none of the name.</summary>
    internal FieldType? Member(string name) => Fields.TryGetValue(name, out var field) ? field : Shape == FieldShape.Deduced ? Deduced : Element;

    /// <summary>A field of a struct, in contrast to a key of a map.</summary>
    internal bool IsNamed(string name) => Shape == FieldShape.Struct && Fields.ContainsKey(name);

    /// <summary>What the type amounts to for a value: a type that is only deduced takes its shape from it.</summary>
    internal FieldShape ShapeOf(JsonNode? value) => (Shape, value) switch
    {
        (FieldShape.Deduced, JsonObject) => FieldShape.Map,
        (FieldShape.Deduced, JsonArray) => FieldShape.List,
        (FieldShape.Deduced, _) => FieldShape.Scalar,
        _ => Shape,
    };

    private FieldType Copy(bool isAtomic) => new(Shape, Name)
    {
        Fields = Fields,
        Element = Element,
        Keys = Keys,
        IsAtomic = isAtomic,
    };

    private static FieldType FromSchema(SchemaNode schema, FieldType metadata, bool isResource)
    {
        if (schema.IntOrString)
            return Scalar("int-or-string");
        if (schema.Type == "array")
            return ListFrom(schema, metadata);
        if (schema.Type != "object" && !isResource)
            return schema.PreserveUnknownFields || schema.Type.Length == 0 ? Deduced : Scalar(schema.Type);
        if (schema.AdditionalProperties is { } values)
            return Map(FromSchema(values, metadata, values.EmbeddedResource)).Copy(schema.MapType == "atomic");
        var fields = schema.Properties.ToDictionary(
            property => property.Key, property => FromSchema(property.Value, metadata, property.Value.EmbeddedResource), StringComparer.Ordinal);
        if (isResource)
        {
            fields["apiVersion"] = fields["kind"] = Scalar("string");
            fields["metadata"] = metadata;
        }

        return Struct("object", fields, isOpen: schema.PreserveUnknownFields || schema.AllowsAdditionalProperties, isAtomic: schema.MapType == "atomic");
    }

    private static FieldType ListFrom(SchemaNode schema, FieldType metadata)
    {
        var element = schema.Items is { } items ? FromSchema(items, metadata, items.EmbeddedResource) : Deduced;
        return schema.ListType switch
        {
            "set" => SetList(element),
            "map" => MapList(element, [.. schema.ListMapKeys.Select(name => new Key(name, schema.Items?.Member(name)?.Default))]),
            _ => AtomicList(element),
        };
    }
}

internal enum FieldShape
{
    Scalar,
    Struct,
    Map,
    List,
    Set,
    MapList,

    /// <summary>As the value is.</summary>
    Deduced,
}
