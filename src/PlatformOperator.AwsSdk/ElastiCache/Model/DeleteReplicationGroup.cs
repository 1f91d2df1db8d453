using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.DeleteReplicationGroupAsync"/>.</summary>
public class DeleteReplicationGroupRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Whether to keep the primary as a cache cluster of its own.</summary>
    public bool? RetainPrimaryCluster { get; set; }

    /// <summary>Name of a last snapshot to take; without it none is taken.</summary>
    public string? FinalSnapshotIdentifier { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.DeleteReplicationGroupAsync"/>.</summary>
public class DeleteReplicationGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The replication group.</summary>
    public ReplicationGroup? ReplicationGroup { get; set; }
}
