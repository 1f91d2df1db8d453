using System.Text.Json.Serialization;
using PlatformOperator.Convergence;

namespace PlatformOperator.Planning;

/// <summary>Where a manifest stands.</summary>
/// <param name="File">Its file.</param>
/// <param name="Line">The line that it begins in.</param>
internal sealed record ManifestSource(string File, int Line)
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>What would be done for one custom resource.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Namespace">Its namespace, null for a Tenant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Source">Its manifest; null for one that the operator makes.</param>
internal sealed record PlannedResource(string Kind, string? Namespace, string Name, ManifestSource? Source)
{
    /// <summary>What would be done to the custom resource itself; null if nothing.</summary>
    public PlannedAction? Own { get; set; }

    /// <summary>What would be done for it, in AWS and in the cluster.</summary>
    public IReadOnlyList<PlannedAction> Actions { get; set; } = [];

    /// <summary>What is in the way.</summary>
    public IReadOnlyList<Obstacle> Obstacles { get; set; } = [];

    /// <summary>What else a reader should know.</summary>
    public IReadOnlyList<string> Notes { get; set; } = [];

    /// <summary>The custom resources that it owns.</summary>
    public List<PlannedResource> Children { get; } = [];

    /// <summary>The resource in words.</summary>
    [JsonIgnore]
    public string Title => Namespace is null ? $"{Kind} {Name}" : $"{Kind} {Namespace}/{Name}";

    /// <summary>What would be done to it and for it.</summary>
    public IEnumerable<PlannedAction> AllActions() => Own is { } own ? Actions.Prepend(own) : Actions;

    /// <summary>It and all below it.</summary>
    public IEnumerable<PlannedResource> WithChildren() => Children.SelectMany(child => child.WithChildren()).Prepend(this);
}
