using System.Buffers;
using System.Diagnostics;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>A record packed of one or more requests' chunks. Its bytes, its id among them, stay the same through all retries.</summary>
internal sealed class OutgoingRecord
{
    /// <summary>Chunks are packed together up to this length; a longer chunk is a record of its own.</summary>
    private const int PackedLength = 128 * 1024;

    private readonly MemoryBudget _budget;
    private readonly List<Submission> _submissions = [];
    private byte[] _buffer;
    private int _length;

    private OutgoingRecord(int bucket, int length, MemoryBudget budget)
    {
        (Bucket, _budget) = (bucket, budget);
        _buffer = ArrayPool<byte>.Shared.Rent(length);
        _budget.Reserve(_buffer.Length);
        PackedRecord.WriteHeader(_buffer, Guid.NewGuid());
        _length = PackedRecord.HeaderLength;
    }

    public int Bucket { get; }

    /// <summary>Timestamp of the clock after which it is not tried again: that of what has waited longest.</summary>
    public long Deadline => _submissions[0].Deadline;

    public int Length => _length;

    /// <summary>Spans of the requests whose events it holds.</summary>
    public IEnumerable<ActivityContext> Requests => _submissions.Select(submission => submission.Request).Where(request => request != default);

    public StreamRecord ForStream => new(Bucket, _buffer.AsMemory(0, _length));

    /// <summary>Takes chunks from the queue, at least one, and disposes of them.</summary>
    public static OutgoingRecord Pack(Queue<(EntryChunk Chunk, Submission Owner)> pending, MemoryBudget budget)
    {
        var (count, length) = (0, PackedRecord.HeaderLength);
        foreach (var (chunk, _) in pending)
        {
            if (count > 0 && length + chunk.Length > PackedLength)
                break;
            (count, length) = (count + 1, length + chunk.Length);
        }
        var record = new OutgoingRecord(pending.Peek().Chunk.Bucket, length, budget);
        while (count-- > 0)
        {
            var (chunk, owner) = pending.Dequeue();
            chunk.Written.CopyTo(record._buffer.AsSpan(record._length));
            record._length += chunk.Length;
            record._submissions.Add(owner);
            chunk.Dispose();
        }
        return record;
    }

    public void Complete(bool stored)
    {
        _budget.Release(_buffer.Length);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        foreach (var submission in _submissions)
            submission.ChunkDone(stored);
    }
}
