using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Planning;

/// <summary>What a custom resource would say once it is done, as far as others build on it. What only AWS decides has a stand-in.</summary>
internal static class ExpectedStatus
{
    private const string Unknown = "known-after-apply";

    /// <summary>Fills in what is not known yet.</summary>
    /// <param name="resource">The resource, after it was planned for.</param>
    /// <param name="tenant">Its tenant.</param>
    /// <param name="now">The time.</param>
    public static void Fill(IPlatformResource resource, TenantContext tenant, DateTimeOffset now)
    {
        var keys = Keys(tenant);
        switch (resource)
        {
            case Tenant planned:
                planned.Status.Keys = keys;
                break;
            case EncryptionKey key:
                key.Status.KeyArn ??= UnknownKey(tenant);
                break;
            case TenantBucket bucket:
                bucket.Status.KeyArn ??= keys.Storage;
                break;
            case DataStream stream:
                stream.Status.KeyArn ??= keys.Stream;
                break;
            case DataCache cache:
                (cache.Status.Endpoint, cache.Status.Port) = (cache.Status.Endpoint ?? Unknown, cache.Status.Port ?? Caches.Port);
                break;
        }

        resource.CommonStatus.ObservedGeneration = resource.Metadata.Generation;
        resource.CommonStatus.SetReady(true, Reasons.Planned, "It would be ready.", now.UtcDateTime, resource.Metadata.Generation);
    }

    private static TenantKeys Keys(TenantContext tenant) => new()
    {
        Storage = tenant.Keys.Storage ?? UnknownKey(tenant),
        Stream = tenant.Keys.Stream ?? UnknownKey(tenant),
        Cache = tenant.Keys.Cache ?? UnknownKey(tenant),
    };

    private static string UnknownKey(TenantContext tenant) => Arns.Kms(tenant.Region, tenant.AccountId, $"key/{Unknown}");
}
