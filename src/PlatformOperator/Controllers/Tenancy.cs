using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>The Tenant that owns a namespace, and the AWS identity that its resources are served with.</summary>
/// <param name="Tenant">The Tenant.</param>
/// <param name="Context">What desired state needs to know of it.</param>
/// <param name="Identity">Account, region and role.</param>
public sealed record Tenancy(Tenant Tenant, TenantContext Context, AwsIdentity Identity)
{
    /// <summary>Finds the Tenant of a resource's namespace. The namespace's label names it, and its status must confirm that it owns the namespace.</summary>
    /// <exception cref="BlockedException">No Tenant owns the namespace, or it is going and the resource is not.</exception>
    public static async Task<Tenancy> OfAsync(IPlatformResource resource, ControllerServices services, CancellationToken cancellationToken)
    {
        var @namespace = resource.Metadata.NamespaceProperty!;
        var home = await services.Kubernetes.GetAsync<V1Namespace>(@namespace, cancellationToken: cancellationToken);
        var name = home?.GetLabel(Annotations.TenantLabel);
        var tenant = name is null ? null : await services.Kubernetes.GetAsync<Tenant>(name, cancellationToken: cancellationToken);
        if (tenant is null || tenant.Status?.Namespaces?.Contains(@namespace) != true)
        {
            throw new BlockedException(
                Reasons.NamespaceWithoutTenant,
                $"No Tenant owns namespace {@namespace}, so nothing is created in AWS. Have a cluster administrator add it to spec.namespaces of a Tenant.");
        }

        if (home!.Metadata.DeletionTimestamp is not null && resource.Metadata.DeletionTimestamp is null)
            throw new BlockedException(
                Reasons.NamespaceTerminating, $"Namespace {@namespace} is being deleted, so nothing is created or changed for what is in it.");
        return Of(tenant, services.Installation);
    }

    /// <summary>All resources of a kind in the tenant's namespaces.</summary>
    public async Task<IReadOnlyList<TEntity>> ListAsync<TEntity>(IKubernetesClient client, CancellationToken cancellationToken)
        where TEntity : IPlatformResource
    {
        var all = new List<TEntity>();
        foreach (var home in Tenant.Status.Namespaces ?? [])
            all.AddRange(await client.ListAsync<TEntity>(home, cancellationToken: cancellationToken));
        return all;
    }

    /// <summary>The tenancy of a Tenant's own resources.</summary>
    public static Tenancy Of(Tenant tenant, InstallationSettings installation)
    {
        var context = TenantContext.Of(tenant, installation);
        return new Tenancy(tenant, context, new AwsIdentity(context.AccountId, context.Region, tenant.Spec.Aws.RoleArn, tenant.Spec.Aws.ExternalId));
    }
}
