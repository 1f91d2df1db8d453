using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>
/// What goes to one shard. Kinesis refuses what exceeds a shard's second and says no more than that, so the lane feels its way: refused, it
/// rests a moment and sends half as much at a time; served, it sends twice as much. So a full shard is kept full, and hardly anything is
/// sent in vain.
/// </summary>
/// <param name="shard">Id of the shard; null for buckets whose shard is not known yet.</param>
internal sealed class ShardLane(string? shard)
{
    private const string Throttled = "ProvisionedThroughputExceededException";

    /// <summary>More than a shard takes in a second is not sent before it has answered.</summary>
    private const int WidestWindow = 2 * 1024 * 1024;

    private const int NarrowestWindow = 16 * 1024;

    private int _window = WidestWindow;
    private int _failures;

    public string? Shard => shard;

    /// <summary>Buckets that have something to send.</summary>
    public Queue<int> Ready { get; } = new();

    /// <summary>Bytes sent and not answered yet.</summary>
    public int UnderWay { get; set; }

    /// <summary>Nothing is sent for a while.</summary>
    public bool IsResting { get; set; }

    /// <summary>The next bucket whose turn it is. At least one record is always let through, whatever its length.</summary>
    public bool TryTake(out int bucket)
    {
        bucket = -1;
        return !IsResting && (UnderWay == 0 || UnderWay < _window) && Ready.TryDequeue(out bucket);
    }

    /// <summary>Takes note of what became of a call's records for this shard; answers how long to rest, null for not at all.</summary>
    public TimeSpan? RestAfter(IReadOnlyCollection<PutResult> results, StreamQueueOptions options)
    {
        if (results.All(result => result.Error is null))
        {
            (_window, _failures) = (Math.Min(WidestWindow, _window * 2), 0);
            return null;
        }
        var isFull = results.Any(result => result.Error == Throttled);
        if (isFull)
            _window = Math.Max(NarrowestWindow, _window / 2);
        else
            _failures++;
        if (IsResting)
            return null;
        return isFull ? options.Rest() : options.Backoff(_failures - 1);
    }
}
