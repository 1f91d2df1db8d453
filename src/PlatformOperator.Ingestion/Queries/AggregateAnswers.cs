using System.Buffers.Binary;
using PlatformOperator.Ingestion.Aggregates;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>One page of rows.</summary>
/// <param name="Rows">The page's rows; their windows are the answer's.</param>
/// <param name="HasMore">More rows follow the last one.</param>
/// <param name="AsOf">Events stored by then are counted.</param>
internal sealed record AggregatePage(IReadOnlyList<PartialRow> Rows, bool HasMore, DateTimeOffset AsOf);

/// <summary>Answers queries from the units of the lake.</summary>
internal sealed class AggregateAnswers(UnitReader reader, TimeProvider time)
{
    /// <summary>Units of one query: more than a year of days.</summary>
    public const int MaxUnits = 400;

    /// <summary>Rows that one query may gather, before paging.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Units that are looked through, from the newest on, for the latest rows.</summary>
    public const int MaxLatestUnits = 31;

    private const int UnitsAtOnce = 16;

    private readonly AggregatePlan _plan = reader.Plan;

    public AggregatePlan Plan => _plan;

    /// <exception cref="Http.RequestRefusedException">It asks for too much.</exception>
    public async Task<AggregatePage> RangeAsync(AggregateQuery query, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        var first = _plan.UnitName(_plan.UnitStart(query.From));
        var last = _plan.UnitName(_plan.UnitStart(query.To - 1));
        var units = await reader.ListAsync(first, last, cancellationToken).ConfigureAwait(false);
        if (units.Count > MaxUnits)
            throw AggregateQuery.Refused($"the range holds {units.Count} days or hours with data, more than {MaxUnits}: narrow from and to");
        var table = new WindowTable(_plan);
        await Parallel.ForEachAsync(
            units, new ParallelOptions { MaxDegreeOfParallelism = UnitsAtOnce, CancellationToken = cancellationToken },
            async (unit, token) =>
            {
                var rows = await reader.ReadAsync(unit, token).ConfigureAwait(false);
                lock (table)
                    Gather(rows, query, table);
            }).ConfigureAwait(false);
        return Page(table.Rows(), query, asOf);
    }

    /// <summary>The newest window of each group that passes, of the newest unit that has any.</summary>
    public async Task<AggregatePage> LatestAsync(GroupFilter filter, CancellationToken cancellationToken)
    {
        var asOf = time.GetUtcNow();
        var everything = new AggregateQuery(0, long.MaxValue) { Window = _plan.Window.Ticks, Filter = filter, Limit = AggregateQuery.MaxLimit };
        // All of history is listed only where the last units that there can be hold no such row.
        var recent = _plan.UnitStart(asOf.UtcTicks) - (MaxLatestUnits - 1) * _plan.UnitLength;
        var units = await reader.ListAsync(_plan.UnitName(recent), "~", cancellationToken).ConfigureAwait(false);
        if (await NewestAsync(units, MaxLatestUnits, everything, cancellationToken).ConfigureAwait(false) is { } found)
            return Page(found, everything, asOf);
        var older = await reader.ListAsync("", _plan.UnitName(recent - _plan.UnitLength), cancellationToken).ConfigureAwait(false);
        return Page(await NewestAsync(older, MaxLatestUnits - units.Count, everything, cancellationToken).ConfigureAwait(false) ?? [], everything, asOf);
    }

    /// <summary>The newest row of each group, of the newest unit that has any; null if none of so many has.</summary>
    private async Task<IReadOnlyList<PartialRow>?> NewestAsync(
        IReadOnlyList<ListedUnit> units, int count, AggregateQuery query, CancellationToken cancellationToken)
    {
        foreach (var unit in units.Reverse().Take(count))
        {
            var table = new WindowTable(_plan);
            Gather(await reader.ReadAsync(unit, cancellationToken).ConfigureAwait(false), query, table);
            var newest = new Dictionary<ReadOnlyMemory<byte>, PartialRow>(GroupComparer.Instance);
            foreach (var row in table.Rows())
                newest[row.Group] = row;
            if (newest.Count > 0)
                return [.. newest.Values.OrderBy(row => row.Group, GroupComparer.Instance)];
        }
        return null;
    }

    private void Gather(IEnumerable<PartialRow> rows, AggregateQuery query, WindowTable table)
    {
        Span<byte> key = stackalloc byte[256];
        foreach (var row in rows)
        {
            if (row.Window < query.From || row.Window >= query.To || !query.Filter.Passes(row.Group.Span))
                continue;
            if (row.Key.Length > key.Length)
                key = new byte[row.Key.Length * 2];
            row.Key.Span.CopyTo(key);
            BinaryPrimitives.WriteInt64BigEndian(key, query.Start(row.Window));
            table.Merge(key[..row.Key.Length], row);
            if (table.Count > MaxRows)
                throw AggregateQuery.Refused($"the answer has more than {MaxRows} rows: narrow from and to, ask for a longer window, or for one of {string.Join(", ", _plan.By)}");
        }
    }

    private static AggregatePage Page(IReadOnlyList<PartialRow> rows, AggregateQuery query, DateTimeOffset asOf)
    {
        PartialRow[] page = [.. rows.Where(row => query.After is not { } after || row.Key.Span.SequenceCompareTo(after) > 0).Take(query.Limit + 1)];
        return new AggregatePage([.. page.Take(query.Limit)], page.Length > query.Limit, asOf);
    }

    private sealed class GroupComparer : IEqualityComparer<ReadOnlyMemory<byte>>, IComparer<ReadOnlyMemory<byte>>
    {
        public static readonly GroupComparer Instance = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> obj)
        {
            var hash = default(HashCode);
            hash.AddBytes(obj.Span);
            return hash.ToHashCode();
        }

        public int Compare(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceCompareTo(y.Span);
    }
}
