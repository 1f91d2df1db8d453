namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The objects of one resource and the latest changes to them. Every member is used under the store's lock.</summary>
internal sealed class ResourceCollection(string resource, int historyLength)
{
    private static readonly Comparer<(string Namespace, string Name)> KeyOrder = Comparer<(string Namespace, string Name)>.Create((a, b) =>
    {
        var byNamespace = string.CompareOrdinal(a.Namespace, b.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(a.Name, b.Name);
    });

    private readonly SortedDictionary<string, SortedDictionary<string, StoredObject>> _objects = new(StringComparer.Ordinal);
    private readonly List<Change> _history = [];
    private long _forgottenUpTo;
    private TaskCompletionSource _changed = NewSignal();

    public string Resource => resource;

    public int Count { get; private set; }

    public StoredObject? Find(string ns, string name) =>
        _objects.TryGetValue(ns, out var names) && names.TryGetValue(name, out var found) ? found : null;

    /// <summary>Objects in the order of namespace and name; of all namespaces when <paramref name="ns"/> is empty.</summary>
    public IEnumerable<StoredObject> List(string ns)
    {
        if (ns.Length == 0)
            return _objects.Values.SelectMany(names => names.Values);
        return _objects.TryGetValue(ns, out var found) ? found.Values : Enumerable.Empty<StoredObject>();
    }

    /// <summary>The list as it was at an older resource version, found by undoing the changes since; null when the history is too short.</summary>
    public IEnumerable<StoredObject>? ListAt(string ns, long resourceVersion)
    {
        if (resourceVersion < _forgottenUpTo)
            return null;
        var objects = new SortedDictionary<(string, string), StoredObject>(KeyOrder);
        foreach (var item in List(ns))
            objects[(item.Namespace, item.Name)] = item;
        for (var i = _history.Count - 1; i >= 0 && _history[i].ResourceVersion > resourceVersion; i--)
        {
            var change = _history[i];
            if (ns.Length > 0 && change.Object.Namespace != ns)
                continue;
            if (change.Previous == null)
                objects.Remove((change.Object.Namespace, change.Object.Name));
            else
                objects[(change.Object.Namespace, change.Object.Name)] = change.Previous;
        }

        return objects.Values;
    }

    public void Apply(Change change)
    {
        var item = change.Object;
        if (!_objects.TryGetValue(item.Namespace, out var names))
            _objects[item.Namespace] = names = new(StringComparer.Ordinal);
        if (change.Type == ChangeType.Deleted)
            names.Remove(item.Name);
        else
            names[item.Name] = item;
        if (names.Count == 0)
            _objects.Remove(item.Namespace);
        Count += change.Type switch { ChangeType.Added => 1, ChangeType.Deleted => -1, _ => 0 };
        Remember(change);
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    public ChangeBatch After(long resourceVersion, int max, long current)
    {
        if (resourceVersion < _forgottenUpTo)
            return new ChangeBatch([], resourceVersion, Expired: true, Task.CompletedTask);
        var first = FirstAfter(resourceVersion);
        var changes = _history.GetRange(first, Math.Min(max, _history.Count - first));
        var complete = first + changes.Count == _history.Count;
        return new ChangeBatch(changes, complete ? current : changes[^1].ResourceVersion, Expired: false, complete ? _changed.Task : Task.CompletedTask);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Forgets in large steps: removing the first of a list for every write would copy the list every time.
    private void Remember(Change change)
    {
        _history.Add(change);
        if (_history.Count < historyLength * 2)
            return;
        _forgottenUpTo = _history[historyLength - 1].ResourceVersion;
        _history.RemoveRange(0, historyLength);
    }

    private int FirstAfter(long resourceVersion)
    {
        int low = 0, high = _history.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_history[middle].ResourceVersion > resourceVersion)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }
}
