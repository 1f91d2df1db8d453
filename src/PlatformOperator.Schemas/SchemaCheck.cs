using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>What the API server checks of a schema when a CRD is created or updated.</summary>
/// <remarks>
/// Order and wording of apiextensions-apiserver's validation: structural rules, defaults, the schema's own form, then CEL rules with their cost, and
/// on defaults. Not checked: that only known fields stand at the root when a status subresource is on.
/// </remarks>
public static class SchemaCheck
{
    /// <summary>Checks one version's <c>openAPIV3Schema</c>.</summary>
    /// <param name="openAPIV3Schema">The schema.</param>
    /// <param name="path">Where the schema lies in the CRD, for example <c>spec.versions[0].schema.openAPIV3Schema</c>.</param>
    public static IReadOnlyList<FieldError> Check(JsonObject openAPIV3Schema, string path)
    {
        ArgumentNullException.ThrowIfNull(openAPIV3Schema);
        ArgumentNullException.ThrowIfNull(path);
        var root = SchemaNode.Parse((JsonObject)openAPIV3Schema.DeepClone());
        var errors = StructuralRules.Check(root, path);
        if (errors.Count == 0)
            DefaultRules.Check(root, path, errors);
        var isStructural = errors.Count == 0;
        if (root.Nullable)
            errors.Insert(0, FieldErrors.Forbidden(FieldPath.Child(path, "nullable"), "nullable cannot be true at the root"));
        var before = errors.Count;
        SchemaForm.Check(root, path, errors);
        if (isStructural && errors.Count == before)
            errors.AddRange(RuleCheck.Check(root, path));
        if (errors.Count == 0)
            DefaultRules.CheckRules(root, path, errors);
        return errors;
    }
}
