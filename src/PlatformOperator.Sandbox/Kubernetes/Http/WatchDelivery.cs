using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Decides which of the changes that a watcher should get it does get, and when.</summary>
internal sealed class WatchDelivery(WatchFaults faults, TimeProvider time)
{
    private int count;

    /// <summary>Whether bookmarks are sent.</summary>
    public bool SendsBookmarks => faults.Kind != WatchFault.HalfOpen;

    /// <summary>Whether a watch is to be cut with 410.</summary>
    public bool IsExpired => faults.Kind == WatchFault.Expired;

    /// <summary>The changes to send of a batch, after whatever delay they get.</summary>
    public async Task<IReadOnlyList<Change>> FilterAsync(IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        switch (faults.Kind)
        {
            case WatchFault.HalfOpen or WatchFault.BookmarksOnly:
                return [];
            case WatchFault.Missed:
                return [.. changes.Where(_ => Interlocked.Increment(ref count) % 3 != 0)];
            case WatchFault.Coalesced:
                return [.. changes.GroupBy(change => change.Object.Uid).Select(group => group.Last() with { Previous = group.First().Previous })];
            case WatchFault.Stale:
                await Task.Delay(faults.Lag, time, cancellationToken);
                return changes;
            default:
                return changes;
        }
    }
}
