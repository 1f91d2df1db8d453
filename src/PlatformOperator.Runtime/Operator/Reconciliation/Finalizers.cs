using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace KubeOps.Operator.Reconciliation;

/// <summary>A finalizer of the operator.</summary>
/// <param name="Identifier">The text in <c>metadata.finalizers</c>.</param>
/// <param name="Implementation">The class that cleans up.</param>
internal sealed record FinalizerRegistration<TEntity>(string Identifier, Type Implementation)
    where TEntity : IKubernetesObject<V1ObjectMeta>;

/// <summary>Writes <c>metadata.finalizers</c> and nothing else, and only onto the version that was read: others have finalizers in that list too.</summary>
internal static class Finalizers
{
    public static async Task<TEntity> AttachAsync<TEntity>(
        IKubernetesClient client, TEntity entity, IReadOnlyCollection<string> identifiers, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var missing = identifiers.Where(identifier => !entity.HasFinalizer(identifier)).ToList();
        return missing.Count == 0
            ? entity
            : await WriteAsync(client, entity, [.. entity.Finalizers() ?? [], .. missing], cancellationToken);
    }

    /// <summary>Takes the finalizer off. When it was the last, the API server may let the entity go; what comes back is then its last state.</summary>
    public static async Task<TEntity> DetachAsync<TEntity>(
        IKubernetesClient client, TEntity entity, string identifier, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var others = (entity.Finalizers() ?? []).Where(finalizer => !string.Equals(finalizer, identifier, StringComparison.Ordinal)).ToList();
        try
        {
            return await WriteAsync(client, entity, others, cancellationToken);
        }
        catch (HttpOperationException error) when (error.Response?.StatusCode == HttpStatusCode.NotFound)
        {
            entity.RemoveFinalizer(identifier);
            return entity;
        }
    }

    private static Task<TEntity> WriteAsync<TEntity>(
        IKubernetesClient client, TEntity entity, List<string> finalizers, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var metadata = new Dictionary<string, object> { ["resourceVersion"] = entity.ResourceVersion(), ["finalizers"] = finalizers };
        var patch = new V1Patch(new Dictionary<string, object> { ["metadata"] = metadata }, V1Patch.PatchType.MergePatch);
        return client.PatchAsync<TEntity>(patch, entity.Name(), entity.Namespace(), cancellationToken: cancellationToken);
    }
}
