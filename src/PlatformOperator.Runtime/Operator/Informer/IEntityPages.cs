using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities;

namespace KubeOps.Operator.Informer;

/// <summary>Lists page by page with the version of the list, which a watch goes on from and which the official client's list leaves out.</summary>
internal interface IEntityPages
{
    /// <summary>One page; a null token asks for the first.</summary>
    Task<EntityList<TEntity>> ListPageAsync<TEntity>(
        string? @namespace, string? labelSelector, string? fieldSelector, int limit, string? continueToken, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>;
}
