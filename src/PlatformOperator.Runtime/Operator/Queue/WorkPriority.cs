namespace KubeOps.Operator.Queue;

/// <summary>What goes first when there is more work than workers.</summary>
internal enum WorkPriority
{
    /// <summary>Something that is looked at again although nothing is known to have changed.</summary>
    Resync,

    /// <summary>Something that a user, or the world, changed.</summary>
    Change,
}
