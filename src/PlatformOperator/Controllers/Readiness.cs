using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PlatformOperator.Api;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>
/// How many resources are ready, why others are not, and how long it took, as metrics. Their names are no labels, since there may be very many:
/// <c>kubectl get dataplatform -A</c> tells them.
/// </summary>
internal static class Readiness
{
    private static readonly ConcurrentDictionary<(string Kind, string? Namespace, string Name), (string Status, string Reason)> Known = [];
    private static readonly Meter Meter = new(Drift.MeterName);

    private static readonly Histogram<double> TimeToReady = Meter.CreateHistogram(
        "dataplatform_time_to_ready_seconds", description: "Time from when a resource was created, or was last ready, until it is ready.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 3600] });

    static Readiness() => Meter.CreateObservableGauge("dataplatform_resources", Count, description: "Custom resources by status and reason of their condition Ready.");

    /// <summary>Takes up what the resource's status says.</summary>
    public static void Note(IPlatformResource resource)
    {
        if (resource.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == Conditions.Ready) is { } ready)
            Known[KeyOf(resource)] = (ready.Status, ready.Reason);
    }

    /// <summary>The resource is gone.</summary>
    public static void Forget(IPlatformResource resource) => Known.TryRemove(KeyOf(resource), out _);

    /// <summary>The resource has become ready.</summary>
    public static void AddTimeToReady(IPlatformResource resource, TimeSpan time) => TimeToReady.Record(time.TotalSeconds, new KeyValuePair<string, object?>("kind", resource.Kind));

    private static (string, string?, string) KeyOf(IPlatformResource resource) => (resource.Kind, resource.Metadata.NamespaceProperty, resource.Metadata.Name);

    private static IEnumerable<Measurement<long>> Count() => Known
        .GroupBy(known => (known.Key.Kind, known.Value.Status, known.Value.Reason))
        .Select(group => new Measurement<long>(group.Count(), new("kind", group.Key.Kind), new("ready", group.Key.Status), new("reason", group.Key.Reason)));
}
