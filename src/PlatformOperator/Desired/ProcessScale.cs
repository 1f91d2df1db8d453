using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>
/// How many pods process a stream: doubled when the lag has stayed high for three minutes without falling, one fewer after ten quiet minutes, never more than
/// there are shards to read. Between the two thresholds nothing changes, so that a load near one of them makes no pods come and go.
/// </summary>
/// <param name="Replicas">Pods wanted.</param>
/// <param name="Behind">The lag that is being watched; null while it is not high.</param>
/// <param name="CaughtUpSince">Since when the lag has been low; null while it is not.</param>
public sealed record ProcessScale(int Replicas, ObservedLag? Behind = null, DateTime? CaughtUpSince = null)
{
    /// <summary>A lag above this is high.</summary>
    public static readonly TimeSpan High = TimeSpan.FromSeconds(30);

    /// <summary>A lag up to this is low.</summary>
    public static readonly TimeSpan Low = TimeSpan.FromSeconds(10);

    /// <summary>How long a high lag is watched before it is judged: who takes over a shard reads ten minutes of it again first.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>How long the lag must be low before a pod is let go.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMinutes(10);

    /// <summary>A lag that falls by a tenth in that time is being caught up with.</summary>
    private const double Falling = 0.9;

    /// <summary>What follows from a lag.</summary>
    /// <param name="lag">Lag of the slowest shard; null while no pod knows it.</param>
    /// <param name="openShards">Shards that take records.</param>
    /// <param name="max">Most pods that the spec allows.</param>
    /// <param name="now">The time, in whole seconds.</param>
    public ProcessScale Next(TimeSpan? lag, int openShards, int max, DateTime now)
    {
        var most = Math.Max(1, Math.Min(max, openShards));
        if (Replicas < 1 || Replicas > most)
            return new ProcessScale(Math.Clamp(Replicas, 1, most));
        // Nothing is known while pods come up; what was watched before says nothing about those that come.
        if (lag is not { } known)
            return new ProcessScale(Replicas);
        if (known > High)
            return WhenHigh(known, most, now);
        if (known > Low)
            return new ProcessScale(Replicas);
        return CaughtUpSince is { } since && now - since >= Quiet && Replicas > 1
            ? new ProcessScale(Replicas - 1, CaughtUpSince: now)
            : new ProcessScale(Replicas, CaughtUpSince: CaughtUpSince ?? now);
    }

    private ProcessScale WhenHigh(TimeSpan lag, int most, DateTime now)
    {
        if (Behind is not { } then)
            return new ProcessScale(Replicas, new ObservedLag { Since = now, Milliseconds = Milliseconds(lag) });
        if (now - then.Since < Patience)
            return new ProcessScale(Replicas, then);
        var replicas = Milliseconds(lag) > then.Milliseconds * Falling ? Math.Min(Replicas * 2, most) : Replicas;
        return new ProcessScale(replicas, new ObservedLag { Since = now, Milliseconds = Milliseconds(lag) });
    }

    private static long Milliseconds(TimeSpan lag) => (long)lag.TotalMilliseconds;
}
