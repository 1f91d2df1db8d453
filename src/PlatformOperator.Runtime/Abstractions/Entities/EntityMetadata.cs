namespace KubeOps.Abstractions.Entities;

/// <summary>How the API server names a kind of object.</summary>
/// <param name="Kind">Kind in PascalCase.</param>
/// <param name="Version">API version without the group.</param>
/// <param name="Group">API group; null for the core group.</param>
/// <param name="Plural">Plural resource name; the kind with an "s" when null.</param>
public record EntityMetadata(string Kind, string Version, string? Group = null, string? Plural = null)
{
    /// <summary>Kind of a list of these objects.</summary>
    public string ListKind => $"{Kind}List";

    /// <summary>Singular resource name.</summary>
    public string SingularName => Kind.ToLowerInvariant();

    /// <summary>Plural resource name, as in the URL.</summary>
    public string PluralName => (Plural ?? $"{Kind}s").ToLowerInvariant();

    /// <summary>Value of <c>apiVersion</c>.</summary>
    public string GroupWithVersion => string.IsNullOrEmpty(Group) ? Version : $"{Group}/{Version}";
}
