using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Reconciliation;

namespace KubeOps.Operator.Informer;

/// <summary>The newest known state of the entities that a controller watches. Only the informer writes it; nobody changes what it holds.</summary>
internal sealed class EntityStore<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    private readonly ConcurrentDictionary<EntityKey, TEntity> _entities = [];

    public int Count => _entities.Count;

    /// <summary>A copy of the entity that the caller may change; null when there is none.</summary>
    public TEntity? Copy(EntityKey key) => _entities.TryGetValue(key, out var entity) ? Clone(entity) : default;

    /// <summary>Takes over an entity as the watch tells it. An object of another uid under the same name is a deletion and a new entity.</summary>
    public IEnumerable<EntityChange<TEntity>> Put(TEntity entity, bool isFirstList = false)
    {
        // Half of an object's memory is the record of who wrote which field; an update without it leaves it as it is.
        entity.Metadata.ManagedFields = null;
        var key = EntityKey.Of(entity);
        _entities.TryGetValue(key, out var before);
        _entities[key] = entity;
        if (before is null)
            return [new(ReconciliationType.Added, default, entity, isFirstList)];
        if (!string.Equals(before.Uid(), entity.Uid(), StringComparison.Ordinal))
            return [new(ReconciliationType.Deleted, before, before), new(ReconciliationType.Added, default, entity)];
        return string.Equals(before.ResourceVersion(), entity.ResourceVersion(), StringComparison.Ordinal)
            ? []
            : [new(ReconciliationType.Modified, before, entity)];
    }

    /// <summary>The watch says that the entity is gone, with its last state.</summary>
    public IEnumerable<EntityChange<TEntity>> Remove(TEntity entity) =>
        _entities.TryRemove(EntityKey.Of(entity), out var before)
            ? [new(ReconciliationType.Deleted, before, entity)]
            : [];

    /// <summary>Takes over a complete list. What it does not name was deleted while nobody watched.</summary>
    public IReadOnlyList<EntityChange<TEntity>> Replace(IReadOnlyCollection<TEntity> entities, bool isFirstList)
    {
        var listed = entities.Select(entity => EntityKey.Of(entity)).ToHashSet();
        List<EntityChange<TEntity>> changes = [];
        foreach (var key in _entities.Keys.Where(key => !listed.Contains(key)).ToList())
        {
            if (_entities.TryRemove(key, out var gone))
                changes.Add(new(ReconciliationType.Deleted, gone, gone));
        }
        foreach (var entity in entities)
            changes.AddRange(Put(entity, isFirstList));
        return changes;
    }

    private static TEntity Clone(TEntity entity) => KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(entity));
}
