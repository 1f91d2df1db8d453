using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>What threatens a pipeline's data, or has cost it some: as conditions, and as warnings the first time.</summary>
internal static class PipelineDangers
{
    /// <summary>Sets the conditions; tells what is new.</summary>
    public static IReadOnlyList<(string Reason, string Message)> Note(DataPipeline pipeline, MemberReport report, DateTime now)
    {
        var warnings = new List<(string, string)>();
        if (pipeline.Status.LagMilliseconds is { } lag && TimeSpan.FromMilliseconds(lag) > TimeSpan.FromHours(pipeline.Spec.Stream.RetentionHours) / 2)
            Note("Lagging", "DataAtRisk", $"Processing is {pipeline.Status.Lag} behind, and the stream keeps records for {pipeline.Spec.Stream.RetentionHours} h: what is not stored by then is lost. "
                + "Raise stream.retentionHours now; then see what the process pods log, or raise ingestion.replicas.max and stream.shards.");
        else
            pipeline.Status.RemoveCondition("Lagging");
        // It stays when the pods say it no longer: lost is lost.
        if (report.Lost.Count > 0)
            Note("DataLost", "RetentionPassed", $"Records passed the stream's retention before they were stored: {string.Join("; ", report.Lost)}.");
        return warnings;

        void Note(string condition, string reason, string message)
        {
            if (!pipeline.Status.Conditions.Any(known => known.Type == condition && known.Status == "True" && (condition == "Lagging" || known.Message == message)))
                warnings.Add((reason, message));
            pipeline.Status.SetCondition(condition, true, reason, message, now, pipeline.Metadata.Generation);
        }
    }
}
