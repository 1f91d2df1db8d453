using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// Merges partials into the state of their unit, brings its final rows up to date, and deletes what is merged. One partial stays until all windows
/// of its unit are final, so that units with work to come are those that a listing of partials tells. A crash anywhere is made good by the next
/// pass, and two processes at work on one unit hinder but never spoil each other: state and rows are replaced by version.
/// </summary>
internal sealed class Compactor(UnitStore units, Func<string, bool> isMine, TimeProvider time, ILogger<Compactor> log)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Each holds a decompressor while it is merged.</summary>
    private const int PartialsAtOnce = 64;

    private readonly AggregatePlan _plan = units.Plan;
    private readonly FinalRows _rows = new(units, time);

    /// <summary>A pass each minute until asked to stop.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
                await PassAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Whatever was under way is gone on with by the next process.
        }
    }

    /// <summary>One look at all units with partials.</summary>
    public async Task PassAsync(CancellationToken cancellationToken)
    {
        try
        {
            var unit = new List<PartialObject>();
            await foreach (var partial in units.ListPartialsAsync("", "~", cancellationToken).ConfigureAwait(false))
            {
                if (unit.Count > 0 && unit[0].Unit != partial.Unit)
                {
                    await TryCompactAsync(unit, cancellationToken).ConfigureAwait(false);
                    unit.Clear();
                }
                unit.Add(partial);
            }
            if (unit.Count > 0)
                await TryCompactAsync(unit, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogWarning(e, "Partials of aggregate {Definition} cannot be listed; tried again in {Interval}", _plan.Definition, Interval);
        }
    }

    private async Task TryCompactAsync(List<PartialObject> partials, CancellationToken cancellationToken)
    {
        var unit = partials[0].Unit;
        if (!isMine("aggregates/" + unit) || UnitTimes.Of(_plan, unit) is not { } times)
            return;
        try
        {
            if (!await CompactAsync(partials, times, cancellationToken).ConfigureAwait(false))
                log.LogInformation("Aggregates of {Unit} are being merged by another process", unit);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "Aggregates of {Unit} cannot be merged; tried again in {Interval}. Queries still count its partials", unit, Interval);
        }
    }

    /// <summary>False if another process has carried the unit on.</summary>
    private async Task<bool> CompactAsync(List<PartialObject> partials, UnitTimes times, CancellationToken cancellationToken)
    {
        var state = await units.LoadAsync(partials[0].Unit, cancellationToken).ConfigureAwait(false);
        // A shard's partials in their order: the last one merged stands for all before it.
        var fresh = partials.Where(partial => !state.Header.Covers(partial))
            .OrderBy(partial => partial.Shard, StringComparer.Ordinal).ThenBy(partial => partial.Last, Comparer<string>.Create(SequenceNumbers.Compare));
        foreach (var some in fresh.Chunk(PartialsAtOnce))
        {
            if (await units.TryReadAsync(some, cancellationToken).ConfigureAwait(false) is not { } contents
                || await units.TrySaveAsync(state.Merge(_plan, contents), cancellationToken).ConfigureAwait(false) is not { } merged)
                return false;
            state = merged;
        }
        if (await _rows.UpdateAsync(state, times, cancellationToken).ConfigureAwait(false) is not { } updated)
            return false;
        var isDone = updated.Header.Rows is { } rows && rows.Until.Ticks >= times.LastEnd;
        await units.DeleteAsync(isDone ? partials : partials.SkipLast(1), cancellationToken).ConfigureAwait(false);
        return true;
    }
}
