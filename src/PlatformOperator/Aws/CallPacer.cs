namespace PlatformOperator.Aws;

/// <summary>
/// Spaces calls so that at most so many pass in a second, a second's worth at once after a rest. Throttling halves the rate, successes win it back
/// little by little: others use the account's quota too.
/// </summary>
/// <param name="perSecond">Calls a second when nobody throttles.</param>
/// <param name="time">The clock.</param>
internal sealed class CallPacer(int perSecond, TimeProvider time)
{
    private const double Slowest = 1.0 / 16;
    private const double Recovery = 1.0 / 50;
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private double share = 1;
    private readonly long started = time.GetTimestamp();
    private TimeSpan last = -Burst;
    private TimeSpan slowedDown = -Burst;

    /// <summary>Calls a second right now.</summary>
    public double Rate
    {
        get
        {
            lock (gate)
                return perSecond * share;
        }
    }

    /// <summary>Time since the pacer began; the time of day may be set back, and then nothing must wait for it.</summary>
    private TimeSpan Now => time.GetElapsedTime(started);

    /// <summary>Waits until a call may be made.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan pause;
        lock (gate)
        {
            var now = Now;
            var rested = now - Burst;
            last = (last > rested ? last : rested) + TimeSpan.FromSeconds(1 / (perSecond * share));
            pause = last - now;
        }

        return pause <= TimeSpan.Zero ? Task.CompletedTask : Task.Delay(pause, time, cancellationToken);
    }

    /// <summary>AWS found that too many calls came.</summary>
    public void Throttled()
    {
        lock (gate)
        {
            // Calls that were under way together are throttled together: that is one sign, not many.
            if (Now - slowedDown < Burst)
                return;
            (share, slowedDown) = (Math.Max(share / 2, Slowest), Now);
        }
    }

    /// <summary>A call passed.</summary>
    public void Passed()
    {
        lock (gate)
            share = Math.Min(1, share + Recovery);
    }
}
