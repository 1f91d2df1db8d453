using k8s;
using k8s.Models;

namespace KubeOps.Abstractions.Entities;

/// <summary>Limits a controller to the entities with certain labels.</summary>
public interface IEntityLabelSelector<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The label selector, or null for all entities.</summary>
    ValueTask<string?> GetLabelSelectorAsync(CancellationToken cancellationToken);
}

/// <summary>Limits a controller to the entities with certain field values.</summary>
public interface IEntityFieldSelector<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>The field selector, or null for all entities.</summary>
    ValueTask<string?> GetFieldSelectorAsync(CancellationToken cancellationToken);
}
