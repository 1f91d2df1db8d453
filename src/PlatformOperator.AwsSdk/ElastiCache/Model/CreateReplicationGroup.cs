using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.CreateReplicationGroupAsync"/>.</summary>
public class CreateReplicationGroupRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Description.</summary>
    public string? ReplicationGroupDescription { get; set; }

    /// <summary>Cache cluster that is or becomes the primary.</summary>
    public string? PrimaryClusterId { get; set; }

    /// <summary>Whether a replica takes over when the primary fails.</summary>
    public bool? AutomaticFailoverEnabled { get; set; }

    /// <summary>Whether replicas are kept in other availability zones.</summary>
    public bool? MultiAZEnabled { get; set; }

    /// <summary>Number of nodes, the primary included; without shards only.</summary>
    public int? NumCacheClusters { get; set; }

    /// <summary>Availability zones of the nodes.</summary>
    [QueryList("AvailabilityZone")]
    public List<string>? PreferredCacheClusterAZs { get; set; }

    /// <summary>Number of shards.</summary>
    public int? NumNodeGroups { get; set; }

    /// <summary>Replicas in each shard, 0 to 5.</summary>
    public int? ReplicasPerNodeGroup { get; set; }

    /// <summary>Node type, for instance <c>cache.t4g.micro</c>.</summary>
    public string? CacheNodeType { get; set; }

    /// <summary><c>valkey</c> or <c>redis</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>Version of the engine.</summary>
    public string? EngineVersion { get; set; }

    /// <summary>Parameter group.</summary>
    public string? CacheParameterGroupName { get; set; }

    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }

    /// <summary>Cache security groups; outside a VPC only.</summary>
    [QueryList("CacheSecurityGroupName")]
    public List<string>? CacheSecurityGroupNames { get; set; }

    /// <summary>VPC security groups.</summary>
    [QueryList("SecurityGroupId")]
    public List<string>? SecurityGroupIds { get; set; }

    /// <summary>Tags.</summary>
    [QueryList("Tag")]
    public List<Tag>? Tags { get; set; }

    /// <summary>Snapshots in S3 to fill the group from.</summary>
    [QueryList("SnapshotArn")]
    public List<string>? SnapshotArns { get; set; }

    /// <summary>Snapshot to fill the group from.</summary>
    public string? SnapshotName { get; set; }

    /// <summary>Weekly window in UTC, <c>sun:05:00-sun:06:00</c>.</summary>
    public string? PreferredMaintenanceWindow { get; set; }

    /// <summary>TCP port.</summary>
    public int? Port { get; set; }

    /// <summary>SNS topic for notifications.</summary>
    public string? NotificationTopicArn { get; set; }

    /// <summary>Whether minor versions are upgraded without asking.</summary>
    public bool? AutoMinorVersionUpgrade { get; set; }

    /// <summary>Days that automatic snapshots are kept; 0 takes none.</summary>
    public int? SnapshotRetentionLimit { get; set; }

    /// <summary>Daily window in UTC, <c>05:00-09:00</c>.</summary>
    public string? SnapshotWindow { get; set; }

    /// <summary>Password, 16 to 128 characters; needs encryption in transit. A secret.</summary>
    public string? AuthToken { get; set; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool? TransitEncryptionEnabled { get; set; }

    /// <summary>Whether data on disk is encrypted.</summary>
    public bool? AtRestEncryptionEnabled { get; set; }

    /// <summary>KMS key of the encryption at rest.</summary>
    public string? KmsKeyId { get; set; }

    /// <summary>User groups.</summary>
    public List<string>? UserGroupIds { get; set; }

    /// <summary>Whether data may be moved to local SSD; r6gd nodes only.</summary>
    public bool? DataTieringEnabled { get; set; }

    /// <summary>Whether plain connections are still taken.</summary>
    public TransitEncryptionMode? TransitEncryptionMode { get; set; }

    /// <summary>Whether the group is sharded.</summary>
    public ClusterMode? ClusterMode { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.CreateReplicationGroupAsync"/>.</summary>
public class CreateReplicationGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The replication group.</summary>
    public ReplicationGroup? ReplicationGroup { get; set; }
}
