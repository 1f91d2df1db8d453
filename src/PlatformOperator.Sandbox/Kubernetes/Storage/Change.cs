namespace PlatformOperator.Sandbox.Kubernetes;

internal enum ChangeType
{
    Added,
    Modified,
    Deleted,
}

/// <summary>One write. A deletion has a resource version of its own, which its object carries, as watchers expect.</summary>
/// <param name="Type">What happened.</param>
/// <param name="Resource">The group resource, such as <c>datapipelines.dataplatform.dev</c>.</param>
/// <param name="Object">The object after the write; of a deletion, its last state.</param>
/// <param name="Previous">The object before the write, null when it was added.</param>
internal sealed record Change(ChangeType Type, string Resource, StoredObject Object, StoredObject? Previous)
{
    public long ResourceVersion => Object.ResourceVersion;
}

/// <summary>What a watcher finds after a resource version.</summary>
/// <param name="Changes">Changes in order; may be a part of them.</param>
/// <param name="UpTo">Every change up to this resource version has been seen.</param>
/// <param name="Expired">Whether the history no longer reaches back that far; then there are no changes.</param>
/// <param name="More">Completes at the next change.</param>
internal sealed record ChangeBatch(IReadOnlyList<Change> Changes, long UpTo, bool Expired, Task More);
