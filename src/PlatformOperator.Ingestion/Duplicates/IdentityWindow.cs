namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>
/// Identities of the last ten minutes of arrival, in spans of two minutes. An identity is known from its span to the end of the fifth one
/// behind it, and anew from each time that it comes again: what is known at a record follows from the records of these spans alone, so
/// whoever has read them decides the same. Fewer and longer spans would be quicker to search and hold more that is not needed any more.
/// </summary>
internal sealed class IdentityWindow : IDisposable
{
    private const long SpanTicks = 2 * TimeSpan.TicksPerMinute;
    private const int SpansBehind = 5;

    private readonly (long Span, IdentitySet Set)[] _spans = [.. Enumerable.Range(0, SpansBehind + 1).Select(_ => (-1L, new IdentitySet()))];
    private long _newest = -1;

    /// <summary>Bytes that it holds.</summary>
    public long Size => _spans.Sum(entry => entry.Set.Size);

    public static long SpanOf(DateTimeOffset arrived) => arrived.UtcTicks / SpanTicks;

    /// <summary>Earliest arrival that counts for a record of the given one.</summary>
    public static DateTimeOffset Start(DateTimeOffset arrived) => new((SpanOf(arrived) - SpansBehind) * SpanTicks, TimeSpan.Zero);

    /// <summary>Notes an identity that came in that span; true if it is the first one in the window.</summary>
    /// <param name="identity">The identity.</param>
    /// <param name="span">Span of arrival.</param>
    /// <param name="isKept">False if that span holds as many as it may: an equal one to come will not be known for one.</param>
    public bool IsFirst(in Identity identity, long span, out bool isKept)
    {
        var current = At(span);
        if (current is null)
        {
            isKept = true;
            return true;
        }
        var isKnown = false;
        foreach (var (at, set) in _spans)
            isKnown |= at >= span - SpansBehind && set != current && set.Contains(identity);
        var addition = current.Add(identity);
        isKept = addition != Addition.Full;
        return !isKnown && addition != Addition.Present;
    }

    public void Dispose()
    {
        foreach (var (_, set) in _spans)
            set.Dispose();
    }

    /// <summary>The span's set; null if it is over.</summary>
    private IdentitySet? At(long span)
    {
        if (span > _newest)
            Advance(span);
        return span < _newest - SpansBehind ? null : _spans[span % _spans.Length].Set;
    }

    private void Advance(long span)
    {
        _newest = span;
        foreach (var (at, set) in _spans)
        {
            if (at < span - SpansBehind)
                set.Dispose();
        }
        for (var live = span; live >= 0 && live >= span - SpansBehind; live--)
            _spans[live % _spans.Length].Span = live;
    }
}
