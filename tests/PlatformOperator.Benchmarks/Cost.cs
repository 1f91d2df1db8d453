namespace PlatformOperator.Benchmarks;

/// <summary>
/// What some work took: CPU time of the whole process, garbage collection included, so that other programs do not count; and bytes allocated.
/// </summary>
internal sealed record Cost(TimeSpan Cpu, long Allocated)
{
    public static Cost Of(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(precise: true));
        work();
        return new Cost(Environment.CpuUsage.TotalTime - cpu, GC.GetTotalAllocatedBytes(precise: true) - allocated);
    }

    /// <summary>Each the median of its own.</summary>
    public static Cost Median(IReadOnlyCollection<Cost> costs) => new(
        costs.Select(cost => cost.Cpu).Order().ElementAt(costs.Count / 2), costs.Select(cost => cost.Allocated).Order().ElementAt(costs.Count / 2));
}
