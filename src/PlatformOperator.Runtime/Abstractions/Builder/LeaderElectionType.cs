namespace KubeOps.Abstractions.Builder;

/// <summary>How replicas of the operator agree on who works.</summary>
public enum LeaderElectionType
{
    /// <summary>They do not: run one replica only.</summary>
    None = 0,

    /// <summary>One of them holds a Lease and does all the work.</summary>
    Single = 1,

    /// <summary>The application brings its own election (not supported here).</summary>
    Custom = 2,

    /// <summary>Work is divided by scope (not supported here).</summary>
    Scoped = 3,
}
