using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>ElastiCache replication groups that custom resources ask for.</summary>
public static class Caches
{
    /// <summary>Port of every cache.</summary>
    public const int Port = 6379;

    /// <summary>The replication group of a DataCache.</summary>
    /// <param name="cache">The custom resource.</param>
    /// <param name="tenant">The tenant of its namespace.</param>
    /// <param name="settings">The installation's settings.</param>
    /// <param name="keyArn">ARN of the tenant's key for caches.</param>
    public static CacheSpec For(DataCache cache, TenantContext tenant, InstallationSettings settings, string keyArn)
    {
        var spec = cache.Spec;
        var (@namespace, name) = (cache.Metadata.NamespaceProperty!, cache.Metadata.Name);
        var owner = new Owner(settings.Installation, tenant.Name, nameof(DataCache), @namespace, name, "cache");
        return new CacheSpec(
            owner, Names.ReplicationGroup(owner), $"DataCache {@namespace}/{name} of tenant {tenant.Name}", spec.Engine, spec.EngineVersion,
            spec.NodeType, spec.ReplicasPerPrimary, spec.SnapshotRetentionDays, spec.MaintenanceWindow, keyArn,
            Sorted(tenant.Network.SubnetIds), Sorted(tenant.Network.SecurityGroupIds), Tags.For(owner, tenant.Tags));
    }

    /// <summary>Name of the Secret that holds the auth token of a DataCache.</summary>
    public static string AuthTokenSecret(DataCache cache) => Names.Child(cache.Metadata.Name, "auth");

    private static string[] Sorted(IEnumerable<string>? values) => [.. (values ?? []).Order(StringComparer.Ordinal)];
}
