using k8s;
using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Queue;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Controllers;

/// <summary>
/// Wakes what waits for a resource when that resource's status changed: a Tenant's resources, what refers to a key, a pipeline whose parts came up.
/// It spares them from asking again and again.
/// </summary>
public sealed class Dependents(
    IKubernetesClient client, EntityQueue<EncryptionKey> keys, EntityQueue<TenantBucket> buckets, EntityQueue<DataStream> streams,
    EntityQueue<DataCache> caches, EntityQueue<DataPipeline> pipelines)
{
    /// <summary>Wakes what depends on this resource.</summary>
    public Task WakeAsync(IKubernetesObject<V1ObjectMeta> changed, CancellationToken cancellationToken) => changed switch
    {
        Tenant tenant => WakeTenantAsync(tenant, cancellationToken),
        EncryptionKey key => WakeNamespaceAsync(key.Metadata.NamespaceProperty!, cancellationToken),
        _ => WakeUserAndUsedAsync(changed, cancellationToken),
    };

    /// <summary>Wakes the pipeline that an object belongs to, if it belongs to one.</summary>
    public async Task WakePipelineAsync(IKubernetesObject<V1ObjectMeta> part, CancellationToken cancellationToken)
    {
        if (part.GetLabel(Annotations.PipelineLabel) is { } name)
            await EnqueueAsync(
                pipelines,
                new DataPipeline { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = part.Metadata.NamespaceProperty } },
                cancellationToken);
    }

    /// <summary>A resource that goes may have been the last that held a key back.</summary>
    private async Task WakeUserAndUsedAsync(IKubernetesObject<V1ObjectMeta> changed, CancellationToken cancellationToken)
    {
        await WakePipelineAsync(changed, cancellationToken);
        if (changed.Metadata.DeletionTimestamp is not null && changed is not DataPipeline)
            await WakeAllAsync(keys, changed.Metadata.NamespaceProperty!, cancellationToken);
    }

    private async Task WakeTenantAsync(Tenant tenant, CancellationToken cancellationToken)
    {
        foreach (var @namespace in tenant.Status?.Namespaces ?? [])
        {
            await WakeAllAsync(keys, @namespace, cancellationToken);
            await WakeAllAsync(pipelines, @namespace, cancellationToken);
            await WakeNamespaceAsync(@namespace, cancellationToken);
        }
    }

    private async Task WakeNamespaceAsync(string @namespace, CancellationToken cancellationToken)
    {
        await WakeAllAsync(buckets, @namespace, cancellationToken);
        await WakeAllAsync(streams, @namespace, cancellationToken);
        await WakeAllAsync(caches, @namespace, cancellationToken);
    }

    private async Task WakeAllAsync<TEntity>(EntityQueue<TEntity> queue, string @namespace, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        foreach (var entity in await client.ListAsync<TEntity>(@namespace, cancellationToken: cancellationToken))
            await EnqueueAsync(queue, entity, cancellationToken);
    }

    private static Task<bool> EnqueueAsync<TEntity>(EntityQueue<TEntity> queue, TEntity entity, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        queue(entity, ReconciliationType.Modified, ReconciliationTriggerSource.Operator, TimeSpan.Zero, retryCount: 0, cancellationToken);
}
