namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A kind in one version, and how the API serves it.</summary>
internal sealed record ResourceKind(string Group, string Version, string Kind, string Plural)
{
    public static readonly IReadOnlyList<string> AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public string Singular { get; init; } = Kind.ToLowerInvariant();

    public string ListKind { get; init; } = Kind + "List";

    public IReadOnlyList<string> ShortNames { get; init; } = [];

    public IReadOnlyList<string> Categories { get; init; } = [];

    public bool Namespaced { get; init; } = true;

    /// <summary><c>status</c>, <c>scale</c> and those with an endpoint of their own.</summary>
    public IReadOnlyList<string> Subresources { get; init; } = [];

    /// <summary>Whether a change of the spec raises <c>metadata.generation</c>.</summary>
    public bool HasGeneration { get; init; }

    public IReadOnlyList<string> Verbs { get; init; } = AllVerbs;

    public NameRule NameRule { get; init; }

    /// <summary>Fields that may stand in a field selector, beside name and namespace.</summary>
    public IReadOnlyList<string> SelectableFields { get; init; } = [];

    /// <summary>The store's name of the resource; differs from <see cref="GroupResource"/> where two groups serve the same objects.</summary>
    public string Storage { get; init; } = Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>What a CustomResourceDefinition says; null for a built-in kind.</summary>
    public CustomResource? Custom { get; init; }

    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>The resource in messages: <c>pods</c>, <c>deployments.apps</c>.</summary>
    public string GroupResource => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    public bool HasStatus => Subresources.Contains("status");
}
