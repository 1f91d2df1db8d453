using k8s;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>Quotas of a Tenant that Kubernetes cannot count. Older resources come first, so that a new one never takes the place of an old one.</summary>
public static class Quotas
{
    private static readonly Comparer<(DateTime Created, string Key)> OldestFirst = Comparer<(DateTime Created, string Key)>.Create((a, b) =>
        a.Created != b.Created ? a.Created.CompareTo(b.Created) : string.CompareOrdinal(a.Key, b.Key));

    /// <summary>Why the Tenant's quota of shards does not admit the stream, as a sentence that says what to do; null if it does.</summary>
    /// <param name="stream">The stream in question.</param>
    /// <param name="all">All streams of the tenant's namespaces; the one in question may be among them.</param>
    /// <param name="tenant">The tenant.</param>
    public static string? Objection(DataStream stream, IEnumerable<DataStream> all, TenantContext tenant) =>
        Objection(stream, all, Shards, tenant.Spec.Quota.Shards, "shards", "shards", tenant);

    /// <summary>Why the Tenant's quota of cache nodes does not admit the cache, as a sentence that says what to do; null if it does.</summary>
    /// <param name="cache">The cache in question.</param>
    /// <param name="all">All caches of the tenant's namespaces; the one in question may be among them.</param>
    /// <param name="tenant">The tenant.</param>
    public static string? Objection(DataCache cache, IEnumerable<DataCache> all, TenantContext tenant) =>
        Objection(cache, all, Nodes, tenant.Spec.Quota.CacheNodes, "cacheNodes", "cache nodes", tenant);

    private static int Shards(DataStream stream) => stream.Spec.Shards ?? 0;

    private static int Nodes(DataCache cache) => 1 + cache.Spec.ReplicasPerPrimary;

    private static string? Objection<T>(
        T resource, IEnumerable<T> all, Func<T, int> amount, int? quota, string field, string what, TenantContext tenant)
        where T : class, IPlatformResource
    {
        if (quota is not { } limit || amount(resource) == 0)
            return null;
        var others = all.Where(other => other.Metadata.Uid != resource.Metadata.Uid && OldestFirst.Compare(Age(other), Age(resource)) < 0).Sum(amount);
        return others + amount(resource) <= limit
            ? null
            : $"Tenant {tenant.Name} may have {limit} {what} (spec.quota.{field}); older resources take {others} and this one asks for {amount(resource)}. Lower it, delete others or ask a cluster administrator for more.";
    }

    private static (DateTime Created, string Key) Age(IKubernetesObject<V1ObjectMeta> item) =>
        (item.Metadata.CreationTimestamp ?? DateTime.MaxValue, $"{item.Metadata.NamespaceProperty}/{item.Metadata.Name}");
}
