namespace PlatformOperator.Ingestion.Process;

/// <summary>Process' times.</summary>
internal sealed record ProcessOptions
{
    /// <summary>Age at which a range is written, however small.</summary>
    public TimeSpan FlushInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two reads of a shard: four a second, of the five that all readers of a shard share.</summary>
    public TimeSpan ReadInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Between two looks for new shards, and before a failed shard is taken up again.</summary>
    public TimeSpan RescanInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After SIGTERM, for the last flush: shorter than what the pod's grace period leaves (150 s).</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(120);
}
