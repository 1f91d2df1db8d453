using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities;

namespace KubeOps.Operator.Informer;

/// <summary>Where an informer gets the entities of one controller from.</summary>
internal interface IEntitySource<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>One page of all entities; a null token asks for the first.</summary>
    Task<EntityList<TEntity>> ListPageAsync(string? continueToken, CancellationToken cancellationToken);

    /// <summary>What happens after the resource version, with bookmarks. Ends when the server closes the stream.</summary>
    IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync(string resourceVersion, CancellationToken cancellationToken);
}
