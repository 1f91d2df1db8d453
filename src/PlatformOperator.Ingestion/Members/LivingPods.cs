using k8s.Models;

namespace PlatformOperator.Ingestion.Members;

/// <summary>
/// Which pods live: those whose Lease changed within its duration, by looks of our own at a fixed interval. Clocks of other machines say nothing, and a
/// time in which we could not look makes nobody dead: an API server that is away for a minute must not leave each pod alone with all shards.
/// </summary>
internal sealed class LivingPods(TimeSpan interval)
{
    private Dictionary<string, Sight> _pods = new(StringComparer.Ordinal);

    /// <summary>Takes a look, and tells the names of the living.</summary>
    public IReadOnlySet<string> See(IEnumerable<V1Lease> leases)
    {
        _pods = leases.ToDictionary(lease => lease.Metadata.Name, See, StringComparer.Ordinal);
        return _pods.Where(pod => pod.Value.Lives).Select(pod => pod.Key).ToHashSet(StringComparer.Ordinal);
    }

    private Sight See(V1Lease lease)
    {
        var renewed = lease.Spec?.RenewTime;
        var unchanged = _pods.TryGetValue(lease.Metadata.Name, out var last) && last.Renewed == renewed ? last.Unchanged + interval : TimeSpan.Zero;
        return new Sight(renewed, unchanged, unchanged < TimeSpan.FromSeconds(lease.Spec?.LeaseDurationSeconds ?? 0));
    }

    private readonly record struct Sight(DateTime? Renewed, TimeSpan Unchanged, bool Lives);
}
