using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Management;

/// <summary>What process counts, each range once, when its checkpoint is committed. What the sums mean says <see cref="RangeTally"/>.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    private readonly Meter _meter = new(IngestMetrics.MeterName);
    private readonly ConcurrentDictionary<string, (TimeSpan Lag, long Timestamp)> _lag = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;
    private readonly Counter<long> _written;
    private readonly Counter<long> _filtered;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _duplicates;
    private readonly Counter<long> _unremembered;
    private readonly Counter<long> _dataLost;
    private long _events;

    public ProcessMetrics(TimeProvider time)
    {
        _time = time;
        _written = _meter.CreateCounter<long>("dataplatform_process_events_written", description: "Events written, by zone (raw, processed)");
        _filtered = _meter.CreateCounter<long>("dataplatform_process_events_filtered", description: "Well-formed events that a filter rule took out");
        _errors = _meter.CreateCounter<long>(
            "dataplatform_process_errors", description: "Lines written to the errors bucket, by kind: schema (part of raw), refused and unreadable (not part of raw)");
        _duplicates = _meter.CreateCounter<long>(
            "dataplatform_process_duplicates", description: "Events and refused lines left out: record (stored twice by ingest) or event (sent again)");
        _unremembered = _meter.CreateCounter<long>(
            "dataplatform_process_identities_unremembered", description: "Identities beyond the 13,000 a second that a shard remembers; equal ones would be taken for new");
        _dataLost = _meter.CreateCounter<long>(
            "dataplatform_process_data_lost", description: "Gaps found by shard: retention removed records before they were stored");
        Bytes = _meter.CreateCounter<long>("dataplatform_process_object_bytes", description: "Compressed bytes stored in S3, by zone");
        FlushSeconds = _meter.CreateHistogram(
            "dataplatform_process_flush_duration_seconds", "s", "Time from closing a range to its committed checkpoint",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300] });
        Retries = _meter.CreateCounter<long>("dataplatform_process_retries", description: "Calls to Kinesis and S3 made again after an error");
        _meter.CreateObservableGauge("dataplatform_process_lag_milliseconds", Lags, "ms", "By shard, how old the oldest event may be that is not stored");
    }

    public Counter<long> Bytes { get; }

    public Histogram<double> FlushSeconds { get; }

    public Counter<long> Retries { get; }

    /// <summary>Events written since the start.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Shards that are being read.</summary>
    public int Shards => _lag.Count;

    /// <summary>Lag of the shard that is furthest behind; null while none is read.</summary>
    public TimeSpan? LongestLag => _lag.IsEmpty ? null : _lag.Values.Select(Lag).DefaultIfEmpty().Max();

    public void SetLag(string shard, TimeSpan lag)
    {
        // What begins with its first loss shows no increase to Prometheus.
        if (!_lag.ContainsKey(shard))
            AddDataLost(shard, 0);
        _lag[shard] = (lag, _time.GetTimestamp());
    }

    public void RemoveLag(string shard) => _lag.TryRemove(shard, out _);

    public void Add(RangeTally tally)
    {
        Interlocked.Add(ref _events, tally.Raw);
        _written.Add(tally.Raw, new KeyValuePair<string, object?>("zone", "raw"));
        _written.Add(tally.Processed, new KeyValuePair<string, object?>("zone", "processed"));
        _errors.Add(tally.Invalid, new KeyValuePair<string, object?>("kind", "schema"));
        _errors.Add(tally.Refused, new KeyValuePair<string, object?>("kind", "refused"));
        _errors.Add(tally.Unreadable, new KeyValuePair<string, object?>("kind", "unreadable"));
        _duplicates.Add(tally.DuplicatesOfRecord, new KeyValuePair<string, object?>("kind", "record"));
        _duplicates.Add(tally.DuplicatesOfEvent, new KeyValuePair<string, object?>("kind", "event"));
        _unremembered.Add(tally.Unremembered);
        for (var i = 0; i < tally.Filtered.Length; i++)
            _filtered.Add(tally.Filtered[i], new KeyValuePair<string, object?>("rule", $"{i} {tally.Rules[i].Name}"));
    }

    public void AddDataLost(string shard, int gaps = 1) => _dataLost.Add(gaps, new KeyValuePair<string, object?>("shard", shard));

    public void Dispose() => _meter.Dispose();

    private IEnumerable<Measurement<long>> Lags() =>
        _lag.Select(entry => new Measurement<long>((long)Lag(entry.Value).TotalMilliseconds, new KeyValuePair<string, object?>("shard", entry.Key)));

    /// <summary>Who cannot store what was read reads no further, and falls behind although the last answer said otherwise.</summary>
    private TimeSpan Lag((TimeSpan Lag, long Timestamp) seen) => seen.Lag + _time.GetElapsedTime(seen.Timestamp);
}
