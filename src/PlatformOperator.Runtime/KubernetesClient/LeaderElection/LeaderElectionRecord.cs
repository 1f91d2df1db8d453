namespace k8s.LeaderElection;

/// <summary>Who leads and until when.</summary>
public record LeaderElectionRecord
{
    /// <summary>The leader; empty when the last one let go.</summary>
    public string? HolderIdentity { get; set; }

    /// <summary>Seconds that the others wait after each renewal that they see.</summary>
    public int LeaseDurationSeconds { get; set; }

    /// <summary>When the leader began to lead, by its own clock.</summary>
    public DateTime? AcquireTime { get; set; }

    /// <summary>When the leader last said that it leads, by its own clock.</summary>
    public DateTime? RenewTime { get; set; }

    /// <summary>How often the leader changed.</summary>
    public int LeaderTransitions { get; set; }
}
