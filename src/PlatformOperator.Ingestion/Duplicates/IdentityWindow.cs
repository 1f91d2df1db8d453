namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>
/// Identities of the last ten minutes of arrival, by whole minutes. An identity is known from its minute to the end of the tenth minute after
/// it, and anew from each time that it comes again: what is known at a record follows from the records of these minutes alone, so whoever
/// has read them decides the same.
/// </summary>
internal sealed class IdentityWindow : IDisposable
{
    public const int Minutes = 10;

    // The current minute and ten before it.
    private readonly (long Minute, IdentitySet Set)[] _minutes = [.. Enumerable.Range(0, Minutes + 1).Select(_ => (-1L, new IdentitySet()))];
    private long _newest = -1;

    public long Size => _minutes.Sum(entry => entry.Set.Size);

    public static long MinuteOf(DateTimeOffset arrived) => arrived.UtcTicks / TimeSpan.TicksPerMinute;

    /// <summary>Earliest arrival that counts for a record of the given one.</summary>
    public static DateTimeOffset Start(DateTimeOffset arrived) => new((MinuteOf(arrived) - Minutes) * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    /// <summary>Notes an identity that came in that minute; true if it is the first one in the window.</summary>
    /// <param name="identity">The identity's hash.</param>
    /// <param name="minute">Minute of arrival.</param>
    /// <param name="isKept">False if that minute holds as many as it may: an equal one to come will not be known for one.</param>
    public bool IsFirst(UInt128 identity, long minute, out bool isKept)
    {
        var current = At(minute);
        if (current is null)
        {
            isKept = true;
            return true;
        }
        var isKnown = false;
        foreach (var (at, set) in _minutes)
            isKnown |= at >= minute - Minutes && set != current && set.Contains(identity);
        var addition = current.Add(identity);
        isKept = addition != Addition.Full;
        return !isKnown && addition != Addition.Present;
    }

    public void Dispose()
    {
        foreach (var (_, set) in _minutes)
            set.Dispose();
    }

    /// <summary>The minute's set; null if it is over.</summary>
    private IdentitySet? At(long minute)
    {
        if (minute > _newest)
            Advance(minute);
        return minute < _newest - Minutes ? null : _minutes[minute % _minutes.Length].Set;
    }

    private void Advance(long minute)
    {
        _newest = minute;
        foreach (var (at, set) in _minutes)
        {
            if (at < minute - Minutes)
                set.Dispose();
        }
        for (var m = minute; m > minute - _minutes.Length && m >= 0; m--)
            _minutes[m % _minutes.Length].Minute = m;
    }
}
