namespace PlatformOperator.Chaos.Soak;

/// <summary>What this process holds while the world is at rest; the sandbox and the operator share it.</summary>
/// <param name="Resources">Custom resources.</param>
/// <param name="Heap">Bytes of live objects.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Descriptors">Open file descriptors.</param>
internal sealed record Measurement(int Resources, long Heap, int Threads, int Descriptors)
{
    public static Measurement Take(int resources)
    {
        GC.Collect();
        // What finalizers let go of is garbage only afterwards.
        GC.WaitForPendingFinalizers();
        return new Measurement(
            resources, GC.GetTotalMemory(forceFullCollection: true), Directory.EnumerateFileSystemEntries("/proc/self/task").Count(),
            Directory.EnumerateFileSystemEntries("/proc/self/fd").Count());
    }
}

/// <summary>How one of the measured things developed after the warm-up.</summary>
/// <param name="What">Its name.</param>
/// <param name="First">The least of the first half.</param>
/// <param name="Last">The least of the second half.</param>
/// <param name="Allowed">By how much the last may exceed the first, as a share of it.</param>
internal sealed record Growth(string What, double First, double Last, double Allowed)
{
    /// <summary>A round only says something when several are compared: chance lifts single ones.</summary>
    public const int FewestRounds = 6;

    public bool IsTooMuch => Last > First * (1 + Allowed);

    public static IReadOnlyList<Growth> Of(IReadOnlyList<Measurement> rests)
    {
        var warm = rests.Skip(rests.Count / 3).ToList();
        var (first, second) = (warm.Take(warm.Count / 2).ToList(), warm.Skip(warm.Count / 2).ToList());
        return
        [
            // With each start of another operator in this process, one a round, it grows by about half a megabyte.
            Compare("heap, MB", rest => rest.Heap / 1e6, 0.15),
            Compare("threads", rest => rest.Threads, 0.25),
            Compare("descriptors", rest => rest.Descriptors, 0.25),
        ];

        Growth Compare(string what, Func<Measurement, double> value, double allowed) => new(what, first.Min(value), second.Min(value), allowed);
    }
}
