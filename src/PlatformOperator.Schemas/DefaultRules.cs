using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Defaults must be valid and may hold nothing that would be pruned.</summary>
/// <remarks>Verified against the Kubernetes documentation ("Defaulting") and apiextensions-apiserver's defaulting package.</remarks>
internal static class DefaultRules
{
    public static void Check(SchemaNode schema, string path, List<FieldError> errors)
    {
        if (schema.Default is { } fallback)
            CheckOne(fallback, schema, FieldPath.Child(path, "default"), errors);
        if (schema.Items is { } items)
            Check(items, FieldPath.Child(path, "items"), errors);
        if (schema.AdditionalProperties is { } additional)
            Check(additional, FieldPath.Child(path, "additionalProperties"), errors);
        foreach (var (name, property) in schema.Properties)
            Check(property, StructuralRules.Property(path, name), errors);
    }

    private static void CheckOne(JsonNode fallback, SchemaNode schema, string path, List<FieldError> errors)
    {
        var holder = new JsonObject { ["value"] = fallback.DeepClone() };
        var holderSchema = SchemaNode.Parse(new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["value"] = schema.Source.DeepClone() },
        });
        if (Pruning.Run(holder, holderSchema).Count > 0)
            errors.Add(FieldErrors.Invalid(path, JsonValues.Shown(fallback), "must not have unknown fields"));
        foreach (var error in ValueValidator.Validate(fallback, schema, null))
            errors.Add(error with { Field = error.Field == FieldPath.Nil ? path : FieldPath.Child(path, error.Field) });
    }
}
