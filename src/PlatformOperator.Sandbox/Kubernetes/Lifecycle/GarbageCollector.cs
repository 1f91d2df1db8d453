namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Deletes objects whose owners are gone, and carries out foreground and orphan deletions.
/// Verified against the Kubernetes documentation, "Garbage Collection" and "Owners and Dependents".
/// </summary>
internal sealed class GarbageCollector(KindRegistry registry, SystemWriter system) : IController
{
    private readonly DependentIndex _index = new();

    private enum OwnerState
    {
        Present,
        BeingDeletedInForeground,
        Absent,
        Unknown,
    }

    public IEnumerable<string> KeysOf(Change change)
    {
        _index.Update(change);
        var item = change.Object;
        var keys = new List<string>();
        if (change.Type == ChangeType.Deleted)
        {
            keys.AddRange(_index.Of(item.Uid).Select(key => key.ToString()));
            keys.AddRange(item.Owners.Select(owner => OwnerKey(item, owner)).OfType<ObjectKey>().Select(key => key.ToString()));
        }
        else if (item.Owners.Count > 0 || (item.IsDeleting && (Has(item, ObjectDeleter.Foreground) || Has(item, ObjectDeleter.Orphan))))
        {
            keys.Add(ObjectKey.Of(change).ToString());
        }

        return keys;
    }

    public void Process(string key)
    {
        var place = ObjectKey.Parse(key);
        if (registry.FindStorage(place.Storage) is not { } kind || system.Store.Find(place.Storage, place.Namespace, place.Name) is not { } item)
            return;
        if (item.IsDeleting && Has(item, ObjectDeleter.Orphan))
            Orphan(kind, item);
        else if (item.IsDeleting && Has(item, ObjectDeleter.Foreground))
            DeleteDependents(kind, item);
        else if (!item.IsDeleting && item.Owners.Count > 0)
            CollectIfAbandoned(kind, item);
    }

    private static bool Has(StoredObject item, string finalizer) => item.Finalizers.Contains(finalizer);

    private void CollectIfAbandoned(ResourceKind kind, StoredObject item)
    {
        var states = item.Owners.Select(owner => (Owner: owner, State: StateOf(item, owner))).ToList();
        var gone = states.Where(pair => pair.State == OwnerState.Absent).Select(pair => pair.Owner.Uid).ToHashSet();
        if (states.Exists(pair => pair.State == OwnerState.Unknown))
            return;
        if (states.Exists(pair => pair.State == OwnerState.Present))
        {
            if (gone.Count > 0)
                RemoveOwners(kind, item, gone);
            return;
        }

        var waited = states.Exists(pair => pair.State == OwnerState.BeingDeletedInForeground);
        system.Delete(kind, item, waited && _index.Of(item.Uid).Count > 0 ? "Foreground" : "Background");
    }

    private void DeleteDependents(ResourceKind kind, StoredObject owner)
    {
        var blocking = false;
        foreach (var (dependentKind, dependent) in DependentsOf(owner))
        {
            blocking |= dependent.Owners.Any(reference => reference.Uid == owner.Uid && reference.Blocks);
            if (!dependent.IsDeleting)
                CollectIfAbandoned(dependentKind, dependent);
        }

        // A dependent that is deleted at once has been told by now; only those that remain block.
        if (!blocking || !DependentsOf(owner).Any(pair => pair.Item.Owners.Any(reference => reference.Uid == owner.Uid && reference.Blocks)))
            RemoveFinalizer(kind, owner, ObjectDeleter.Foreground);
    }

    private void Orphan(ResourceKind kind, StoredObject owner)
    {
        foreach (var (dependentKind, dependent) in DependentsOf(owner))
            RemoveOwners(dependentKind, dependent, [owner.Uid]);
        RemoveFinalizer(kind, owner, ObjectDeleter.Orphan);
    }

    private IEnumerable<(ResourceKind Kind, StoredObject Item)> DependentsOf(StoredObject owner)
    {
        foreach (var key in _index.Of(owner.Uid))
        {
            if (registry.FindStorage(key.Storage) is { } kind && system.Store.Find(key.Storage, key.Namespace, key.Name) is { } item)
                yield return (kind, item);
        }
    }

    private void RemoveFinalizer(ResourceKind kind, StoredObject item, string finalizer) => system.Modify(kind, item.Namespace, item.Name, json =>
    {
        if (json.Text("metadata", "uid") == item.Uid)
            json.Meta()["finalizers"] = json.Texts("metadata", "finalizers").Where(name => name != finalizer).ToJson();
    });

    private void RemoveOwners(ResourceKind kind, StoredObject item, HashSet<string> uids) => system.Modify(kind, item.Namespace, item.Name, json =>
    {
        var kept = json.Maps("metadata", "ownerReferences").Where(owner => !uids.Contains(owner.Text("uid") ?? "")).Select(owner => owner.Copy());
        json.Meta()["ownerReferences"] = kept.ToJson();
    });

    private OwnerState StateOf(StoredObject item, OwnerReference reference)
    {
        if (OwnerKey(item, reference) is not { } key)
            return OwnerState.Unknown;
        if (system.Store.Find(key.Storage, key.Namespace, key.Name) is not { } owner || owner.Uid != reference.Uid)
            return OwnerState.Absent;
        return owner.IsDeleting && Has(owner, ObjectDeleter.Foreground) ? OwnerState.BeingDeletedInForeground : OwnerState.Present;
    }

    // An owner lies in its dependent's namespace or in none; null when its kind is unknown, or namespaced under a dependent without namespace.
    private ObjectKey? OwnerKey(StoredObject item, OwnerReference owner)
    {
        if (registry.FindKind(owner.ApiVersion, owner.Kind) is not { } kind || (kind.Namespaced && item.Namespace.Length == 0))
            return null;
        return new ObjectKey(kind.Storage, kind.Namespaced ? item.Namespace : "", owner.Name);
    }
}
