namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Where an object is.</summary>
internal readonly record struct ObjectKey(string Storage, string Namespace, string Name)
{
    // None of the parts can contain a line break.
    public static ObjectKey Parse(string text) =>
        text.Split('\n') is [var storage, var ns, var name] ? new(storage, ns, name) : throw new FormatException(text);

    public static ObjectKey Of(Change change) => new(change.Resource, change.Object.Namespace, change.Object.Name);

    public override string ToString() => $"{Storage}\n{Namespace}\n{Name}";
}

/// <summary>Which objects name an object, by its uid, as their owner.</summary>
internal sealed class DependentIndex
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<ObjectKey>> _dependents = [];

    public void Update(Change change)
    {
        var key = ObjectKey.Of(change);
        lock (_lock)
        {
            foreach (var owner in change.Previous?.Owners ?? [])
            {
                if (_dependents.TryGetValue(owner.Uid, out var keys) && keys.Remove(key) && keys.Count == 0)
                    _dependents.Remove(owner.Uid);
            }

            if (change.Type == ChangeType.Deleted)
                return;
            foreach (var owner in change.Object.Owners)
            {
                if (!_dependents.TryGetValue(owner.Uid, out var keys))
                    _dependents[owner.Uid] = keys = [];
                keys.Add(key);
            }
        }
    }

    public IReadOnlyList<ObjectKey> Of(string ownerUid)
    {
        lock (_lock)
            return _dependents.TryGetValue(ownerUid, out var keys) ? [.. keys] : [];
    }
}
