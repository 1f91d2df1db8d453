namespace KubeOps.Operator.Queue;

/// <summary>
/// Pauses that double up to a cap and never end. Each is shortened by up to half at random, so that what failed together does not return together.
/// </summary>
/// <param name="First">Longest pause after the first failure.</param>
/// <param name="Cap">Longest pause at all.</param>
internal sealed record Backoff(TimeSpan First, TimeSpan Cap)
{
    /// <summary>Randomness in [0, 1).</summary>
    public Func<double> Random { get; init; } = System.Random.Shared.NextDouble;

    /// <summary>The pause after that many failures in a row (1 for the first).</summary>
    public TimeSpan After(int failures)
    {
        // 2^30 times any sensible first pause lies far above the cap; beyond that a double would only lose meaning.
        var longest = First.TotalSeconds * Math.Pow(2, Math.Clamp(failures - 1, 0, 30));
        return TimeSpan.FromSeconds(Math.Min(longest, Cap.TotalSeconds) * (1 - (0.5 * Random())));
    }
}
