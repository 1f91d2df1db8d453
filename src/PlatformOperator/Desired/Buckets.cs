using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>S3 buckets that custom resources ask for.</summary>
public static class Buckets
{
    private const string Part = "bucket";

    /// <summary>The bucket of a TenantBucket.</summary>
    /// <param name="bucket">The custom resource.</param>
    /// <param name="tenant">The tenant of its namespace.</param>
    /// <param name="settings">The installation's settings.</param>
    /// <param name="keyArn">ARN of the key that <c>encryption.keyRef</c> or the tenant gives.</param>
    public static BucketSpec For(TenantBucket bucket, TenantContext tenant, InstallationSettings settings, string keyArn)
    {
        var spec = bucket.Spec;
        var owner = OwnerOf(bucket, tenant, settings);
        var name = Name(bucket, tenant, settings);
        return new BucketSpec(
            owner, name, tenant.AccountId, tenant.Region, keyArn, spec.Versioning == BucketVersioning.Enabled, Lifecycle(spec.Lifecycle),
            Policies.Bucket(tenant.Region, name, keyArn),
            Tags.For(owner, tenant.Tags, spec.Tags, spec.Zone.ToString().ToLowerInvariant()), spec.Adopt, spec.EmptyOnDelete);
    }

    /// <summary>Name of the bucket of a TenantBucket: the explicit one, else computed.</summary>
    public static string Name(TenantBucket bucket, TenantContext tenant, InstallationSettings settings) =>
        bucket.Spec.BucketName ?? Names.Bucket(OwnerOf(bucket, tenant, settings), tenant.AccountId, tenant.Region);

    /// <summary>Why the Tenant does not let the TenantBucket have its <c>bucketName</c>, as a sentence that says what to do; null if it does.</summary>
    /// <param name="bucket">The custom resource.</param>
    /// <param name="tenant">The tenant of its namespace.</param>
    /// <param name="foreignPrefixes">Prefixes of all other Tenants: where two overlap, names under the longer one are its Tenant's.</param>
    public static string? Objection(TenantBucket bucket, TenantContext tenant, IEnumerable<string> foreignPrefixes)
    {
        if (bucket.Spec.BucketName is not { } name)
            return null;
        if (bucket.Spec.Adopt)
        {
            return tenant.Spec.Aws.Adoptable?.Contains(name) == true
                ? null
                : $"Bucket {name} is not in spec.aws.adoptable of Tenant {tenant.Name}; ask a cluster administrator to add it.";
        }
        if (tenant.Spec.Aws.BucketPrefixes is not { Count: > 0 } prefixes)
            return $"Tenant {tenant.Name} has no spec.aws.bucketPrefixes, so bucketName cannot be chosen; leave it out or ask a cluster administrator for a prefix.";
        if (name.StartsWith(Names.Prefix, StringComparison.Ordinal))
            return $"Bucket names that start with {Names.Prefix} are those that the operator computes. Choose another bucketName, or leave it out.";
        if (prefixes.Where(prefix => name.StartsWith(prefix, StringComparison.Ordinal)).MaxBy(prefix => prefix.Length) is not { } own)
            return $"Bucket name {name} must start with one of spec.aws.bucketPrefixes of Tenant {tenant.Name}: {string.Join(", ", prefixes)}.";
        return foreignPrefixes.FirstOrDefault(prefix => prefix.Length > own.Length && name.StartsWith(prefix, StringComparison.Ordinal)) is { } foreign
            ? $"Bucket name {name} starts with {foreign}, which is a bucket prefix of another Tenant. Choose another bucketName."
            : null;
    }

    private static Owner OwnerOf(TenantBucket bucket, TenantContext tenant, InstallationSettings settings) => new(
        settings.Installation, tenant.Name, nameof(TenantBucket), bucket.Metadata.NamespaceProperty!, bucket.Metadata.Name, Part);

    private static LifecycleRuleSpec[] Lifecycle(BucketLifecycle lifecycle)
    {
        var transitions = (lifecycle.Transitions ?? []).Select(step => new TransitionSpec(step.AfterDays, step.StorageClass)).ToArray();
        var uploads = new LifecycleRuleSpec("uploads", "", [], null, null, lifecycle.AbortIncompleteUploadsAfterDays);
        return transitions.Length == 0 && lifecycle.ExpireAfterDays is null && lifecycle.NoncurrentExpireAfterDays is null
            ? [uploads]
            : [new("objects", lifecycle.Prefix, transitions, lifecycle.ExpireAfterDays, lifecycle.NoncurrentExpireAfterDays, null), uploads];
    }
}
