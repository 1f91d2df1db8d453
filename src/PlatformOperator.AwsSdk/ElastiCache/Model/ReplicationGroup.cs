namespace Amazon.ElastiCache.Model;

/// <summary>A replication group: a primary with replicas, or several such shards.</summary>
public class ReplicationGroup
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Description.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// <c>creating</c>, <c>available</c>, <c>modifying</c>, <c>deleting</c>, <c>create-failed</c> or <c>snapshotting</c>.
    /// </summary>
    public string? Status { get; set; }

    /// <summary>Changes that are yet to be applied, or null.</summary>
    public ReplicationGroupPendingModifiedValues? PendingModifiedValues { get; set; }

    /// <summary>Ids of the cache clusters, one per node.</summary>
    public List<string>? MemberClusters { get; set; }

    /// <summary>The shards; one if the group is not sharded.</summary>
    public List<NodeGroup>? NodeGroups { get; set; }

    /// <summary>Cache cluster that snapshots are taken from.</summary>
    public string? SnapshottingClusterId { get; set; }

    /// <summary>State of automatic failover.</summary>
    public AutomaticFailoverStatus? AutomaticFailover { get; set; }

    /// <summary>Whether replicas are kept in other availability zones.</summary>
    public MultiAZStatus? MultiAZ { get; set; }

    /// <summary>Endpoint for clients of a sharded group; null otherwise.</summary>
    public Endpoint? ConfigurationEndpoint { get; set; }

    /// <summary>Days that automatic snapshots are kept; 0 takes none.</summary>
    public int? SnapshotRetentionLimit { get; set; }

    /// <summary>Daily window in UTC, <c>05:00-09:00</c>.</summary>
    public string? SnapshotWindow { get; set; }

    /// <summary>Whether the group is sharded.</summary>
    public bool? ClusterEnabled { get; set; }

    /// <summary>Node type, for instance <c>cache.t4g.micro</c>.</summary>
    public string? CacheNodeType { get; set; }

    /// <summary>Whether a password is needed.</summary>
    public bool? AuthTokenEnabled { get; set; }

    /// <summary>When the password was last changed, UTC.</summary>
    public DateTime? AuthTokenLastModifiedDate { get; set; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool? TransitEncryptionEnabled { get; set; }

    /// <summary>Whether data on disk is encrypted.</summary>
    public bool? AtRestEncryptionEnabled { get; set; }

    /// <summary>KMS key of the encryption at rest.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>ARN.</summary>
    public string? ARN { get; set; }

    /// <summary>User groups.</summary>
    public List<string>? UserGroupIds { get; set; }

    /// <summary>When the group was created, UTC.</summary>
    public DateTime? ReplicationGroupCreateTime { get; set; }

    /// <summary>Whether data may be moved to local SSD.</summary>
    public DataTieringStatus? DataTiering { get; set; }

    /// <summary>Whether minor versions are upgraded without asking.</summary>
    public bool? AutoMinorVersionUpgrade { get; set; }

    /// <summary>Whether plain connections are still taken.</summary>
    public TransitEncryptionMode? TransitEncryptionMode { get; set; }

    /// <summary>Whether the group is sharded.</summary>
    public ClusterMode? ClusterMode { get; set; }

    /// <summary><c>valkey</c> or <c>redis</c>.</summary>
    public string? Engine { get; set; }
}

/// <summary>Changes to a replication group that are yet to be applied.</summary>
public class ReplicationGroupPendingModifiedValues
{
    /// <summary>Cache cluster that is or becomes the primary.</summary>
    public string? PrimaryClusterId { get; set; }

    /// <summary>Automatic failover after the change.</summary>
    public PendingAutomaticFailoverStatus? AutomaticFailoverStatus { get; set; }

    /// <summary>What happens to the password.</summary>
    public AuthTokenUpdateStatus? AuthTokenStatus { get; set; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool? TransitEncryptionEnabled { get; set; }

    /// <summary>Whether plain connections are still taken.</summary>
    public TransitEncryptionMode? TransitEncryptionMode { get; set; }

    /// <summary>Whether the group is sharded.</summary>
    public ClusterMode? ClusterMode { get; set; }
}

/// <summary>A shard.</summary>
public class NodeGroup
{
    /// <summary>Id of the shard.</summary>
    public string? NodeGroupId { get; set; }

    /// <summary>Status, for instance <c>available</c>.</summary>
    public string? Status { get; set; }

    /// <summary>Endpoint of the primary.</summary>
    public Endpoint? PrimaryEndpoint { get; set; }

    /// <summary>Endpoint that spreads reads over the replicas.</summary>
    public Endpoint? ReaderEndpoint { get; set; }

    /// <summary>Range of hash slots.</summary>
    public string? Slots { get; set; }

    /// <summary>Nodes of the shard.</summary>
    public List<NodeGroupMember>? NodeGroupMembers { get; set; }
}

/// <summary>A node of a shard.</summary>
public class NodeGroupMember
{
    /// <summary>Id of the cache cluster.</summary>
    public string? CacheClusterId { get; set; }

    /// <summary>Id of the node in its cache cluster.</summary>
    public string? CacheNodeId { get; set; }

    /// <summary>Endpoint of the node.</summary>
    public Endpoint? ReadEndpoint { get; set; }

    /// <summary>Availability zone.</summary>
    public string? PreferredAvailabilityZone { get; set; }

    /// <summary><c>primary</c> or <c>replica</c>.</summary>
    public string? CurrentRole { get; set; }
}

/// <summary>A host name and port.</summary>
public class Endpoint
{
    /// <summary>Host name.</summary>
    public string? Address { get; set; }

    /// <summary>TCP port.</summary>
    public int? Port { get; set; }
}
