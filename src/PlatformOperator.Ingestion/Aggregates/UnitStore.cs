using System.Runtime.CompilerServices;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>An aggregate's units in the lake: their partials, their merged states and their final rows, all in the processed bucket.</summary>
internal sealed class UnitStore(IObjectStore store, string bucket, AggregatePlan plan)
{
    private const int ReadsAtOnce = 16;

    public AggregatePlan Plan => plan;

    /// <summary>Partials of the units from the first to the last, unit by unit.</summary>
    public async IAsyncEnumerable<PartialObject> ListPartialsAsync(string first, string last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = AggregateKeys.PartialsPrefix(plan.Definition);
        await foreach (var listed in store.ListAsync(bucket, prefix, prefix + first, cancellationToken).ConfigureAwait(false))
        {
            if (PartialObject.Parse(plan.Definition, listed.Key) is not { } partial)
                continue;
            if (string.CompareOrdinal(partial.Unit, last) > 0)
                yield break;
            yield return partial;
        }
    }

    /// <summary>Names and versions of the merged states of the units from the first to the last.</summary>
    public async IAsyncEnumerable<(string Unit, string ETag)> ListMergedAsync(
        string first, string last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var prefix = AggregateKeys.MergedPrefix(plan.Definition);
        await foreach (var listed in store.ListAsync(bucket, prefix, prefix + first, cancellationToken).ConfigureAwait(false))
        {
            var unit = listed.Key[prefix.Length..].Replace(AggregateKeys.Suffix, "", StringComparison.Ordinal);
            if (string.CompareOrdinal(unit, last) > 0)
                yield break;
            yield return (unit, listed.ETag);
        }
    }

    public async Task<UnitState> LoadAsync(string unit, CancellationToken cancellationToken) =>
        await store.GetAsync(bucket, AggregateKeys.Merged(plan.Definition, unit), cancellationToken).ConfigureAwait(false) is { } stored
            ? UnitState.Parse(unit, stored.Content, stored.ETag)
            : UnitState.Empty(unit);

    /// <summary>Replaces the version that the state was made from; null if there is another by now.</summary>
    public async Task<UnitState?> TrySaveAsync(UnitState state, CancellationToken cancellationToken) =>
        await store.TryReplaceDataAsync(bucket, AggregateKeys.Merged(plan.Definition, state.Unit), state.File, state.ETag, cancellationToken)
            .ConfigureAwait(false)
            is { } etag ? state with { ETag = etag } : null;

    /// <summary>The contents of partials; null if one of them is not there any more.</summary>
    public async Task<IReadOnlyList<PartialContent>?> TryReadAsync(IReadOnlyList<PartialObject> partials, CancellationToken cancellationToken)
    {
        var contents = new PartialContent[partials.Count];
        var missing = 0;
        await Parallel.ForAsync(
            0, partials.Count, new ParallelOptions { MaxDegreeOfParallelism = ReadsAtOnce, CancellationToken = cancellationToken },
            async (i, token) =>
            {
                if (await store.GetAsync(bucket, partials[i].Key, token).ConfigureAwait(false) is { } stored)
                    contents[i] = new PartialContent(partials[i], stored.Content);
                else
                    Interlocked.Increment(ref missing);
            }).ConfigureAwait(false);
        return missing == 0 ? contents : null;
    }

    public Task DeleteAsync(IEnumerable<PartialObject> partials, CancellationToken cancellationToken) =>
        store.DeleteAsync(bucket, [.. partials.Select(partial => partial.Key)], cancellationToken);

    /// <summary>Version of a unit's final rows in the lake; null if there are none.</summary>
    public Task<string?> RowsVersionAsync(string unit, CancellationToken cancellationToken) =>
        store.VersionAsync(bucket, AggregateKeys.Rows(plan.Definition, unit), cancellationToken);

    public Task<string?> TryReplaceRowsAsync(string unit, ReadOnlyMemory<byte> gzip, string? etag, CancellationToken cancellationToken) =>
        store.TryReplaceDataAsync(bucket, AggregateKeys.Rows(plan.Definition, unit), gzip, etag, cancellationToken);
}
