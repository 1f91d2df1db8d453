namespace KubeOps.Abstractions.Builder;

/// <summary>Settings of an operator; made by <see cref="OperatorSettingsBuilder.Build"/>.</summary>
public sealed record OperatorSettings
{
    /// <summary>Name of the operator: in logs, Events, its meter, and (with <c>-leader</c>) its Lease.</summary>
    public required string Name { get; init; }

    /// <summary>The one namespace that is watched; null watches all.</summary>
    public string? Namespace { get; init; }

    /// <summary>How replicas agree on who works.</summary>
    public required LeaderElectionType LeaderElectionType { get; init; }

    /// <summary>How long a Lease is valid when it is not renewed.</summary>
    public required TimeSpan LeaderElectionLeaseDuration { get; init; }

    /// <summary>How long the leader tries to renew before it gives up.</summary>
    public required TimeSpan LeaderElectionRenewDeadline { get; init; }

    /// <summary>Pause between tries to take or renew the Lease.</summary>
    public required TimeSpan LeaderElectionRetryPeriod { get; init; }

    /// <summary>Registered finalizers are put on every entity before its first reconciliation.</summary>
    public required bool AutoAttachFinalizers { get; init; }

    /// <summary>A finalizer that succeeded is taken off the entity.</summary>
    public required bool AutoDetachFinalizers { get; init; }

    /// <summary>Which changes lead to a reconciliation.</summary>
    public required ReconcileStrategy ReconcileStrategy { get; init; }

    /// <summary>How much is reconciled at once, and how retries are spaced.</summary>
    public required ParallelReconciliationSettings ParallelReconciliation { get; init; }
}

/// <summary>How much is reconciled at once, and how retries are spaced.</summary>
public sealed record ParallelReconciliationSettings
{
    /// <summary>Most entities of one controller under reconciliation at the same time.</summary>
    public required int MaxParallelReconciliations { get; init; }

    /// <summary>Pause before the first retry after an error; it doubles with each further one, up to a cap.</summary>
    public required TimeSpan ErrorBackoffBase { get; init; }
}
