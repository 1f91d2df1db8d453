using System.Text;
using System.Text.Json.Serialization;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Duplicates;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Process;

/// <summary>The buckets that process writes.</summary>
internal enum Zone
{
    [JsonStringEnumMemberName("raw")]
    Raw,

    [JsonStringEnumMemberName("processed")]
    Processed,

    [JsonStringEnumMemberName("errors")]
    Errors,
}

/// <summary>One object to be.</summary>
internal sealed record RangeObject(Zone Zone, string Key, CompressedLines Lines);

/// <summary>
/// Turns a run of whole Kinesis records of one shard into the lines of its objects: first and last record, the objects' keys and contents are
/// a pure function of the records, those of ten minutes before them, and the configuration. What came before is left out.
/// </summary>
internal sealed class RangeBuilder(EventPlan plan) : IDisposable
{
    /// <summary>Bytes of events after which a range is written, whatever its age.</summary>
    public const int FullLength = 32 * 1024 * 1024;

    /// <summary>Objects after which a range is written: events of many dates come as many small objects.</summary>
    public const int FullObjects = 1000;

    private readonly DuplicateFilter _duplicates = new(plan.IdField);
    private readonly EventTransform _transform = new(plan);
    private readonly PartitionPath _partition = new(plan);
    private readonly Dictionary<(Zone Zone, string Partition), CompressedLines> _buffers = [];
    private readonly (string Partition, CompressedLines Lines)[] _last = new (string, CompressedLines)[Enum.GetValues<Zone>().Length];
    private readonly RangeAggregator? _aggregator = plan.Aggregate is { } aggregate ? new RangeAggregator(plan, aggregate) : null;
    private long _bytes;
    private long _unrememberedBefore;

    public string? First { get; private set; }

    public DateTimeOffset FirstArrived { get; private set; }

    public string? Last { get; private set; }

    /// <summary>Kinesis records in the range.</summary>
    public int Count { get; private set; }

    public RangeTally Tally { get; private set; } = new(plan);

    public bool IsFull => _bytes >= FullLength || _buffers.Count + (_aggregator?.Units ?? 0) >= FullObjects || _aggregator is { IsFull: true };

    /// <summary>Arrival of the newest record that it has seen.</summary>
    public DateTimeOffset Arrived => _duplicates.Arrived;

    /// <summary>Goes to a shard whose records arrived no earlier than that.</summary>
    public void BeginShard(DateTimeOffset arrived) => _duplicates.BeginShard(arrived);

    /// <summary>Takes note of a record that is stored already, so that what repeats it is left out.</summary>
    public void Remember(in ReceivedRecord record) => _duplicates.Remember(record);

    public void Add(in ReceivedRecord record)
    {
        if (Count == 0)
            (First, FirstArrived) = (record.SequenceNumber, record.Arrived);
        Last = record.SequenceNumber;
        Count++;
        _bytes += record.Data.Length;
        _duplicates.Advance(record.Arrived);
        var arrived = record.Arrived.UtcTicks;
        var arrival = ObjectKeys.DatePartition(arrived);
        if (PackedRecord.Fault(record.Data.Span) is { } fault)
        {
            AddUnreadable(arrival, fault, record.Data.Span);
            return;
        }
        var reader = new PackedRecordReader(record.Data.Span);
        var isNewRecord = _duplicates.IsNewRecord(reader.Id);
        while (reader.Read())
        {
            if (!_duplicates.IsNew(reader))
                Tally.AddDuplicate(ofRecord: !isNewRecord);
            else if (reader.Kind == EntryKind.Event)
                AddEvent(arrival, arrived, reader.Content);
            else
                AddRefused(arrival, reader);
        }
        Tally.Unremembered = _duplicates.Unremembered - _unrememberedBefore;
    }

    /// <summary>The objects of this range, in a fixed order.</summary>
    public IReadOnlyList<RangeObject> Objects(string streamId, string shard) =>
    [
        .. _buffers.Select(entry => new RangeObject(entry.Key.Zone, ObjectKeys.Data(entry.Key.Partition, streamId, shard, First!, Last!), entry.Value))
            .Concat((_aggregator?.Partials() ?? []).Select(partial => new RangeObject(
                Zone.Processed, AggregateKeys.Partial(plan.Aggregate!.Definition, partial.Unit, streamId, shard, First!, Last!), partial.Lines)))
            .OrderBy(o => o.Zone).ThenBy(o => o.Key, StringComparer.Ordinal),
    ];

    /// <summary>Begins the next range.</summary>
    public void Reset()
    {
        foreach (var buffer in _buffers.Values)
            buffer.Dispose();
        _buffers.Clear();
        Array.Clear(_last);
        _aggregator?.Reset();
        (First, Last, Count, _bytes) = (null, null, 0, 0);
        _unrememberedBefore = _duplicates.Unremembered;
        Tally = new RangeTally(plan);
    }

    public void Dispose()
    {
        Reset();
        _aggregator?.Dispose();
        _duplicates.Dispose();
    }

    private void AddEvent(string arrival, long arrived, ReadOnlySpan<byte> json)
    {
        Tally.Raw++;
        var raw = Lines(Zone.Raw, arrival);
        raw.Open.Write(json);
        raw.Open.WriteByte((byte)'\n');
        raw.EndLine();
        switch (_transform.Apply(json))
        {
            case Verdict.Filtered:
                Tally.Filtered[_transform.FilteredBy]++;
                break;
            case Verdict.Invalid:
                AddInvalid(arrival, _transform.Reason, json);
                break;
            default:
                AddPassed(arrival, arrived, json);
                break;
        }
    }

    private void AddPassed(string arrival, long arrived, ReadOnlySpan<byte> json)
    {
        if (!_partition.TryBuild(_transform, json, _transform.EventTicks ?? arrived, out var partition))
        {
            AddInvalid(arrival, "its values of the partition fields are too long for an object key", json);
            return;
        }
        Tally.Processed++;
        _aggregator?.Add(_transform, json);
        var processed = Lines(Zone.Processed, partition);
        _transform.Write(json, processed.Open);
        processed.EndLine();
    }

    private void AddInvalid(string arrival, string reason, ReadOnlySpan<byte> json)
    {
        Tally.Invalid++;
        ErrorLines.WriteEvent(Lines(Zone.Errors, arrival), reason, json);
    }

    private void AddRefused(string arrival, in PackedRecordReader reader)
    {
        Tally.Refused++;
        ErrorLines.WriteRefused(Lines(Zone.Errors, arrival), Encoding.UTF8.GetString(reader.Reason), reader.Number, reader.Content);
    }

    private void AddUnreadable(string arrival, string reason, ReadOnlySpan<byte> record)
    {
        Tally.Unreadable++;
        ErrorLines.WriteRecord(Lines(Zone.Errors, arrival), reason, record);
    }

    private CompressedLines Lines(Zone zone, string partition)
    {
        ref var last = ref _last[(int)zone];
        if (last.Partition == partition)
            return last.Lines;
        if (!_buffers.TryGetValue((zone, partition), out var lines))
            _buffers[(zone, partition)] = lines = new CompressedLines();
        last = (partition, lines);
        return lines;
    }
}
