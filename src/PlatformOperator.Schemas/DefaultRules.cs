using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Defaults must be valid, by the CEL rules too, and may hold nothing that would be pruned.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Defaulting"), apiextensions-apiserver's defaulting package and an API server of Kubernetes 1.36,
/// which looks at a default as it is written: defaults inside it are not applied before the rules run.
/// </remarks>
internal static class DefaultRules
{
    /// <summary>Checks all but the CEL rules.</summary>
    public static void Check(SchemaNode root, string path, List<FieldError> errors)
    {
        foreach (var (schema, at) in WithDefault(root, path))
            CheckOne(schema.Default!, schema, FieldPath.Child(at, "default"), errors);
    }

    /// <summary>Runs the CEL rules, which must have compiled, over the defaults.</summary>
    public static void CheckRules(SchemaNode root, string path, List<FieldError> errors)
    {
        foreach (var (schema, at) in WithDefault(root, path))
        {
            var found = new List<FieldError>();
            RuleValidator.Compile(Holding("default", schema)).Validate(new JsonObject { ["default"] = schema.Default!.DeepClone() }, null, null, found);
            errors.AddRange(found.Select(error => error with { Field = FieldPath.Child(at, error.Field) }));
        }
    }

    private static IEnumerable<(SchemaNode Schema, string Path)> WithDefault(SchemaNode schema, string path)
    {
        var below = schema.Properties.SelectMany(property => WithDefault(property.Value, StructuralRules.Property(path, property.Key)));
        if (schema.AdditionalProperties is { } additional)
            below = WithDefault(additional, FieldPath.Child(path, "additionalProperties")).Concat(below);
        if (schema.Items is { } items)
            below = WithDefault(items, FieldPath.Child(path, "items")).Concat(below);
        return schema.Default is null ? below : below.Prepend((schema, path));
    }

    private static SchemaNode Holding(string name, SchemaNode schema) => SchemaNode.Parse(new JsonObject
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { [name] = schema.Source.DeepClone() },
    });

    private static void CheckOne(JsonNode fallback, SchemaNode schema, string path, List<FieldError> errors)
    {
        var holder = new JsonObject { ["value"] = fallback.DeepClone() };
        if (Pruning.Run(holder, Holding("value", schema)).Count > 0)
            errors.Add(FieldErrors.Invalid(path, JsonValues.Shown(fallback), "must not have unknown fields"));
        foreach (var error in ValueValidator.Validate(fallback, schema, null))
            errors.Add(error with { Field = error.Field == FieldPath.Nil ? path : FieldPath.Child(path, error.Field) });
    }
}
