namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>Merges sorted rows of many sources, holding one row of each.</summary>
internal static class RowMerge
{
    private static readonly Comparer<ReadOnlyMemory<byte>> ByKey = Comparer<ReadOnlyMemory<byte>>.Create((a, b) => a.Span.SequenceCompareTo(b.Span));

    /// <exception cref="InvalidDataException">A source is not sorted by key.</exception>
    public static IEnumerable<PartialRow> Merge(IEnumerable<IEnumerable<PartialRow>> sources)
    {
        var next = new PriorityQueue<IEnumerator<PartialRow>, ReadOnlyMemory<byte>>(ByKey);
        try
        {
            foreach (var source in sources)
                Advance(next, source.GetEnumerator(), default);
            while (next.TryDequeue(out var source, out _))
            {
                var row = source.Current;
                Advance(next, source, row.Key);
                while (next.TryPeek(out _, out var key) && key.Span.SequenceEqual(row.Key.Span))
                {
                    var other = next.Dequeue();
                    row = Sum(row, other.Current);
                    Advance(next, other, row.Key);
                }
                yield return row;
            }
        }
        finally
        {
            foreach (var (source, _) in next.UnorderedItems)
                source.Dispose();
        }
    }

    private static void Advance(PriorityQueue<IEnumerator<PartialRow>, ReadOnlyMemory<byte>> next, IEnumerator<PartialRow> source, ReadOnlyMemory<byte> last)
    {
        if (!source.MoveNext())
            source.Dispose();
        else if (ByKey.Compare(source.Current.Key, last) > 0)
            next.Enqueue(source, source.Current.Key);
        else
            throw new InvalidDataException("rows are not in the order of their windows and groups");
    }

    private static PartialRow Sum(in PartialRow a, in PartialRow b)
    {
        var fields = a.Fields.ToArray();
        for (var i = 0; i < fields.Length; i++)
            fields[i].Merge(b.Fields.Span[i]);
        return new PartialRow(a.Key, a.Events + b.Events, fields);
    }
}
