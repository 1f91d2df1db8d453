using Microsoft.Extensions.Logging;

namespace PlatformOperator.Ingestion.Process;

/// <summary>The stream was deleted and made again: checkpoints and shards of before mean nothing in it.</summary>
internal sealed class StreamReplacedException(DateTimeOffset created)
    : Exception($"the stream was created again at {created:O}; this process ends so that the next one begins with it");

/// <summary>
/// Keeps a consumer running for each shard that is ours and whose parents are done, so that a key's events stay in order through a reshard.
/// A shard whose consumer failed is taken up again from its checkpoint; one that is ours no longer is stored as far as it was read, and left.
/// </summary>
internal sealed class ShardSupervisor(IShardAssignment assignment, ConsumerContext context)
{
    private readonly Dictionary<string, Consumer> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Runs until asked to stop, then until all consumers have stored what they had read; throws if one could not.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                var changed = assignment.Changed;
                await AssignAsync(stop).ConfigureAwait(false);
                await WaitAsync(changed, stop).ConfigureAwait(false);
                await CollectAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await Task.WhenAll(_running.Values.Select(consumer => consumer.Ended)).ConfigureAwait(false);
        }
    }

    private async Task AssignAsync(CancellationToken stop)
    {
        var readable = await ReadableAsync(stop).ConfigureAwait(false);
        var mine = assignment.Mine(readable);
        foreach (var (shard, consumer) in _running.Where(entry => readable.Contains(entry.Key) && !mine.Contains(entry.Key) && !entry.Value.Stop.IsCancellationRequested))
        {
            context.Log.LogInformation("Shard {Shard} is another process' now: storing what was read of it", shard);
            await consumer.Stop.CancelAsync().ConfigureAwait(false);
        }
        foreach (var shard in mine.Where(shard => !_running.ContainsKey(shard)))
        {
            var leave = CancellationTokenSource.CreateLinkedTokenSource(stop);
            _running.Add(shard, new Consumer(ConsumeAsync(shard, stop, leave.Token), leave));
        }
    }

    /// <summary>Shards that are not done and whose parents are, whoever reads them.</summary>
    private async Task<IReadOnlyCollection<string>> ReadableAsync(CancellationToken stop)
    {
        var shards = await context.CallAsync(context.Reader.ListShardsAsync, stop).ConfigureAwait(false);
        var listed = shards.Select(shard => shard.Id).ToHashSet(StringComparer.Ordinal);
        // A parent that is not listed any more has aged out of the stream.
        foreach (var parent in shards.SelectMany(shard => shard.Parents).Where(listed.Contains).Distinct(StringComparer.Ordinal))
        {
            if (!_done.Contains(parent) && !_running.ContainsKey(parent) && await IsClosedAsync(parent, stop).ConfigureAwait(false))
                _done.Add(parent);
        }
        return [.. shards
            .Where(shard => !_done.Contains(shard.Id) && shard.Parents.All(parent => _done.Contains(parent) || !listed.Contains(parent)))
            .Select(shard => shard.Id)];
    }

    /// <summary>Whether some process has carried all of the shard into the lake.</summary>
    private async Task<bool> IsClosedAsync(string shard, CancellationToken stop)
    {
        var stored = await context.CallAsync(token => context.Checkpoints.LoadAsync(shard, token), stop).ConfigureAwait(false);
        return stored.Checkpoint is { Closed: true };
    }

    /// <summary>True once the shard is done, false when asked to stop or to leave it to another.</summary>
    private async Task<bool> ConsumeAsync(string shard, CancellationToken stop, CancellationToken leave)
    {
        // Counts from now on, until more is known.
        context.Metrics.SetLag(shard, TimeSpan.Zero);
        try
        {
            while (true)
            {
                try
                {
                    return await new ShardConsumer(shard, context).RunAsync(leave).ConfigureAwait(false);
                }
                catch (ShardTakenException e)
                {
                    context.Log.LogInformation("Shard {Shard}: stopped, since {Reason}", shard, e.Message);
                }
                catch (Exception e) when (!stop.IsCancellationRequested)
                {
                    context.Log.LogError(e, "Shard {Shard} failed and will be taken up again from its checkpoint", shard);
                }
                try
                {
                    await EnsureSameStreamAsync(leave).ConfigureAwait(false);
                    await Task.Delay(context.Options.RescanInterval, context.Time, leave).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (leave.IsCancellationRequested)
                {
                    return false;
                }
            }
        }
        finally
        {
            context.Metrics.RemoveLag(shard);
        }
    }

    /// <summary>Until the next look is due, the assignment has changed or a consumer has ended: a finished parent's children need not wait.</summary>
    private async Task WaitAsync(Task changed, CancellationToken stop)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var due = Task.Delay(context.Options.RescanInterval, context.Time, woken.Token);
        await Task.WhenAny([due, changed, .. _running.Values.Select(consumer => consumer.Ended)]).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    private async Task CollectAsync()
    {
        foreach (var (shard, consumer) in _running.Where(entry => entry.Value.Ended.IsCompleted).ToList())
        {
            _running.Remove(shard);
            consumer.Stop.Dispose();
            if (await consumer.Ended.ConfigureAwait(false))
                _done.Add(shard);
        }
    }

    private async Task EnsureSameStreamAsync(CancellationToken stop)
    {
        var stream = await context.CallAsync(context.Reader.DescribeAsync, stop).ConfigureAwait(false);
        if (ObjectKeys.StreamId(stream.Created) != context.StreamId)
            throw new StreamReplacedException(stream.Created);
    }

    private sealed record Consumer(Task<bool> Ended, CancellationTokenSource Stop);
}
