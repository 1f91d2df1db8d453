namespace KubeOps.Abstractions.Builder;

/// <summary>Which changes of an entity lead to a reconciliation.</summary>
public enum ReconcileStrategy
{
    /// <summary>Those of generation, labels, annotations, finalizers and deletion, and not those of status and managed fields.</summary>
    ByGeneration,

    /// <summary>Every write to the API server.</summary>
    ByResourceVersion,
}
