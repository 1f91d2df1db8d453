using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>All objects, in memory, under one lock and one resource version counter, as etcd's revision is for a real API server.</summary>
internal sealed class ObjectStore(int historyLength)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceCollection> _collections = [];
    private readonly List<Action<Change>> _observers = [];
    private long _resourceVersion;

    public long ResourceVersion
    {
        get
        {
            lock (_lock)
                return _resourceVersion;
        }
    }

    /// <summary>Has every change told, in order and under the lock: the observer must be quick and must not write.</summary>
    public void Observe(Action<Change> observer)
    {
        lock (_lock)
            _observers.Add(observer);
    }

    public StoredObject? Find(string resource, string ns, string name)
    {
        lock (_lock)
            return Collection(resource).Find(ns, name);
    }

    public int Count(string resource, string ns)
    {
        lock (_lock)
            return ns.Length == 0 ? Collection(resource).Count : Collection(resource).List(ns).Count();
    }

    /// <summary>Objects of a namespace, or of all when it is empty, with the resource version of that moment.</summary>
    public (IReadOnlyList<StoredObject> Items, long ResourceVersion) List(string resource, string ns)
    {
        lock (_lock)
            return ([.. Collection(resource).List(ns)], _resourceVersion);
    }

    /// <summary>The list as it was at a resource version; null when that is too long ago.</summary>
    public IReadOnlyList<StoredObject>? ListAt(string resource, string ns, long resourceVersion)
    {
        lock (_lock)
            return Collection(resource).ListAt(ns, resourceVersion)?.ToList();
    }

    public ChangeBatch After(string resource, long resourceVersion, int max)
    {
        lock (_lock)
            return Collection(resource).After(resourceVersion, max, _resourceVersion);
    }

    /// <summary>Stores a new object.</summary>
    /// <param name="resource">Its resource.</param>
    /// <param name="json">The object; the resource version is written into it.</param>
    /// <param name="admit">Runs under the lock before the object is stored and may throw, so that a quota holds for concurrent creations.</param>
    /// <returns>The stored object, or null when the name is taken.</returns>
    public StoredObject? TryAdd(string resource, JsonObject json, Action? admit = null)
    {
        lock (_lock)
        {
            if (Collection(resource).Find(json.Text("metadata", "namespace") ?? "", json.Text("metadata", "name")!) != null)
                return null;
            admit?.Invoke();
            return Commit(ChangeType.Added, resource, json, null);
        }
    }

    /// <summary>Replaces exactly the version that the caller has read.</summary>
    /// <returns>The new version, or null when the object has changed or gone since.</returns>
    public StoredObject? TryReplace(string resource, StoredObject expected, JsonObject json)
    {
        lock (_lock)
            return IsCurrent(resource, expected) ? Commit(ChangeType.Modified, resource, json, expected) : null;
    }

    /// <summary>Removes exactly the version that the caller has read.</summary>
    /// <param name="resource">Its resource.</param>
    /// <param name="expected">The version read.</param>
    /// <param name="last">The object's last state, which watchers get.</param>
    /// <returns>The last version, or null when the object has changed or gone since.</returns>
    public StoredObject? TryRemove(string resource, StoredObject expected, JsonObject last)
    {
        lock (_lock)
            return IsCurrent(resource, expected) ? Commit(ChangeType.Deleted, resource, last, expected) : null;
    }

    private bool IsCurrent(string resource, StoredObject expected) =>
        ReferenceEquals(Collection(resource).Find(expected.Namespace, expected.Name), expected);

    private StoredObject Commit(ChangeType type, string resource, JsonObject json, StoredObject? previous)
    {
        var stored = StoredObject.At(json, ++_resourceVersion);
        var change = new Change(type, resource, stored, previous);
        Collection(resource).Apply(change);
        _observers.ForEach(observer => observer(change));
        return stored;
    }

    private ResourceCollection Collection(string resource)
    {
        if (!_collections.TryGetValue(resource, out var collection))
            _collections[resource] = collection = new ResourceCollection(resource, historyLength);
        return collection;
    }
}
