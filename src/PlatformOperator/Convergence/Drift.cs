using System.Diagnostics.Metrics;
using KubeOps.Abstractions.Events;

namespace PlatformOperator.Convergence;

/// <summary>Tells about differences that arose without a change of the spec: an Event, a metric and a condition.</summary>
internal static class Drift
{
    /// <summary>Name of the meter that the operator's own metrics belong to.</summary>
    public const string MeterName = "PlatformOperator";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Corrected = Meter.CreateCounter<long>(
        "dataplatform_drift_total", description: "Settings that were changed behind the operator's back and put right.");

    public static async Task ReportAsync(Pass pass, string what, Change change, CancellationToken cancellationToken)
    {
        var message = $"{what} was changed outside the operator and put right: {change.Sentence}.";
        Corrected.Add(1, new("kind", pass.Resource.Kind), new("field", change.Field));
        pass.Status.DriftedAt = pass.Now.UtcDateTime;
        pass.Status.SetCondition("DriftCorrected", true, "DriftCorrected", message, pass.Now.UtcDateTime, pass.Resource.Metadata.Generation);
        await pass.PublishAsync("DriftCorrected", message, EventType.Warning, cancellationToken);
    }
}
