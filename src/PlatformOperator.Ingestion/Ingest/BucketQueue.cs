using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>What waits in one bucket, in its order. Its owner sees to it that one thread at a time does.</summary>
/// <param name="lane">Where its first record goes.</param>
internal sealed class BucketQueue(ShardLane lane)
{
    public Queue<(EntryChunk Chunk, Submission Owner)> Pending { get; } = new();

    /// <summary>Where its last record went.</summary>
    public ShardLane Lane { get; set; } = lane;

    /// <summary>A record of it is under way, or it waits for its turn in its lane.</summary>
    public bool IsBusy { get; set; }

    /// <summary>A record that was put and not stored; it goes before all that is pending.</summary>
    public OutgoingRecord? Again { get; set; }

    public bool HasMore => Again is not null || Pending.Count > 0;

    /// <summary>What it sends next; null, and it is idle, if that was dropped while it waited for its turn.</summary>
    public OutgoingRecord? Take(MemoryBudget budget)
    {
        IsBusy = HasMore;
        var again = Again;
        Again = null;
        return again ?? (IsBusy ? OutgoingRecord.Pack(Pending, budget) : null);
    }

    /// <summary>Answers what is not to be tried beyond that timestamp of the clock as not stored; tells how many records and chunks those were.</summary>
    public int Drop(long until)
    {
        var dropped = 0;
        if (Again is { } again && again.Deadline <= until)
        {
            Again = null;
            again.Complete(stored: false);
            dropped++;
        }
        while (Pending.TryPeek(out var waiting) && waiting.Owner.Deadline <= until)
        {
            Pending.Dequeue();
            waiting.Chunk.Dispose();
            waiting.Owner.ChunkDone(stored: false);
            dropped++;
        }
        return dropped;
    }
}
