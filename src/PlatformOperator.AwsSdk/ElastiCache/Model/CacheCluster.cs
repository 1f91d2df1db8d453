namespace Amazon.ElastiCache.Model;

/// <summary>A cache cluster: one node of a replication group.</summary>
public class CacheCluster
{
    /// <summary>Id of the cache cluster.</summary>
    public string? CacheClusterId { get; set; }

    /// <summary>Endpoint for clients of a sharded group; null otherwise.</summary>
    public Endpoint? ConfigurationEndpoint { get; set; }

    /// <summary>Node type, for instance <c>cache.t4g.micro</c>.</summary>
    public string? CacheNodeType { get; set; }

    /// <summary><c>valkey</c> or <c>redis</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>Version of the engine.</summary>
    public string? EngineVersion { get; set; }

    /// <summary>Status, for instance <c>available</c>.</summary>
    public string? CacheClusterStatus { get; set; }

    /// <summary>Number of nodes.</summary>
    public int? NumCacheNodes { get; set; }

    /// <summary>Availability zone.</summary>
    public string? PreferredAvailabilityZone { get; set; }

    /// <summary>When the cache cluster was created, UTC.</summary>
    public DateTime? CacheClusterCreateTime { get; set; }

    /// <summary>Weekly window in UTC, <c>sun:05:00-sun:06:00</c>.</summary>
    public string? PreferredMaintenanceWindow { get; set; }

    /// <summary>Changes that are yet to be applied, or null.</summary>
    public PendingModifiedValues? PendingModifiedValues { get; set; }

    /// <summary>Parameter group and whether it is in force.</summary>
    public CacheParameterGroupStatus? CacheParameterGroup { get; set; }

    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }

    /// <summary>The nodes, if asked for.</summary>
    public List<CacheNode>? CacheNodes { get; set; }

    /// <summary>Whether minor versions are upgraded without asking.</summary>
    public bool? AutoMinorVersionUpgrade { get; set; }

    /// <summary>VPC security groups.</summary>
    public List<SecurityGroupMembership>? SecurityGroups { get; set; }

    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Days that automatic snapshots are kept; 0 takes none.</summary>
    public int? SnapshotRetentionLimit { get; set; }

    /// <summary>Daily window in UTC, <c>05:00-09:00</c>.</summary>
    public string? SnapshotWindow { get; set; }

    /// <summary>Whether a password is needed.</summary>
    public bool? AuthTokenEnabled { get; set; }

    /// <summary>When the password was last changed, UTC.</summary>
    public DateTime? AuthTokenLastModifiedDate { get; set; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool? TransitEncryptionEnabled { get; set; }

    /// <summary>Whether data on disk is encrypted.</summary>
    public bool? AtRestEncryptionEnabled { get; set; }

    /// <summary>ARN.</summary>
    public string? ARN { get; set; }

    /// <summary>Whether plain connections are still taken.</summary>
    public TransitEncryptionMode? TransitEncryptionMode { get; set; }
}

/// <summary>Changes to a cache cluster that are yet to be applied.</summary>
public class PendingModifiedValues
{
    /// <summary>Number of nodes.</summary>
    public int? NumCacheNodes { get; set; }

    /// <summary>Nodes to be removed.</summary>
    public List<string>? CacheNodeIdsToRemove { get; set; }

    /// <summary>Version of the engine.</summary>
    public string? EngineVersion { get; set; }

    /// <summary>Node type, for instance <c>cache.t4g.micro</c>.</summary>
    public string? CacheNodeType { get; set; }

    /// <summary>What happens to the password.</summary>
    public AuthTokenUpdateStatus? AuthTokenStatus { get; set; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool? TransitEncryptionEnabled { get; set; }

    /// <summary>Whether plain connections are still taken.</summary>
    public TransitEncryptionMode? TransitEncryptionMode { get; set; }
}

/// <summary>Parameter group of a cache cluster.</summary>
public class CacheParameterGroupStatus
{
    /// <summary>Parameter group.</summary>
    public string? CacheParameterGroupName { get; set; }

    /// <summary>Whether the parameters are in force.</summary>
    public string? ParameterApplyStatus { get; set; }

    /// <summary>Nodes that must restart for the parameters.</summary>
    public List<string>? CacheNodeIdsToReboot { get; set; }
}

/// <summary>A node.</summary>
public class CacheNode
{
    /// <summary>Id of the node in its cache cluster.</summary>
    public string? CacheNodeId { get; set; }

    /// <summary>Status of the node.</summary>
    public string? CacheNodeStatus { get; set; }

    /// <summary>When the node was created, UTC.</summary>
    public DateTime? CacheNodeCreateTime { get; set; }

    /// <summary>Endpoint.</summary>
    public Endpoint? Endpoint { get; set; }

    /// <summary>Whether the parameter group is in force.</summary>
    public string? ParameterGroupStatus { get; set; }

    /// <summary>Availability zone.</summary>
    public string? CustomerAvailabilityZone { get; set; }
}

/// <summary>A VPC security group of a cache cluster.</summary>
public class SecurityGroupMembership
{
    /// <summary>Id of the security group.</summary>
    public string? SecurityGroupId { get; set; }

    /// <summary>Status, for instance <c>available</c>.</summary>
    public string? Status { get; set; }
}
