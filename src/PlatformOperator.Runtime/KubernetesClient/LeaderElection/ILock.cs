namespace k8s.LeaderElection;

/// <summary>The object that candidates compete for.</summary>
public interface ILock
{
    /// <summary>Who this candidate is; no two may share it.</summary>
    string Identity { get; }

    /// <summary>What the object says, or null when there is none.</summary>
    Task<LeaderElectionRecord?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Makes the object; false when somebody else was faster.</summary>
    Task<bool> CreateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default);

    /// <summary>Changes the object as it was last seen; false when somebody else changed it since.</summary>
    Task<bool> UpdateAsync(LeaderElectionRecord record, CancellationToken cancellationToken = default);

    /// <summary>The object's name, for messages.</summary>
    string Describe();
}
