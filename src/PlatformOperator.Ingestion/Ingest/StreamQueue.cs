using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>
/// Packs what requests hand in into records and puts them with as few calls as Kinesis allows. Each bucket has at most one record under way,
/// so its events keep their order whatever fails; what comes in meanwhile becomes its next record, so batches grow as the stream slows.
/// </summary>
internal sealed class StreamQueue : IAsyncDisposable
{
    private const int MaxRecordsPerCall = 500;
    private const int MaxBytesPerCall = 5 * 1024 * 1024;
    private const int MaxCalls = 8;

    private readonly Lock _lock = new();
    private readonly Bucket[] _buckets = [.. Enumerable.Range(0, KeyBuckets.Count).Select(_ => new Bucket())];
    private readonly Queue<int> _ready = new();
    private readonly Queue<OutgoingRecord> _retries = new();
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

    public StreamQueue(IStreamWriter writer, StreamQueueOptions options, MemoryBudget budget, IngestMetrics metrics, TimeProvider time, ILogger<StreamQueue> log)
    {
        (_writer, _options, _budget, _metrics, _time, _log) = (writer, options, budget, metrics, time, log);
        _dispatcher = Task.Run(DispatchAsync, CancellationToken.None);
    }

    /// <summary>Takes the chunks over. True once the stream has acknowledged all of them, false if it did not in time.</summary>
    public Task<bool> SendAsync(IReadOnlyList<EntryChunk> chunks)
    {
        if (chunks.Count == 0)
            return Task.FromResult(true);
        var submission = new Submission(chunks.Count);
        lock (_lock)
        {
            foreach (var chunk in chunks)
            {
                var bucket = _buckets[chunk.Bucket];
                bucket.Pending.Enqueue((chunk, submission));
                if (bucket is { IsBusy: false, Pending.Count: 1 })
                    _ready.Enqueue(chunk.Bucket);
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
        await _dispatcher.ConfigureAwait(false);
        for (var i = 0; i < MaxCalls; i++)
            await _calls.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _retries.ToList().ForEach(record => record.Complete(stored: false));
        foreach (var bucket in _buckets)
        {
            while (bucket.Pending.TryDequeue(out var pending))
            {
                pending.Chunk.Dispose();
                pending.Owner.ChunkDone(stored: false);
            }
        }
    }

    private async Task DispatchAsync()
    {
        try
        {
            while (await _work.Reader.ReadAsync(_stop.Token).ConfigureAwait(false))
            {
                if (_options.Linger > TimeSpan.Zero)
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
            var batch = TakeBatch();
            if (batch.Count == 0)
            {
                _calls.Release();
                return;
            }
            _ = PutAsync(batch);
        }
    }

    private List<OutgoingRecord> TakeBatch()
    {
        var batch = new List<OutgoingRecord>();
        var bytes = 0;
        lock (_lock)
        {
            while (batch.Count < MaxRecordsPerCall && bytes <= MaxBytesPerCall - PackedRecord.KinesisLimit && TakeRecord() is { } record)
            {
                batch.Add(record);
                bytes += record.Length + 2;
            }
        }
        return batch;
    }

    private OutgoingRecord? TakeRecord()
    {
        if (_retries.TryDequeue(out var retry))
            return retry;
        if (!_ready.TryDequeue(out var index))
            return null;
        _buckets[index].IsBusy = true;
        var deadline = _time.GetTimestamp() + (long)(_options.GiveUpAfter.TotalSeconds * _time.TimestampFrequency);
        return OutgoingRecord.Pack(_buckets[index].Pending, deadline, _budget);
    }

    /// <summary>One PutRecords call and what follows from it. Never throws: each record ends stored, given up, or queued again.</summary>
    private async Task PutAsync(List<OutgoingRecord> batch)
    {
        var errors = await TryPutAsync(batch).ConfigureAwait(false);
        _calls.Release();
        var failed = new List<OutgoingRecord>();
        for (var i = 0; i < batch.Count; i++)
        {
            if (errors[i] is null)
                Finish(batch[i], stored: true);
            else
                failed.Add(batch[i]);
        }
        if (failed.Count == 0)
            return;
        foreach (var group in errors.Where(error => error is not null).GroupBy(error => error))
            _metrics.Retries.Add(group.Count(), new KeyValuePair<string, object?>("code", group.Key));
        await RetryLaterAsync(failed).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<string?>> TryPutAsync(List<OutgoingRecord> batch)
    {
        using var span = StartSpan(batch);
        try
        {
            var records = batch.ConvertAll(record => record.ForStream);
            var errors = await _writer.PutAsync(records, _stop.Token).ConfigureAwait(false);
            span?.SetTag("dataplatform.records.failed", errors.Count(error => error is not null));
            return errors;
        }
        catch (Exception e)
        {
            span.Fail(e);
            if (!_stop.IsCancellationRequested)
                _log.LogWarning("PutRecords failed and will be tried again: {Error}: {Reason}", e.GetType().Name, e.Message);
            return [.. Enumerable.Repeat(e.GetType().Name, batch.Count)];
        }
    }

    /// <summary>A call carries events of many requests, and a request's may need several calls: hence links instead of a parent.</summary>
    private static Activity? StartSpan(List<OutgoingRecord> batch) => Traces.Source.HasListeners()
        ? Traces.Source.StartActivity(
            "PutRecords", ActivityKind.Producer, parentContext: default, [new("dataplatform.records", batch.Count)],
            batch.SelectMany(record => record.Requests).Distinct().Select(request => new ActivityLink(request)))
        : null;

    private async Task RetryLaterAsync(List<OutgoingRecord> failed)
    {
        var delay = _options.Backoff(failed.Max(record => record.Attempts));
        var next = _time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency);
        var given = failed.RemoveAll(record => GiveUpIf(_stop.IsCancellationRequested || next > record.Deadline, record));
        if (given > 0)
            _log.LogError("{Records} records were not stored within {Seconds} s; their requests get 503", given, _options.GiveUpAfter.TotalSeconds);
        if (failed.Count == 0)
            return;
        try
        {
            await Task.Delay(delay, _time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            failed.ForEach(record => Finish(record, stored: false));
            return;
        }
        lock (_lock)
        {
            failed.ForEach(record => record.Attempts++);
            failed.ForEach(_retries.Enqueue);
        }
        _work.Writer.TryWrite(true);
    }

    private bool GiveUpIf(bool over, OutgoingRecord record)
    {
        if (over)
            Finish(record, stored: false);
        return over;
    }

    private void Finish(OutgoingRecord record, bool stored)
    {
        if (stored)
            _metrics.Bytes.Add(record.Length);
        record.Complete(stored);
        lock (_lock)
        {
            var bucket = _buckets[record.Bucket];
            bucket.IsBusy = false;
            if (bucket.Pending.Count == 0)
                return;
            _ready.Enqueue(record.Bucket);
        }
        _work.Writer.TryWrite(true);
    }

    private sealed class Bucket
    {
        public Queue<(EntryChunk Chunk, Submission Owner)> Pending { get; } = new();

        /// <summary>A record of it is under way or waits for its next try.</summary>
        public bool IsBusy { get; set; }
    }
}
