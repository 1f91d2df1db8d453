using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>What the API server checks of a schema when a CRD is created or updated.</summary>
public static class SchemaCheck
{
    /// <summary>Checks one version's <c>openAPIV3Schema</c>.</summary>
    /// <param name="openAPIV3Schema">The schema.</param>
    /// <param name="path">Where the schema lies in the CRD, for example <c>spec.versions[0].schema.openAPIV3Schema</c>.</param>
    public static IReadOnlyList<FieldError> Check(JsonObject openAPIV3Schema, string path)
    {
        ArgumentNullException.ThrowIfNull(openAPIV3Schema);
        ArgumentNullException.ThrowIfNull(path);
        return [];
    }
}
