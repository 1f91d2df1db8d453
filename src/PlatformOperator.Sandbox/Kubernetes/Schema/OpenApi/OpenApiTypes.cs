using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>The schemas of a document: those of its kinds and all that they refer to.</summary>
internal sealed class OpenApiTypes
{
    private const string ObjectMetaName = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private const string ApiVersionDescription =
        "The version of this object's schema, as group/version. Servers convert what they know and may refuse what they don't.";
    private const string KindDescription = "The kind of resource that this object is, in CamelCase. It cannot be changed.";

    public JsonObject Schemas { get; } = [];

    public static string NameOf(FieldType type, OpenApiKind kind) =>
        BuiltInTypes.Has(kind.ApiVersion, kind.Kind)
            ? NameOf(type)
            : $"io.k8s.api.{(kind.Group.Length == 0 ? "core" : kind.Group.Split('.')[0])}.{kind.Version}.{kind.Kind}";

    public void Add(OpenApiKind kind)
    {
        var schema = kind.Schema is { } custom ? Custom(custom) : BuiltIn(kind);
        schema["x-kubernetes-group-version-kind"] = new JsonArray(kind.GroupVersionKind);
        Schemas[kind.SchemaName] = schema;
    }

    private static string NameOf(FieldType type) => type.Name == "ObjectMeta" ? ObjectMetaName : $"io.k8s.api.{type.Name}";

    private JsonObject Custom(JsonObject source)
    {
        var schema = (JsonObject)source.DeepClone();
        AddObjectFields(schema);
        return schema;
    }

    private JsonObject BuiltIn(OpenApiKind kind)
    {
        if (!BuiltInTypes.Has(kind.ApiVersion, kind.Kind))
        {
            var any = new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true };
            AddObjectFields(any);
            return any;
        }

        var schema = Struct(BuiltInTypes.For(kind.ApiVersion, kind.Kind));
        AddObjectFields(schema);
        return schema;
    }

    /// <summary>What every object has; also in resources embedded in a custom one.</summary>
    private void AddObjectFields(JsonObject schema)
    {
        if (schema["properties"] is not JsonObject properties)
            schema["properties"] = properties = [];
        schema["type"] ??= "object";
        properties["apiVersion"] = new JsonObject { ["type"] = "string", ["description"] = ApiVersionDescription };
        properties["kind"] = new JsonObject { ["type"] = "string", ["description"] = KindDescription };
        properties["metadata"] = Reference(BuiltInTypes.ObjectMeta, "Name, labels, annotations and what else every object has.");
    }

    private JsonObject Reference(FieldType type, string description = "")
    {
        var name = NameOf(type);
        if (!Schemas.ContainsKey(name))
        {
            // Entered before it is filled: some types contain themselves.
            Schemas[name] = new JsonObject();
            Schemas[name] = Struct(type);
        }

        // A reference has no siblings in OpenAPI 3.0, hence allOf.
        var reference = new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = $"#/components/schemas/{name}" }) };
        if (description.Length > 0)
            reference["description"] = description;
        return reference;
    }

    private JsonObject Struct(FieldType type)
    {
        var properties = new JsonObject();
        foreach (var (name, field) in type.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            properties[name] = Field(field);
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (type.IsAtomic)
            schema["x-kubernetes-map-type"] = "atomic";
        return schema;
    }

    private JsonObject Field(FieldType type)
    {
        var schema = type.Shape switch
        {
            FieldShape.Scalar => Scalar(type.Name),
            FieldShape.Struct => Reference(type),
            FieldShape.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Field(type.Element!) },
            FieldShape.Deduced => new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true },
            _ => List(type),
        };
        string?[] strategies = [type.PatchMerges ? "merge" : null, type.PatchRetainsKeys ? "retainKeys" : null, type.PatchReplaces ? "replace" : null];
        if (strategies.OfType<string>().ToList() is { Count: > 0 } named)
            schema["x-kubernetes-patch-strategy"] = string.Join(',', named);
        if (type.PatchKey.Length > 0)
            schema["x-kubernetes-patch-merge-key"] = type.PatchKey;
        return schema;
    }

    private JsonObject List(FieldType type)
    {
        var schema = new JsonObject
        {
            ["type"] = "array",
            ["items"] = Field(type.Element!),
            ["x-kubernetes-list-type"] = type.Shape switch { FieldShape.Set => "set", FieldShape.MapList => "map", _ => "atomic" },
        };
        if (type.Keys.Count > 0)
            schema["x-kubernetes-list-map-keys"] = new JsonArray([.. type.Keys.Select(key => JsonValue.Create(key.Name))]);
        return schema;
    }

    private static JsonObject Scalar(string name)
    {
        var (type, format) = name switch
        {
            "int" => ("integer", "int32"),
            "long" => ("integer", "int64"),
            "bool" => ("boolean", ""),
            "number" => ("number", "double"),
            "time" => ("string", "date-time"),
            "bytes" => ("string", "byte"),
            "int-or-string" => ("string", "int-or-string"),
            _ => ("string", ""),
        };
        var schema = new JsonObject { ["type"] = type };
        if (format.Length > 0)
            schema["format"] = format;
        return schema;
    }
}
