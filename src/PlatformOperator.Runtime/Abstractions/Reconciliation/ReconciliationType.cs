namespace KubeOps.Abstractions.Reconciliation;

/// <summary>Why an entity is reconciled.</summary>
public enum ReconciliationType
{
    /// <summary>It is new to the operator.</summary>
    Added,

    /// <summary>It changed, or is looked at again.</summary>
    Modified,

    /// <summary>It is gone from the API server.</summary>
    Deleted,
}

/// <summary>Who asked for a reconciliation.</summary>
public enum ReconciliationTriggerSource
{
    /// <summary>A change seen at the API server.</summary>
    ApiServer,

    /// <summary>The operator itself: a resync, a retry, a controller's wish.</summary>
    Operator,
}
