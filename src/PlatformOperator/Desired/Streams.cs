using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>Kinesis streams that custom resources ask for.</summary>
public static class Streams
{
    /// <summary>The stream of a DataStream.</summary>
    /// <param name="stream">The custom resource.</param>
    /// <param name="tenant">The tenant of its namespace.</param>
    /// <param name="settings">The installation's settings.</param>
    /// <param name="keyArn">ARN of the key that <c>encryption.keyRef</c> or the tenant gives.</param>
    public static StreamSpec For(DataStream stream, TenantContext tenant, InstallationSettings settings, string keyArn)
    {
        var spec = stream.Spec;
        var owner = OwnerOf(stream, tenant, settings);
        return new StreamSpec(
            owner, Names.Stream(owner), spec.Mode == StreamMode.Provisioned ? spec.Shards : null, spec.RetentionHours, keyArn,
            [.. (spec.ShardLevelMetrics ?? []).Select(metric => metric.ToString()).Order(StringComparer.Ordinal)],
            Tags.For(owner, tenant.Tags));
    }

    /// <summary>Name of the stream of a DataStream.</summary>
    public static string Name(DataStream stream, TenantContext tenant, InstallationSettings settings) =>
        Names.Stream(OwnerOf(stream, tenant, settings));

    private static Owner OwnerOf(DataStream stream, TenantContext tenant, InstallationSettings settings) => new(
        settings.Installation, tenant.Name, nameof(DataStream), stream.Metadata.NamespaceProperty!, stream.Metadata.Name, "stream");
}
