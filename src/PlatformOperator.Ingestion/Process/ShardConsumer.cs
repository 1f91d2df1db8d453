using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Carries one shard into the lake, from its checkpoint to its end, each event exactly once; <see cref="ShardPass"/> says how.</summary>
internal sealed class ShardConsumer(string shard, ConsumerContext context)
{
    /// <summary>Runs until the shard ends (true: all of it is stored) or the token asks to stop (false: all that was read is stored).</summary>
    /// <exception cref="ShardTakenException">Another process has carried the shard on.</exception>
    /// <exception cref="ShardGoneException">The stream does not know the shard any more.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop, and the last flush did not end in time.</exception>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        // What is being stored when the token asks to stop is stored to its end: only a deadline of its own cuts it short.
        using var drain = new CancellationTokenSource(Timeout.InfiniteTimeSpan, context.Time);
        await using var draining = stop.UnsafeRegister(_ => drain.CancelAfter(context.Options.DrainTimeout), null).ConfigureAwait(false);
        try
        {
            while (true)
            {
                var current = await context.CallAsync(token => context.Checkpoints.LoadAsync(shard, token), stop).ConfigureAwait(false);
                if (current.Checkpoint is { Closed: true })
                    return true;
                if (await PassAsync(current, stop, drain.Token).ConfigureAwait(false))
                    return true;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !drain.IsCancellationRequested)
        {
            return false;
        }
        catch (ShardTakenException e) when (stop.IsCancellationRequested)
        {
            context.Log.LogInformation("Shard {Shard}: nothing left to store: {Reason}", shard, e.Message);
            return false;
        }
    }

    private async Task<bool> PassAsync(CheckpointVersion current, CancellationToken stop, CancellationToken drain)
    {
        var stream = await context.CallAsync(context.Reader.DescribeAsync, stop).ConfigureAwait(false);
        var lineage = await ShardLineage.LoadAsync(context, shard, current.Checkpoint?.Arrived, stop).ConfigureAwait(false);
        var start = lineage.Start(shard, stream.Created);
        context.Metrics.SetLag(shard, context.Time.GetUtcNow() - (current.Checkpoint ?? start).ReadUntil);
        var configuration = current.Checkpoint?.Intent is { } intent && intent.Configuration != context.Configuration.Hash
            ? await context.CallAsync(token => context.Configurations.LoadAsync(intent.Configuration, token), stop).ConfigureAwait(false)
            : context.Configuration;
        if (current.Checkpoint?.Lost is { } lost)
            context.Lost.Report(shard, lost);
        using var pass = new ShardPass(context, configuration, new RetentionWatch(stream.Retention, context.Time, current.Checkpoint ?? start), current, start);
        await pass.RememberAsync(lineage.Ancestors, stop).ConfigureAwait(false);
        try
        {
            return await pass.RunAsync(stop, drain).ConfigureAwait(false);
        }
        catch (IteratorExpiredException)
        {
            context.Log.LogInformation("Shard {Shard}: storing took longer than an iterator lives; reading goes on from the checkpoint", shard);
            return false;
        }
    }
}
