using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>The part of a pipeline's status that tells of its process pods: how many there should be and why, and how they get on.</summary>
internal static class PipelineReadings
{
    /// <summary>Below this, a reader keeps pace: it is the time between two reads.</summary>
    private const double KeepsPace = 1000;

    /// <summary>The scale that the status remembers; a pipeline that was never scaled has the pods that it has.</summary>
    public static ProcessScale Scale(this DataPipelineStatus status, int replicas) =>
        new(status.ProcessReplicas ?? replicas, status.Behind, status.CaughtUpSince);

    public static void Show(this DataPipelineStatus status, MemberReport report, ProcessScale scale)
    {
        (status.ProcessReplicas, status.Behind, status.CaughtUpSince) = (scale.Replicas, scale.Behind, scale.CaughtUpSince);
        status.EventsPerSecond = Readings.Steady(status.EventsPerSecond, report.EventsPerSecond);
        var lag = report.Lag?.TotalMilliseconds;
        status.LagMilliseconds = (long?)Readings.Steady(status.LagMilliseconds, lag < KeepsPace ? 0 : lag);
        status.Lag = status.LagMilliseconds is { } shown ? Readings.Lag(TimeSpan.FromMilliseconds(shown)) : null;
    }
}
