using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Entities;
using KubeOps.KubernetesClient;

namespace KubeOps.Operator.Informer;

/// <summary>The entities of a controller at the API server: those in the watched namespace that its selectors name.</summary>
internal sealed class ApiEntitySource<TEntity>(
    IKubernetesClient client,
    OperatorSettings settings,
    IEntityLabelSelector<TEntity>? labels,
    IEntityFieldSelector<TEntity>? fields) : IEntitySource<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    // Big enough for few requests, small enough for the API server's memory; kubectl pages by the same number.
    private const int PageSize = 500;

    public async Task<EntityList<TEntity>> ListPageAsync(string? continueToken, CancellationToken cancellationToken)
    {
        var (labelSelector, fieldSelector) = await SelectorsAsync(cancellationToken);
        return await client.ListPageAsync<TEntity>(settings.Namespace, labelSelector, fieldSelector, PageSize, continueToken, cancellationToken);
    }

    public async IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync(
        string resourceVersion, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (labelSelector, fieldSelector) = await SelectorsAsync(cancellationToken);
        var events = client.WatchAsync<TEntity>(
            settings.Namespace, resourceVersion, labelSelector, fieldSelector, allowWatchBookmarks: true, cancellationToken);
        await foreach (var change in events)
            yield return change;
    }

    private async ValueTask<(string? Labels, string? Fields)> SelectorsAsync(CancellationToken cancellationToken) =>
        (labels is null ? null : await labels.GetLabelSelectorAsync(cancellationToken),
            fields is null ? null : await fields.GetFieldSelectorAsync(cancellationToken));
}
