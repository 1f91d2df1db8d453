using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>What a resource needs to know of the Tenant that owns its namespace.</summary>
/// <param name="Name">Name of the Tenant.</param>
/// <param name="Region">Region of the tenant, the installation's where the Tenant names none.</param>
/// <param name="Spec">The Tenant's spec.</param>
/// <param name="Keys">ARNs of the tenant's keys, as far as they are there.</param>
/// <param name="Owned">Namespaces that the tenant has, which may be fewer than it claims.</param>
public sealed record TenantContext(string Name, string Region, TenantSpec Spec, TenantKeys Keys, IReadOnlyList<string> Owned)
{
    /// <summary>The context that a Tenant gives its resources.</summary>
    public static TenantContext Of(Tenant tenant, InstallationSettings settings) => new(
        tenant.Metadata.Name, tenant.Spec.Aws.Region ?? settings.DefaultRegion, tenant.Spec, tenant.Status.Keys ?? new TenantKeys(),
        [.. tenant.Status.Namespaces ?? []]);

    /// <summary>AWS account, twelve digits.</summary>
    public string AccountId => Spec.Aws.AccountId;

    /// <summary>Tags for every AWS resource of the tenant.</summary>
    public IDictionary<string, string>? Tags => Spec.Tags;

    /// <summary>Network of the tenant.</summary>
    public TenantNetwork Network => Spec.Network;

    /// <summary>Namespaces that the tenant claims.</summary>
    public IReadOnlyList<string> Namespaces => Spec.Namespaces is { Count: > 0 } named ? [.. named] : [Name];
}
