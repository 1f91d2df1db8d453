using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>KMS keys that custom resources ask for.</summary>
public static class Keys
{
    /// <summary>Part of a Tenant's key for buckets.</summary>
    public const string Storage = "storage";

    /// <summary>Part of a Tenant's key for streams.</summary>
    public const string Stream = "stream";

    /// <summary>Part of a Tenant's key for caches.</summary>
    public const string Cache = "cache";

    /// <summary>Part of a Tenant's one key for everything.</summary>
    public const string Shared = "shared";

    /// <summary>A tenant's keys: one shared, or one each for storage, stream and cache. The owner's part tells which.</summary>
    public static IReadOnlyList<KeySpec> For(Tenant tenant, InstallationSettings settings)
    {
        var context = TenantContext.Of(tenant, settings);
        string[] parts = tenant.Spec.Encryption.Keys == KeySharing.Shared ? [Shared] : [Storage, Stream, Cache];
        return [.. parts.Select(part => For(
            new Owner(settings.Installation, context.Name, nameof(Tenant), "", context.Name, part), context,
            part == Shared ? $"Encrypts the data of tenant {context.Name}" : $"Encrypts the {part} of tenant {context.Name}",
            tenant.Spec.Encryption.RotationPeriodDays, tenant.Spec.Encryption.DeletionWindowDays))];
    }

    /// <summary>The key of an EncryptionKey.</summary>
    public static KeySpec For(EncryptionKey key, TenantContext tenant, InstallationSettings settings)
    {
        var (@namespace, name) = (key.Metadata.NamespaceProperty!, key.Metadata.Name);
        return For(
            new Owner(settings.Installation, tenant.Name, nameof(EncryptionKey), @namespace, name, "key"), tenant,
            key.Spec.Description ?? $"EncryptionKey {@namespace}/{name} of tenant {tenant.Name}",
            key.Spec.RotationPeriodDays, key.Spec.DeletionWindowDays);
    }

    private static KeySpec For(Owner owner, TenantContext tenant, string description, int rotationPeriodDays, int deletionWindowDays) => new(
        owner, Names.KeyAlias(owner), description,
        Policies.Key(tenant.Region, tenant.AccountId, tenant.Spec.Encryption.Administrators),
        rotationPeriodDays, deletionWindowDays, Tags.For(owner, tenant.Tags));
}
