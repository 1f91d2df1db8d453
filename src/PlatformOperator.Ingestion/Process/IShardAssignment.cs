namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// Which shards and other units of work are this process'. It spreads work only: compare-and-swap keeps two who believe the same theirs apart.
/// </summary>
internal interface IShardAssignment
{
    /// <summary>Completes at the next change of what is ours. Taken before asking, it misses none.</summary>
    Task Changed { get; }

    /// <summary>Whether a unit of work that stands for itself is ours.</summary>
    bool IsMine(string key);

    /// <summary>Our share of keys that are known together: as many for each process as for any other, or one more.</summary>
    IReadOnlySet<string> Mine(IReadOnlyCollection<string> keys);
}

/// <summary>An assignment that others know of us by; disposing leaves them our share.</summary>
internal interface IMembership : IShardAssignment, IAsyncDisposable;

/// <summary>For a single process.</summary>
internal sealed class AllShards : IMembership
{
    public Task Changed { get; } = new TaskCompletionSource().Task;

    public bool IsMine(string key) => true;

    public IReadOnlySet<string> Mine(IReadOnlyCollection<string> keys) => keys.ToHashSet(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
