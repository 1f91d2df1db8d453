using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation;

namespace KubeOps.Operator.Informer;

/// <summary>A difference between what the store held and what the API server holds.</summary>
/// <param name="Type">What happened to the entity.</param>
/// <param name="Before">What the store held; null for a new entity.</param>
/// <param name="After">What it holds now; for a deletion the last known state.</param>
/// <param name="IsFirstList">Found by the first list: the entity is new to this process only.</param>
internal sealed record EntityChange<TEntity>(ReconciliationType Type, TEntity? Before, TEntity After, bool IsFirstList = false);

/// <summary>Tells changes that a controller must see from noise such as its own status writes.</summary>
internal static class ChangeFilter
{
    public static bool Matters(ReconcileStrategy strategy, V1ObjectMeta before, V1ObjectMeta after)
    {
        if (string.Equals(before.ResourceVersion, after.ResourceVersion, StringComparison.Ordinal))
            return false;
        // Kinds without a generation (ConfigMap, Secret, …) do not say whether it was their content that changed.
        if (strategy == ReconcileStrategy.ByResourceVersion || after.Generation is null or 0)
            return true;
        return before.Generation != after.Generation
            || before.DeletionTimestamp is null != after.DeletionTimestamp is null
            || !Same(before.Labels, after.Labels)
            || !Same(before.Annotations, after.Annotations)
            // One that was added holds a deletion back and changes nothing else; controllers add their own.
            || (before.Finalizers ?? []).Except(after.Finalizers ?? [], StringComparer.Ordinal).Any();
    }

    private static bool Same(IDictionary<string, string>? before, IDictionary<string, string>? after) =>
        (before?.Count ?? 0) == (after?.Count ?? 0)
        && (before is null || before.All(pair => after!.TryGetValue(pair.Key, out var value) && string.Equals(value, pair.Value, StringComparison.Ordinal)));
}
