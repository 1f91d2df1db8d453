namespace PlatformOperator.Ingestion.Ingest;

/// <summary>The queue's times.</summary>
internal sealed record StreamQueueOptions
{
    /// <summary>How long the first waiting event waits for company. Costs latency, saves calls.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long events are tried, from when they are handed in; the call that is under way then may still store them.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Pause of a shard that has had enough, of which a random half is taken away. Kinesis counts by the second: who waits longer leaves room unused.
    /// </summary>
    public Func<TimeSpan> Rest { get; init; } = () => TimeSpan.FromMilliseconds(50) * Jitter();

    /// <summary>Pause after the n-th failure in a row (from 0): doubling from 100 ms to 1 s, of which a random half is taken away.</summary>
    public Func<int, TimeSpan> Backoff { get; init; } = failures => TimeSpan.FromMilliseconds(Math.Min(1000, 100 * Math.Pow(2, Math.Min(failures, 10)))) * Jitter();

    private static double Jitter() => 0.5 + Random.Shared.NextDouble() / 2;
}
