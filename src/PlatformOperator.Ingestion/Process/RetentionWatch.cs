using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// Finds out whether retention may have removed records that nobody had read. Kinesis does not tell: a position that was removed is either
/// refused or silently becomes the oldest record left. The rule: what was read up to a time within retention, as the reader's clock counts
/// it, is followed by the next record; so is a position that is itself still there. Anything else may hide a gap.
/// </summary>
internal sealed class RetentionWatch(TimeSpan retention, TimeProvider time, ShardCheckpoint start)
{
    private bool _followsOn;

    /// <summary>Whatever arrived before then was read.</summary>
    public DateTimeOffset ReadUntil { get; private set; } = start.ReadUntil;

    /// <summary>Whether records may have been removed between what was read before and what is read now.</summary>
    public bool MayHaveLost => !_followsOn && IsOver(ReadUntil);

    /// <summary>Whether retention has passed since then.</summary>
    public bool IsOver(DateTimeOffset arrived) => arrived < time.GetUtcNow() - retention;

    /// <summary>A record that was stored before is still there.</summary>
    public void Skip(in ReceivedRecord record) => _followsOn |= record.SequenceNumber == start.SequenceNumber;

    /// <summary>A record was taken; within a page the next one follows.</summary>
    public void Take(in ReceivedRecord record)
    {
        _followsOn = true;
        ReadUntil = record.Arrived > ReadUntil ? record.Arrived : ReadUntil;
    }

    /// <summary>A gap was dealt with; what is read next follows on.</summary>
    public void GoOn(DateTimeOffset readUntil) => (_followsOn, ReadUntil) = (true, readUntil);

    public void EndPage(bool atTip)
    {
        _followsOn = false;
        if (atTip)
            ReadUntil = time.GetUtcNow();
    }
}
