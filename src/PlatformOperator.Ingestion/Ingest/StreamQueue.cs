using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>
/// Packs what requests hand in into records and puts them with as few calls as Kinesis allows. Each bucket has at most one record under way,
/// so its events keep their order whatever fails; what comes in meanwhile becomes its next record, so batches grow as the stream slows. Each
/// shard has a <see cref="ShardLane"/> of its own: one that is full holds up no other.
/// </summary>
internal sealed class StreamQueue : IAsyncDisposable
{
    private const int MaxRecordsPerCall = 500;

    /// <summary>
    /// A call ends with the record that reaches it, far below the 5 MiB that Kinesis takes: a shard takes 1 MiB a second, and a call's JSON is held in one piece.
    /// </summary>
    private const int FullCall = 256 * 1024;

    private const int MaxCalls = 8;

    private readonly Lock _lock = new();
    private readonly BucketQueue[] _buckets;
    private readonly List<ShardLane> _lanes = [new(shard: null)];

    /// <summary>Something may be sent; true: it may wait for company.</summary>
    private readonly Channel<bool> _work = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _calls = new(MaxCalls);
    private readonly CancellationTokenSource _stop = new();
    private readonly IStreamWriter _writer;
    private readonly StreamQueueOptions _options;
    private readonly MemoryBudget _budget;
    private readonly IngestMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly Task _dispatcher;
    private int _nextLane;

    public StreamQueue(IStreamWriter writer, StreamQueueOptions options, MemoryBudget budget, IngestMetrics metrics, TimeProvider time, ILogger<StreamQueue> log)
    {
        (_writer, _options, _budget, _metrics, _time, _log) = (writer, options, budget, metrics, time, log);
        _buckets = [.. Enumerable.Range(0, KeyBuckets.Count).Select(_ => new BucketQueue(_lanes[0]))];
        _dispatcher = Task.Run(DispatchAsync, CancellationToken.None);
    }

    /// <summary>Ends with the queue. Before that only by an error, after which nothing would be sent any more: the program must end too.</summary>
    public Task Ended => _dispatcher;

    /// <summary>Takes the chunks over. True once the stream has acknowledged all of them, false if it did not in time.</summary>
    public Task<bool> SendAsync(IReadOnlyList<EntryChunk> chunks)
    {
        if (chunks.Count == 0)
            return Task.FromResult(true);
        var submission = new Submission(chunks.Count, _time.GetTimestamp() + (long)(_options.GiveUpAfter.TotalSeconds * _time.TimestampFrequency));
        lock (_lock)
        {
            foreach (var chunk in chunks)
            {
                var bucket = _buckets[chunk.Bucket];
                bucket.Pending.Enqueue((chunk, submission));
                if (bucket.IsBusy)
                    continue;
                bucket.IsBusy = true;
                bucket.Lane.Ready.Enqueue(chunk.Bucket);
            }
        }
        _work.Writer.TryWrite(true);
        return submission.Stored;
    }

