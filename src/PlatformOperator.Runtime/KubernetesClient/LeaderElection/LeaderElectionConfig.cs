namespace k8s.LeaderElection;

/// <summary>What candidates compete for, and in what rhythm.</summary>
public class LeaderElectionConfig
{
    /// <summary>With the usual rhythm of 15, 10 and 2 s.</summary>
    public LeaderElectionConfig(ILock @lock) => Lock = @lock;

    /// <summary>What candidates compete for.</summary>
    public ILock Lock { get; set; }

    /// <summary>How long others wait after the last renewal that they saw.</summary>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long the leader tries to renew before it gives up; shorter than the lease, so that it stops before another starts.</summary>
    public TimeSpan RenewDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest wait between two tries.</summary>
    public TimeSpan RetryPeriod { get; set; } = TimeSpan.FromSeconds(2);

    internal TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Randomness in [0, 1).</summary>
    internal Func<double> Random { get; set; } = System.Random.Shared.NextDouble;
}
