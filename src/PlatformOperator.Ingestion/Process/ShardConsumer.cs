using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Streams;
using Polly;

namespace PlatformOperator.Ingestion.Process;

/// <summary>What all consumers of one stream share.</summary>
internal sealed record ConsumerContext(
    IStreamReader Reader, CheckpointStore Checkpoints, RangeWriter Writer, ResiliencePipeline Retry, string StreamId, ProcessOptions Options)
{
    public required ProcessMetrics Metrics { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }
}

/// <summary>
/// Carries one shard into the lake: reads, gathers a range, stores its objects, commits the checkpoint. A crash between the last two repeats
/// the range's events under other names, so delivery is at least once; the objects and the commit meet in <see cref="FlushAsync"/> alone,
/// where an intent naming the range and its keys makes it exactly once.
/// </summary>
internal sealed class ShardConsumer(string shard, ConsumerContext context, RangeBuilder range)
{
    private CheckpointVersion _checkpoint = new(null, null);
    private string? _position;
    private long _rangeStarted;
    private bool _ended;

    /// <summary>Runs until the shard ends (true: all of it is stored) or the token asks to stop (false: all that was read is stored).</summary>
    /// <exception cref="ShardTakenException">Another process has carried the shard on.</exception>
    /// <exception cref="ShardGoneException">The stream does not know the shard or the position any more.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop, and the last flush did not end in time.</exception>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        try
        {
            _checkpoint = await RetryAsync(token => context.Checkpoints.LoadAsync(shard, token), stop).ConfigureAwait(false);
            _position = _checkpoint.Checkpoint?.SequenceNumber;
            if (_checkpoint.Checkpoint is { Closed: true })
                return true;
            await ReadToEndAsync(stop).ConfigureAwait(false);
            _ended = true;
            await FlushAsync(stop).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await DrainAsync().ConfigureAwait(false);
            return false;
        }
        finally
        {
            context.Metrics.RemoveLag(shard);
        }
    }

    private async Task ReadToEndAsync(CancellationToken stop)
    {
        string? iterator = null;
        while (true)
        {
            iterator ??= await RetryAsync(token => context.Reader.GetIteratorAsync(shard, _position, token), stop).ConfigureAwait(false);
            try
            {
                var page = await RetryAsync(token => context.Reader.GetRecordsAsync(iterator, token), stop).ConfigureAwait(false);
                context.Metrics.SetLag(shard, page.MillisecondsBehind);
                await TakeAsync(page.Records, stop).ConfigureAwait(false);
                if (page.NextIterator is null)
                    return;
                iterator = page.NextIterator;
            }
            catch (IteratorExpiredException)
            {
                iterator = null;
            }
            if (range.Count > 0 && context.Time.GetElapsedTime(_rangeStarted) >= context.Options.FlushInterval)
                await FlushAsync(stop).ConfigureAwait(false);
            await Task.Delay(context.Options.ReadInterval, context.Time, stop).ConfigureAwait(false);
        }
    }

    private async Task TakeAsync(IReadOnlyList<ReceivedRecord> records, CancellationToken stop)
    {
        foreach (var record in records)
        {
            if (range.Count == 0)
                _rangeStarted = context.Time.GetTimestamp();
            range.Add(record);
            _position = record.SequenceNumber;
            if (range.IsFull)
                await FlushAsync(stop).ConfigureAwait(false);
        }
    }

    private async Task FlushAsync(CancellationToken cancellationToken)
    {
        var started = context.Time.GetTimestamp();
        var objects = range.Count > 0 ? range.Objects(context.StreamId, shard) : [];
        await context.Writer.WriteAsync(objects, cancellationToken).ConfigureAwait(false);
        _checkpoint = await RetryAsync(
            token => context.Checkpoints.CommitAsync(shard, _checkpoint, _position, _ended, token), cancellationToken).ConfigureAwait(false);
        context.Metrics.Add(range.Tally);
        context.Metrics.FlushSeconds.Record(context.Time.GetElapsedTime(started).TotalSeconds);
        context.Log.LogInformation(
            "Shard {Shard}: stored {Events} events of {Records} records in {Objects} objects", shard, range.Tally.Raw, range.Count, objects.Count);
        range.Reset();
    }

    /// <summary>The last flush has a deadline of its own; what it does not store is still in the stream.</summary>
    private async Task DrainAsync()
    {
        if (range.Count == 0)
            return;
        using var deadline = new CancellationTokenSource(context.Options.DrainTimeout, context.Time);
        try
        {
            await FlushAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (ShardTakenException e)
        {
            context.Log.LogInformation("Shard {Shard}: nothing left to store: {Reason}", shard, e.Message);
        }
    }

    private ValueTask<T> RetryAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        context.Retry.ExecuteAsync(async token => await call(token).ConfigureAwait(false), cancellationToken);
}