    /// <summary>Stops. What is still waiting is answered as not stored; the server has drained its requests before.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _dispatcher.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var i = 0; i < MaxCalls; i++)
            await _calls.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var bucket in _buckets)
            bucket.Drop(until: long.MaxValue);
    }

    private async Task DispatchAsync()
    {
        try
        {
            while (true)
            {
                var mayLinger = await _work.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
                if (mayLinger && _options.Linger > TimeSpan.Zero)
                    await Task.Delay(_options.Linger, _time, _stop.Token).ConfigureAwait(false);
                await SendAllAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // DisposeAsync answers what is left.
        }
    }

    private async Task SendAllAsync()
    {
        while (true)
        {
            await _calls.WaitAsync(_stop.Token).ConfigureAwait(false);
            List<OutgoingRecord> batch = [];
            try
            {
                batch = TakeBatch();
            }
            finally
            {
                if (batch.Count == 0)
                    _calls.Release();
            }
            if (batch.Count == 0)
                return;
            _ = PutAsync(batch);
        }
    }

    private List<OutgoingRecord> TakeBatch()
    {
        var batch = new List<OutgoingRecord>();
        var bytes = 0;
        lock (_lock)
        {
            DropOverdue();
            // Each lane comes first in its turn.
            _nextLane = (_nextLane + 1) % _lanes.Count;
            for (var i = 0; i < _lanes.Count; i++)
            {
                var lane = _lanes[(_nextLane + i) % _lanes.Count];
                while (batch.Count < MaxRecordsPerCall && bytes < FullCall && lane.TryTake(out var bucket))
                {
                    if (_buckets[bucket].Take(_budget) is not { } record)
                        continue;
                    lane.UnderWay += record.Length;
                    bytes += record.Length;
                    batch.Add(record);
                }
            }
        }
        return batch;
    }

    /// <summary>Answers what waited beyond its time: whoever comes behind others in an outage waits no longer than they do.</summary>
    private void DropOverdue()
    {
        var now = _time.GetTimestamp();
        if (_buckets.Sum(bucket => bucket.Drop(now)) is var dropped and > 0)
            _log.LogError("{Parts} parts of requests waited for {Seconds} s and were not stored; their requests get 503", dropped, _options.GiveUpAfter.TotalSeconds);
    }

    /// <summary>One PutRecords call and what follows from it: each record ends stored, given up, or queued again. An error here ends the dispatcher.</summary>
    private async Task PutAsync(List<OutgoingRecord> batch)
    {
        try
        {
            var results = await TryPutAsync(batch).ConfigureAwait(false);
            foreach (var group in results.Where(result => result.Error is not null).GroupBy(result => result.Error))
                _metrics.Retries.Add(group.Count(), new KeyValuePair<string, object?>("code", group.Key));
            var ended = Settle(batch, results);
            foreach (var (record, stored) in ended)
            {
                if (stored)
                    _metrics.Bytes.Add(record.Length);
                record.Complete(stored);
            }
            if (ended.Count(record => !record.Stored) is var given and > 0)
                _log.LogError("{Records} records were not stored within {Seconds} s; their requests get 503", given, _options.GiveUpAfter.TotalSeconds);
        }
        catch (Exception e)
        {
            _work.Writer.TryComplete(e);
        }
        _calls.Release();
        _work.Writer.TryWrite(true);
    }

    private async Task<IReadOnlyList<PutResult>> TryPutAsync(List<OutgoingRecord> batch)
    {
        using var span = StartSpan(batch);
        try
        {
            var records = batch.ConvertAll(record => record.ForStream);
            var results = await _writer.PutAsync(records, _stop.Token).ConfigureAwait(false);
            span?.SetTag("dataplatform.records.failed", results.Count(result => result.Error is not null));
            return results;
        }
        catch (Exception e)
        {
            span.Fail(e);
            if (!_stop.IsCancellationRequested)
                _log.LogWarning("PutRecords failed and will be tried again: {Error}: {Reason}", e.GetType().Name, e.Message);
            return [.. Enumerable.Repeat(new PutResult(Shard: null, e.GetType().Name), batch.Count)];
        }
    }

    /// <summary>A call carries events of many requests, and a request's may need several calls: hence links instead of a parent.</summary>
    private static Activity? StartSpan(List<OutgoingRecord> batch) => Traces.Source.HasListeners()
        ? Traces.Source.StartActivity(
            "PutRecords", ActivityKind.Producer, parentContext: default, [new("dataplatform.records", batch.Count)],
            batch.SelectMany(record => record.Requests).Distinct().Select(request => new ActivityLink(request)))
        : null;

    /// <summary>Tells the lanes how the call went and readies the buckets; answers the records that are done with.</summary>
    private List<(OutgoingRecord Record, bool Stored)> Settle(List<OutgoingRecord> batch, IReadOnlyList<PutResult> results)
    {
        var ended = new List<(OutgoingRecord, bool)>();
        lock (_lock)
        {
            foreach (var group in batch.Zip(results).GroupBy(put => _buckets[put.First.Bucket].Lane).ToList())
            {
                group.Key.UnderWay -= group.Sum(put => put.First.Length);
                if (group.Key.RestAfter([.. group.Select(put => put.Second)], _options) is { } rest)
                    _ = RestAsync(group.Key, rest);
                foreach (var (record, result) in group)
                {
                    if (End(record, result) is { } stored)
                        ended.Add((record, stored));
                }
            }
        }
        return ended;
    }

    /// <summary>Whether the record ended stored; null if it goes again.</summary>
    private bool? End(OutgoingRecord record, PutResult result)
    {
        var bucket = _buckets[record.Bucket];
        if (result.Shard is { } shard)
            bucket.Lane = Lane(shard);
        if (result.Error is not null && _time.GetTimestamp() < record.Deadline && !_stop.IsCancellationRequested)
            bucket.Again = record;
        bucket.IsBusy = bucket.HasMore;
        if (bucket.IsBusy)
            bucket.Lane.Ready.Enqueue(record.Bucket);
        return bucket.Again is null ? result.Error is null : null;
    }

    private ShardLane Lane(string shard)
    {
        if (_lanes.Find(lane => lane.Shard == shard) is { } known)
            return known;
        var added = new ShardLane(shard);
        _lanes.Add(added);
        return added;
    }

    private async Task RestAsync(ShardLane lane, TimeSpan rest)
    {
        lane.IsResting = true;
        await Task.Delay(rest, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_lock)
            lane.IsResting = false;
        // What rested has gathered company, and the shard has room now.
        _work.Writer.TryWrite(false);
    }
}
