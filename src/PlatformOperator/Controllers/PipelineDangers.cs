using k8s.Models;
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
        {
            var message = $"Processing is {pipeline.Status.Lag} behind, and the stream keeps records for {pipeline.Spec.Stream.RetentionHours} h: what is not stored by then is lost. "
                + "Raise stream.retentionHours now; then see what the process pods log, or raise ingestion.replicas.max and stream.shards.";
            if (Find("Lagging") is null)
                warnings.Add((Reasons.DataAtRisk, message));
            Set("Lagging", Reasons.DataAtRisk, message);
        }
        else if (pipeline.Status.LagMilliseconds is not null)
        {
            pipeline.Status.RemoveCondition("Lagging");
        }
        var known = Find("DataLost")?.Message ?? "";
        if (report.Lost.Any(lost => !known.Contains(lost, StringComparison.Ordinal)))
        {
            var message = $"Records passed the stream's retention before they were stored: {string.Join("; ", report.Lost)}.";
            warnings.Add((Reasons.DataLost, message));
            pipeline.Status.SetDataLost(Reasons.RetentionPassed, message, now, pipeline.Metadata.Generation);
        }
        return warnings;

        V1Condition? Find(string condition) => pipeline.Status.Conditions.FirstOrDefault(found => found.Type == condition);

        void Set(string condition, string reason, string message) => pipeline.Status.SetCondition(condition, true, reason, message, now, pipeline.Metadata.Generation);
    }
}
