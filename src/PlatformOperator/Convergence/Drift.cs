using System.Diagnostics.Metrics;
using KubeOps.Abstractions.Events;
using PlatformOperator.Api;

namespace PlatformOperator.Convergence;

/// <summary>Tells about differences that arose without a change of the spec: an Event, a metric and a condition.</summary>
internal static class Drift
{
    /// <summary>Name of the meter that the operator's own metrics belong to.</summary>
    public const string MeterName = "PlatformOperator";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Corrected = Meter.CreateCounter<long>(
        "dataplatform_drift_total", description: "Settings that were changed behind the operator's back and put right.");

    /// <summary>
    /// Writes down that something drifted, before it is put right: afterwards nothing would tell any more, and a pass may end in between, with a crash
    /// or because somebody else wrote to the custom resource.
    /// </summary>
    public static Task NoteAsync(Pass pass, string message, CancellationToken cancellationToken)
    {
        Note(pass, message);
        return pass.SaveStatusAsync(cancellationToken);
    }

    /// <summary>The same, where the status is about to be written anyway.</summary>
    public static void Note(Pass pass, string message)
    {
        pass.Status.DriftedAt = pass.Now.UtcDateTime;
        pass.Status.SetCondition("DriftCorrected", true, Reasons.DriftCorrected, message, pass.Now.UtcDateTime, pass.Resource.Metadata.Generation);
    }

    /// <summary>Tells, by an Event and the metric, that it was put right.</summary>
    public static Task ReportAsync(Pass pass, string field, string message, CancellationToken cancellationToken)
    {
        Corrected.Add(1, new("kind", pass.Resource.Kind), new("field", field));
        return pass.PublishAsync(Reasons.DriftCorrected, message, EventType.Warning, cancellationToken);
    }

    /// <summary>What is said of settings that were changed.</summary>
    public static string Changed(string what, params IEnumerable<string> sentences) =>
        $"{what} was changed outside the operator and is put right: {string.Join("; ", sentences)}.";

    /// <summary>What is said of something that was deleted.</summary>
    public static string Deleted(string what) => $"{what} was deleted outside the operator and is made again.";
}
