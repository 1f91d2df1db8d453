using Microsoft.Extensions.Logging;

namespace PlatformOperator.Ingestion.Process;

/// <summary>The stream was deleted and made again: checkpoints and shards of before mean nothing in it.</summary>
internal sealed class StreamReplacedException(DateTimeOffset created)
    : Exception($"the stream was created again at {created:O}; this process ends so that the next one begins with it");

/// <summary>
/// Keeps a consumer running for each shard that is ours and whose parents are done, so that a key's events stay in order through a reshard.
/// A shard whose consumer failed is taken up again from its checkpoint.
/// </summary>
internal sealed class ShardSupervisor(IShardAssignment assignment, ConsumerContext context)
{
    private readonly Dictionary<string, Task<bool>> _running = new(StringComparer.Ordinal);
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);

    /// <summary>Runs until asked to stop, then until all consumers have stored what they had read; throws if one could not.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await StartAsync(stop).ConfigureAwait(false);
                await WaitAsync(stop).ConfigureAwait(false);
                await CollectAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await DrainAsync().ConfigureAwait(false);
        }
    }

    private async Task DrainAsync()
    {
        try
        {
            await Task.WhenAll(_running.Values).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_running.Values.All(consumer => !consumer.IsFaulted))
        {
            // Stopped while waiting to take a failed shard up again: nothing was held.
        }
    }

    private async Task StartAsync(CancellationToken stop)
    {
        var shards = await context.CallAsync(context.Reader.ListShardsAsync, stop).ConfigureAwait(false);
        var listed = shards.Select(shard => shard.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var shard in shards.Where(shard => !_done.Contains(shard.Id) && !_running.ContainsKey(shard.Id) && assignment.IsMine(shard.Id)))
        {
            // A parent that is not listed any more has aged out of the stream.
            if (shard.Parents.All(parent => _done.Contains(parent) || !listed.Contains(parent)))
                _running.Add(shard.Id, ConsumeAsync(shard.Id, stop));
        }
    }

    /// <summary>True once the shard is done, false when asked to stop.</summary>
    private async Task<bool> ConsumeAsync(string shard, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await new ShardConsumer(shard, context).RunAsync(stop).ConfigureAwait(false);
            }
            catch (ShardTakenException e)
            {
                context.Log.LogInformation("Shard {Shard}: stopped, since {Reason}", shard, e.Message);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                context.Log.LogError(e, "Shard {Shard} failed and will be taken up again from its checkpoint", shard);
            }
            await EnsureSameStreamAsync(stop).ConfigureAwait(false);
            await Task.Delay(context.Options.RescanInterval, context.Time, stop).ConfigureAwait(false);
        }
    }

    /// <summary>Until the next look is due or a consumer has ended: a finished parent's children need not wait.</summary>
    private async Task WaitAsync(CancellationToken stop)
    {
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var due = Task.Delay(context.Options.RescanInterval, context.Time, woken.Token);
        await Task.WhenAny([due, .. _running.Values]).ConfigureAwait(false);
        await woken.CancelAsync().ConfigureAwait(false);
        stop.ThrowIfCancellationRequested();
    }

    private async Task CollectAsync()
    {
        foreach (var (shard, consumer) in _running.Where(entry => entry.Value.IsCompleted).ToList())
        {
            _running.Remove(shard);
            if (await consumer.ConfigureAwait(false))
                _done.Add(shard);
        }
    }

    private async Task EnsureSameStreamAsync(CancellationToken stop)
    {
        var stream = await context.CallAsync(context.Reader.DescribeAsync, stop).ConfigureAwait(false);
        if (ObjectKeys.StreamId(stream.Created) != context.StreamId)
            throw new StreamReplacedException(stream.Created);
    }
}
