using System.Diagnostics;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Duplicates;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// One reading of a shard under one configuration. It begins ten minutes before the checkpoint, so as to know what came there, and then
/// stores range after range: an intent in the checkpoint, the range's objects under keys that must be free, the next checkpoint. An intent
/// that it finds is another's unfinished range, which it makes again from the same records and under the same configuration: objects that
/// are there already are those that it would put.
/// </summary>
internal sealed class ShardPass(
    ConsumerContext context, ConfigurationVersion configuration, RetentionWatch retention, CheckpointVersion current, ShardCheckpoint start) : IDisposable
{
    /// <summary>Age at which the time read until is stored although no record came, well within the shortest retention of a day.</summary>
    private static readonly TimeSpan IdleInterval = TimeSpan.FromHours(1);

    private readonly RangeBuilder _range = new(configuration.Plan);
    private readonly string _shard = start.Shard;
    private CheckpointVersion _version = current;
    private ShardCheckpoint _committed = current.Checkpoint ?? start;
    private long _rangeStarted;
    private bool _hasStored;

    /// <summary>The gap that reading stands behind; null once a record was taken.</summary>
    private LostRange? _gap;

    /// <summary>An intent under another configuration than today's is done: the rest is for a new pass.</summary>
    private bool IsOver => _committed.Intent is null && configuration != context.Configuration;

    /// <summary>Reads the last minutes of the shards before this one.</summary>
    public async Task RememberAsync(IReadOnlyList<string> ancestors, CancellationToken stop)
    {
        foreach (var ancestor in ancestors)
        {
            _range.BeginShard(DateTimeOffset.MinValue);
            await foreach (var page in ShardReader.ReadAsync(context, ancestor, DuplicateFilter.ReadFrom(_committed.Arrived), stop).ConfigureAwait(false))
            {
                foreach (var record in page.Records)
                    _range.Remember(record);
            }
        }
        _range.BeginShard(start.Arrived);
    }

    /// <summary>True once the shard has ended and is stored; false if a new pass is due.</summary>
    /// <param name="stop">Asks to stop reading; what was read is stored first.</param>
    /// <param name="drain">Ends even that.</param>
    public async Task<bool> RunAsync(CancellationToken stop, CancellationToken drain)
    {
        try
        {
            await foreach (var page in ShardReader.ReadAsync(context, _shard, DuplicateFilter.ReadFrom(_committed.Arrived), stop).ConfigureAwait(false))
            {
                foreach (var record in page.Records)
                {
                    await TakeAsync(record, drain).ConfigureAwait(false);
                    if (IsOver)
                        return false;
                }
                await EndPageAsync(page, drain).ConfigureAwait(false);
                if (IsOver)
                    return false;
                // Until it has stored what it reads, it may be the next one to fail, and further behind than its reading.
                if (_hasStored || _range.Count == 0)
                    context.Metrics.SetLag(_shard, Lag(page));
            }
            await FlushAsync(closed: true, drain).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException) when (
            stop.IsCancellationRequested && !drain.IsCancellationRequested && _committed.Intent is null && _range.Count > 0)
        {
            await FlushAsync(closed: false, drain).ConfigureAwait(false);
            throw;
        }
    }

    public void Dispose() => _range.Dispose();

    private async Task TakeAsync(ReceivedRecord record, CancellationToken drain)
    {
        if (_committed.SequenceNumber is { } stored && SequenceNumbers.Compare(record.SequenceNumber, stored) <= 0)
        {
            retention.Skip(record);
            _range.Remember(record);
            return;
        }
        if (_committed.Intent is { } intent)
        {
            var order = SequenceNumbers.Compare(record.SequenceNumber, intent.Last);
            if (order <= 0)
                Add(record);
            if (order == 0)
                await RepeatAsync(intent, drain).ConfigureAwait(false);
            else if (order > 0)
                await GiveUpAsync(intent, drain).ConfigureAwait(false);
            if (order <= 0 || IsOver)
                return;
        }
        if (retention.MayHaveLost)
            await SkipGapAsync(record.SequenceNumber, record.Arrived, drain).ConfigureAwait(false);
        Add(record);
        if (_range.IsFull)
            await FlushAsync(closed: false, drain).ConfigureAwait(false);
    }

    /// <summary>What is read to remember it is old, and stored.</summary>
    private TimeSpan Lag(ShardPage page)
    {
        var (behind, unread) = (TimeSpan.FromMilliseconds(page.MillisecondsBehind), context.Time.GetUtcNow() - retention.ReadUntil);
        return behind < unread ? behind : unread;
    }

    private void Add(in ReceivedRecord record)
    {
        if (_range.Count == 0)
            _rangeStarted = context.Time.GetTimestamp();
        _gap = null;
        _range.Add(record);
        retention.Take(record);
    }

    private async Task EndPageAsync(ShardPage page, CancellationToken drain)
    {
        var isEnd = page.NextIterator is null;
        var isTip = isEnd || page is { MillisecondsBehind: 0, Records.Count: 0 };
        if (isTip && _committed.Intent is { } intent)
            await GiveUpAsync(intent, drain).ConfigureAwait(false);
        if (_committed.Intent is not null)
            return;
        // Of a shard that has ended nobody can say until when it was open.
        if (isTip && retention.MayHaveLost)
            await SkipGapAsync(null, isEnd ? retention.ReadUntil : context.Time.GetUtcNow(), drain).ConfigureAwait(false);
        retention.EndPage(isTip && !isEnd);
        if (_range.Count > 0 && context.Time.GetElapsedTime(_rangeStarted) >= context.Options.FlushInterval)
            await FlushAsync(closed: false, drain).ConfigureAwait(false);
        else if (_range.Count == 0 && retention.ReadUntil - _committed.ReadUntil >= IdleInterval)
            await ReplaceAsync(_committed with { ReadUntil = retention.ReadUntil }, drain).ConfigureAwait(false);
    }

    private async Task FlushAsync(bool closed, CancellationToken drain)
    {
        using var span = StartSpan("flush");
        var objects = _range.Count > 0 ? _range.Objects(context.StreamId, _shard) : [];
        if (objects.Count > 0)
        {
            var intent = new RangeIntent(_range.First!, _range.Last!, _range.Count, _range.FirstArrived, configuration.Hash, [.. objects.Select(Named)]);
            await ReplaceAsync(_committed with { Intent = intent }, drain).ConfigureAwait(false);
        }
        await StoreAsync(objects, closed, drain).ConfigureAwait(false);
    }

    /// <summary>Stores the range of an intent that was found, once all of it was read.</summary>
    private async Task RepeatAsync(RangeIntent intent, CancellationToken drain)
    {
        if (_range.First != intent.First || _range.Count != intent.Count)
        {
            await GiveUpAsync(intent, drain).ConfigureAwait(false);
            return;
        }
        using var span = StartSpan("repeat");
        var objects = _range.Objects(context.StreamId, _shard);
        if (!objects.Select(Named).SequenceEqual(intent.Objects))
        {
            throw new InvalidOperationException(
                $"shard {_shard}: records {intent.First} to {intent.Last} make other objects than their intent names: another version of this program "
                + "began to store them; run that version until it has");
        }
        context.Log.LogInformation("Shard {Shard}: storing records {First} to {Last}, which another process had begun", _shard, intent.First, intent.Last);
        await StoreAsync(objects, closed: false, drain).ConfigureAwait(false);
    }

    private async Task StoreAsync(IReadOnlyList<RangeObject> objects, bool closed, CancellationToken drain)
    {
        var started = context.Time.GetTimestamp();
        await context.Ranges.WriteAsync(objects, configuration.Config.Storage, drain).ConfigureAwait(false);
        await CommitAsync(_range.Last ?? _committed.SequenceNumber, closed, _committed.Lost, drain).ConfigureAwait(false);
        context.Metrics.Add(_range.Tally);
        context.Metrics.FlushSeconds.Record(context.Time.GetElapsedTime(started).TotalSeconds);
        context.Log.LogInformation(
            "Shard {Shard}: stored {Events} events of {Records} records in {Objects} objects", _shard, _range.Tally.Raw, _range.Count, objects.Count);
        _range.Reset();
        _hasStored = true;
    }

    /// <summary>Goes on behind the range of an intent that is not in the stream any more. Its records are lost unless its objects are all there.</summary>
    private async Task GiveUpAsync(RangeIntent intent, CancellationToken drain)
    {
        if (!retention.IsOver(intent.Arrived))
        {
            throw new InvalidOperationException(
                $"shard {_shard}: the stream does not show records {intent.First} to {intent.Last} whole, though their retention has not passed; reading begins again");
        }
        _range.Reset();
        var isStored = await context.Ranges.AreStoredAsync(intent.Objects, configuration.Config.Storage, drain).ConfigureAwait(false);
        var lost = isStored ? _committed.Lost : Lose(intent.Last);
        await CommitAsync(intent.Last, closed: false, lost, drain).ConfigureAwait(false);
    }

    /// <summary>Goes on behind records that retention may have removed.</summary>
    private async Task SkipGapAsync(string? next, DateTimeOffset readUntil, CancellationToken drain)
    {
        if (_range.Count > 0)
            await FlushAsync(closed: false, drain).ConfigureAwait(false);
        retention.GoOn(readUntil);
        await CommitAsync(_committed.SequenceNumber, closed: false, Lose(next), drain).ConfigureAwait(false);
    }

    private LostRange Lose(string? to)
    {
        // A range that was given up and what is missing behind it are one gap.
        var lost = new LostRange(context.Time.GetUtcNow(), _gap is null ? _committed.SequenceNumber : _gap.From, to);
        context.Log.LogError(
            "DataLost: shard {Shard}: the stream's retention may have removed records behind {From} and up to {To} before they were stored. "
            + "Keep process running, or lengthen the stream's retention", _shard, lost.From ?? "its beginning", lost.To ?? "its present end");
        if (_gap is null)
            context.Metrics.AddDataLost(_shard);
        _gap = lost;
        context.Lost.Report(_shard, lost);
        return lost;
    }

    private Task CommitAsync(string? sequenceNumber, bool closed, LostRange? lost, CancellationToken drain) => ReplaceAsync(
        _committed with
        {
            SequenceNumber = sequenceNumber,
            Arrived = _range.Arrived > _committed.Arrived ? _range.Arrived : _committed.Arrived,
            ReadUntil = retention.ReadUntil,
            Closed = closed,
            Intent = null,
            Lost = lost,
        },
        drain);

    private async Task ReplaceAsync(ShardCheckpoint next, CancellationToken drain)
    {
        using var span = Traces.Source.StartActivity(next.Intent is null ? "commit" : "intent");
        next = next with { Epoch = _committed.Epoch + 1, Writer = context.Writer };
        _version = await context.CallAsync(token => context.Checkpoints.ReplaceAsync(_version, next, token), drain).ConfigureAwait(false);
        _committed = next;
    }

    /// <summary>Of storing the range; what is done under it becomes its children.</summary>
    private Activity? StartSpan(string name) => Traces.Source.StartActivity(name)?
        .SetTag("dataplatform.shard", _shard).SetTag("dataplatform.range.first", _range.First).SetTag("dataplatform.range.last", _range.Last)
        .SetTag("dataplatform.records", _range.Count).SetTag("dataplatform.events", _range.Tally.Raw);

    private static IntentObject Named(RangeObject item) => new(item.Zone, item.Key);
}
