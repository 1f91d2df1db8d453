namespace PlatformOperator.Ingestion.Ingest;

/// <summary>The queue's times.</summary>
internal sealed record StreamQueueOptions
{
    /// <summary>How long the first waiting event waits for company. Costs latency, saves calls.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>How long one record is tried, from its first PutRecords on.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Wait before the next try: doubling from 100 ms to 1 s, of which a random half is taken away. Kinesis' limits count by the second: who waits longer leaves room unused.</summary>
    public Func<int, TimeSpan> Backoff { get; init; } = attempts =>
        TimeSpan.FromMilliseconds(Math.Min(1000, 100 * Math.Pow(2, Math.Min(attempts, 10))) * (0.5 + Random.Shared.NextDouble() / 2));
}
