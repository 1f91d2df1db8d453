using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The parts of a CustomResourceDefinition's served version that shape its objects.</summary>
/// <param name="Definition">The CRD's name.</param>
/// <param name="SchemaSource">Its <c>openAPIV3Schema</c>.</param>
/// <param name="Schema">The schema, compiled.</param>
/// <param name="Types">How its fields merge.</param>
internal sealed record CustomResource(string Definition, JsonObject SchemaSource, StructuralSchema Schema, FieldType Types)
{
    /// <summary>The <c>additionalPrinterColumns</c> of the version.</summary>
    public IReadOnlyList<PrinterColumn> Columns { get; init; } = [];

    /// <summary>Whether the definition is being deleted, so that no objects may be created.</summary>
    public bool IsTerminating { get; init; }

    /// <summary>The <c>subresources.scale</c> of the version, null without one.</summary>
    public ScalePaths? Scale { get; init; }
}

/// <summary>An entry of <c>additionalPrinterColumns</c>.</summary>
internal sealed record PrinterColumn(string Name, string Type, string Format, string Description, int Priority, JsonPath Path);

/// <summary>Where an object keeps what its scale subresource shows; paths are dotted, such as <c>.spec.replicas</c>.</summary>
internal sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string? LabelSelector);
