using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>Finds the KMS key that a resource is encrypted with: the one it refers to, else its tenant's.</summary>
/// <param name="services">What every controller needs.</param>
/// <param name="tenancy">Tenant of the resource.</param>
/// <param name="aws">AWS clients of the tenant.</param>
internal sealed class KeyResolver(ControllerServices services, Tenancy tenancy, AwsSession aws)
{
    /// <summary>
    /// ARN of the key; of a resource on its way out the key that it has, since the reference may be gone before it, or empty when it has none.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="keyRef">Name of an EncryptionKey in the same namespace, or null for the tenant's key.</param>
    /// <param name="knownArn">ARN of the key that the resource is known to have, or null.</param>
    /// <param name="tenantKeyArn">ARN of the tenant's key for this service, or null while it is being made.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BlockedException">The key does not exist or is not ready.</exception>
    public async Task<string> ResolveAsync(
        IPlatformResource resource, string? keyRef, string? knownArn, string? tenantKeyArn, CancellationToken cancellationToken)
    {
        if (resource.Metadata.DeletionTimestamp is not null)
            return knownArn ?? "";
        if (keyRef is null)
            return tenantKeyArn ?? throw new BlockedException(Reasons.TenantKeyNotReady, "The Tenant's KMS key is not ready yet; see the Tenant's conditions.");
        var @namespace = resource.Metadata.NamespaceProperty!;
        var key = await services.Kubernetes.GetAsync<EncryptionKey>(keyRef, @namespace, cancellationToken)
            ?? throw new BlockedException(
                Reasons.KeyNotFound, $"keyRef names EncryptionKey {keyRef}, which does not exist in namespace {@namespace}. Create it or correct the name.");
        var arn = key.Status.IsReadyAt(key.Metadata.Generation)
            ? await new KeyDriver(aws.Kms, aws.Tagging, services.Time, key.Status.KeyArn)
                .FindAsync(Keys.For(key, tenancy.Context, services.Installation), cancellationToken)
            : null;
        return arn ?? (services.PlansOnly ? key.Status.KeyArn : null)
            ?? throw new BlockedException(Reasons.KeyNotReady, $"EncryptionKey {keyRef} is not ready yet; see its conditions.");
    }
}
