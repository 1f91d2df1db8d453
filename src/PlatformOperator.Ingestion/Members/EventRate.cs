namespace PlatformOperator.Ingestion.Members;

/// <summary>
/// Events per second over the last half minute, from a growing total that is looked at every few seconds: one flush more or less hardly shows.
/// </summary>
internal sealed class EventRate(TimeProvider time)
{
    private const int Looks = 6;

    private readonly Queue<(long Timestamp, long Total)> _seen = new();

    public double Next(long total)
    {
        var now = time.GetTimestamp();
        _seen.Enqueue((now, total));
        if (_seen.Count > Looks + 1)
            _seen.Dequeue();
        var (first, before) = _seen.Peek();
        var elapsed = time.GetElapsedTime(first, now).TotalSeconds;
        return elapsed > 0 ? (total - before) / elapsed : 0;
    }
}
