using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>
/// Tells what came before in a shard or its parents. A record or event is a duplicate if an equal identity precedes it by at most ten
/// minutes of arrival (more exactly: by no more than five spans of two minutes), whether that one was a duplicate itself or not. Times of
/// arrival may step back a little; each record counts as having arrived no earlier than those before it in its shard.
/// </summary>
internal sealed class DuplicateFilter(string? idField) : IDisposable
{
    /// <summary>By how much times of arrival may step back, with room to spare: Kinesis promises no order of them.</summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromMinutes(1);

    private readonly IdentityWindow _window = new();
    private readonly Identities _identities = new(idField);
    private long _span;
    private bool _isRepeatedRecord;

    /// <summary>Arrival of the newest record so far.</summary>
    public DateTimeOffset Arrived { get; private set; }

    /// <summary>Identities so far that found no room in their span: equal ones to come will not be known as duplicates.</summary>
    public long Unremembered { get; private set; }

    /// <summary>Where to begin to read so as to decide rightly about what comes behind a record of that arrival.</summary>
    public static DateTimeOffset ReadFrom(DateTimeOffset arrived) => IdentityWindow.Start(arrived) - Disorder;

    /// <summary>Goes to a shard whose records arrived no earlier than that.</summary>
    public void BeginShard(DateTimeOffset arrived) => Arrived = arrived;

    /// <summary>Goes to the next record of the shard.</summary>
    public void Advance(DateTimeOffset arrived)
    {
        Arrived = arrived > Arrived ? arrived : Arrived;
        _span = IdentityWindow.SpanOf(Arrived);
    }

    /// <summary>Goes into that record; false if it is in the stream a second time, and so is all that is in it.</summary>
    public bool IsNewRecord(Guid id) => !(_isRepeatedRecord = !IsFirst(_identities.OfRecord(id)));

    /// <summary>Whether the reader's entry, one of the record begun last, is in the stream for the first time.</summary>
    public bool IsNew(scoped in PackedRecordReader entry)
    {
        var isNew = !_identities.TryFind(entry, out var identity) || IsFirst(identity);
        return isNew && !_isRepeatedRecord;
    }

    /// <summary>Takes note of a record that was dealt with before.</summary>
    public void Remember(in ReceivedRecord record)
    {
        Advance(record.Arrived);
        if (PackedRecord.Fault(record.Data.Span) is not null)
            return;
        var reader = new PackedRecordReader(record.Data.Span);
        IsNewRecord(reader.Id);
        while (reader.Read())
            IsNew(reader);
    }

    public void Dispose() => _window.Dispose();

    private bool IsFirst(in Identity identity)
    {
        var isFirst = _window.IsFirst(identity, _span, out var isKept);
        if (!isKept)
            Unremembered++;
        return isFirst;
    }
}
