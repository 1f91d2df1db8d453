using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Overview;

/// <summary>Lists custom resources of all kinds.</summary>
internal static class PlatformResources
{
    /// <summary>Those that lie in namespaces: of one, or of all.</summary>
    /// <exception cref="HttpOperationException">The cluster refuses.</exception>
    public static async Task<IReadOnlyList<IPlatformResource>> InNamespacesAsync(
        IKubernetesClient client, string? @namespace, CancellationToken cancellationToken) =>
    [
        .. await ListAsync<DataPipeline>(client, @namespace, cancellationToken),
        .. await ListAsync<DataStream>(client, @namespace, cancellationToken),
        .. await ListAsync<DataCache>(client, @namespace, cancellationToken),
        .. await ListAsync<TenantBucket>(client, @namespace, cancellationToken),
        .. await ListAsync<EncryptionKey>(client, @namespace, cancellationToken),
    ];

    /// <summary>All Tenants.</summary>
    /// <exception cref="HttpOperationException">The cluster refuses.</exception>
    public static async Task<IReadOnlyList<IPlatformResource>> TenantsAsync(IKubernetesClient client, CancellationToken cancellationToken) =>
        [.. await ListAsync<Tenant>(client, null, cancellationToken)];

    private static async Task<IEnumerable<IPlatformResource>> ListAsync<TEntity>(
        IKubernetesClient client, string? @namespace, CancellationToken cancellationToken)
        where TEntity : IPlatformResource, IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return (await client.ListAsync<TEntity>(@namespace, cancellationToken: cancellationToken)).Cast<IPlatformResource>();
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return []; // Its definition is not there, and so no resource of the kind.
        }
    }
}
