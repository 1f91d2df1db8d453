using System.Collections.Concurrent;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The kinds that are served now: the built-in ones and those of the CustomResourceDefinitions.</summary>
internal sealed class KindRegistry
{
    private readonly ConcurrentDictionary<(string Group, string Version, string Plural), ResourceKind> _kinds =
        new(BuiltInKinds.All.Select(kind => KeyValuePair.Create((kind.Group, kind.Version, kind.Plural), kind)));

    /// <summary>All kinds, in the order of group, version and plural.</summary>
    public IReadOnlyList<ResourceKind> All =>
        [
            .. _kinds.Values.OrderBy(k => k.Group, StringComparer.Ordinal).ThenBy(k => k.Version, StringComparer.Ordinal)
                .ThenBy(k => k.Plural, StringComparer.Ordinal),
        ];

    /// <summary>Kinds whose objects are stored, each store once.</summary>
    public IEnumerable<ResourceKind> Stored => All.Where(kind => kind.Verbs.Contains("list")).DistinctBy(kind => kind.Storage);

    public ResourceKind? Find(string group, string version, string plural) => _kinds.GetValueOrDefault((group, version, plural));

    public ResourceKind? FindKind(string apiVersion, string kind) => _kinds.Values.FirstOrDefault(k => k.Kind == kind && k.ApiVersion == apiVersion);

    /// <summary>The kind that stands for a store, for messages and for writes by the server itself.</summary>
    public ResourceKind? FindStorage(string storage) => All.FirstOrDefault(k => k.Storage == storage);

    public static ResourceKind BuiltIn(string plural) => BuiltInKinds.All.First(k => k.Plural == plural);

    /// <summary>Serves a custom kind from now on, in place of what its definition said before.</summary>
    public void Register(ResourceKind kind)
    {
        _kinds[(kind.Group, kind.Version, kind.Plural)] = kind;
        foreach (var (key, other) in _kinds)
        {
            if (other.Custom?.Definition == kind.Custom?.Definition && kind.Custom != null && !ReferenceEquals(other, kind))
                _kinds.TryRemove(key, out _);
        }
    }

    /// <summary>Stops serving the kinds of a CustomResourceDefinition.</summary>
    public void RemoveDefinition(string definition)
    {
        foreach (var (key, kind) in _kinds)
        {
            if (kind.Custom?.Definition == definition)
                _kinds.TryRemove(key, out _);
        }
    }
}
