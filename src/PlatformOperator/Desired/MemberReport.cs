using System.Globalization;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>What the Leases of a pipeline's process pods say together.</summary>
/// <param name="Lag">Lag of the slowest shard; null while no pod reads one.</param>
/// <param name="EventsPerSecond">Events stored by all pods; null without pods.</param>
/// <param name="Lost">What passed the stream's retention before it was stored, as pods say it.</param>
internal sealed record MemberReport(TimeSpan? Lag, double? EventsPerSecond, IReadOnlyList<string> Lost)
{
    /// <summary>
    /// A pod that died on a lost node leaves a Lease that says the same for ever. This judges by the clock, with room for its error, since nothing but the
    /// number of pods depends on it.
    /// </summary>
    private static readonly TimeSpan Outdated = TimeSpan.FromMinutes(1);

    /// <summary>What is told of losses: the newest.</summary>
    private const int MostLost = 10;

    public static MemberReport Of(IEnumerable<V1Lease> leases, DateTime now)
    {
        var all = leases.ToList();
        var living = all.Where(lease => now - lease.Spec?.RenewTime <= Outdated).ToList();
        var lags = living.Select(lease => Number(lease, Annotations.Lag)).Where(lag => lag is not null).ToList();
        return new MemberReport(
            lags.Count == 0 ? null : TimeSpan.FromMilliseconds(lags.Max()!.Value),
            living.Count == 0 ? null : living.Sum(lease => Number(lease, Annotations.EventsPerSecond) ?? 0),
            [.. all.SelectMany(lease => (lease.GetAnnotation(Annotations.DataLost) ?? "").Split("; ", StringSplitOptions.RemoveEmptyEntries))
                .Distinct(StringComparer.Ordinal).OrderDescending(StringComparer.Ordinal).Take(MostLost)]);
    }

    /// <summary>Tenants may write in their namespaces: what is no number, or none that can be, counts as not said.</summary>
    private static double? Number(V1Lease lease, string annotation) =>
        double.TryParse(lease.GetAnnotation(annotation), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value is >= 0 and < 1e12
            ? value
            : null;
}
