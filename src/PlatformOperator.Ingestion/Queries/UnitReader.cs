using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Cache;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>What a listing tells of a unit: the version of its merged state, if it has one, and its partials, merged or not.</summary>
internal sealed record ListedUnit(string Unit, string? ETag, IReadOnlyList<PartialObject> Partials);

/// <summary>
/// Reads units as they were when they were listed, or later: the merged state, or a cached one that went further, and the partials that it does not
/// cover. Each stored event counts once.
/// </summary>
internal sealed class UnitReader(UnitStore units, IStateCache cache)
{
    /// <summary>Partials from which on what was merged of them is worth keeping.</summary>
    private const int KeepFrom = 8;

    private const int MaxKeptLength = 4 * 1024 * 1024;
    private const int MaxAttempts = 3;

    public AggregatePlan Plan => units.Plan;

    /// <summary>Units from the first to the last that hold anything, in their order.</summary>
    public async Task<IReadOnlyList<ListedUnit>> ListAsync(string first, string last, CancellationToken cancellationToken)
    {
        // Partials before states: what a compaction has merged and deleted in between is then in the state.
        var listed = new SortedDictionary<string, (string? ETag, List<PartialObject> Partials)>(StringComparer.Ordinal);
        await foreach (var partial in units.ListPartialsAsync(first, last, cancellationToken).ConfigureAwait(false))
        {
            if (!listed.TryGetValue(partial.Unit, out var unit))
                listed[partial.Unit] = unit = (null, []);
            unit.Partials.Add(partial);
        }
        await foreach (var (name, etag) in units.ListMergedAsync(first, last, cancellationToken).ConfigureAwait(false))
            listed[name] = (etag, listed.TryGetValue(name, out var unit) ? unit.Partials : []);
        return [.. listed.Select(unit => new ListedUnit(unit.Key, unit.Value.ETag, unit.Value.Partials))];
    }

    /// <summary>The unit's rows, one source after another: rows of the same window and group are to be merged.</summary>
    public async Task<IEnumerable<PartialRow>> ReadAsync(ListedUnit listed, CancellationToken cancellationToken)
    {
        var cached = await TryCachedAsync(listed, cancellationToken).ConfigureAwait(false);
        var state = cached
            ?? (listed.ETag is null ? UnitState.Empty(listed.Unit) : await units.LoadAsync(listed.Unit, cancellationToken).ConfigureAwait(false));
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            PartialObject[] fresh = [.. listed.Partials.Where(partial => !state.Header.Covers(partial))];
            if (await units.TryReadAsync(fresh, cancellationToken).ConfigureAwait(false) is { } partials)
            {
                if (!ReferenceEquals(state, cached) || fresh.Length >= KeepFrom)
                    await KeepAsync(state, partials, cancellationToken).ConfigureAwait(false);
                return state.Rows(Plan).Concat(partials.SelectMany(partial => UnitState.RowsOf(Plan, partial)));
            }
            // Merged and deleted since the listing: the state has them now.
            state = await units.LoadAsync(listed.Unit, cancellationToken).ConfigureAwait(false);
        }
        throw new IOException($"aggregates of {listed.Unit} were merged faster than they could be read");
    }

    private async Task<UnitState?> TryCachedAsync(ListedUnit listed, CancellationToken cancellationToken)
    {
        // Partials beyond the listed version are all there, so a state that was made from it can go on; one made from another may lack deleted ones.
        return await cache.GetAsync(Key(listed.Unit), cancellationToken).ConfigureAwait(false) is { } kept
            && CachedState.TryDecode(listed.Unit, kept) is { } state && state.ETag == listed.ETag ? state : null;
    }

    private async Task KeepAsync(UnitState state, IReadOnlyList<PartialContent> partials, CancellationToken cancellationToken)
    {
        if (state.File.Length + partials.Sum(partial => (long)partial.Gzip.Length) > MaxKeptLength)
            return;
        foreach (var some in partials.Chunk(64))
            state = state.Merge(Plan, some);
        if (state.File.Length > 0)
            await cache.SetAsync(Key(state.Unit), CachedState.Encode(state), cancellationToken).ConfigureAwait(false);
    }

    private string Key(string unit) => $"aggregates/{Plan.Definition}/{unit}";
}
