using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.ModifyReplicationGroupAsync"/>.</summary>
public class ModifyReplicationGroupRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Description.</summary>
    public string? ReplicationGroupDescription { get; set; }

    /// <summary>Cache cluster that is or becomes the primary.</summary>
    public string? PrimaryClusterId { get; set; }

    /// <summary>Cache cluster that snapshots are taken from.</summary>
    public string? SnapshottingClusterId { get; set; }

    /// <summary>Whether a replica takes over when the primary fails.</summary>
    public bool? AutomaticFailoverEnabled { get; set; }

    /// <summary>Whether replicas are kept in other availability zones.</summary>
    public bool? MultiAZEnabled { get; set; }

    /// <summary>Cache security groups; outside a VPC only.</summary>
    [QueryList("CacheSecurityGroupName")]
    public List<string>? CacheSecurityGroupNames { get; set; }

    /// <summary>VPC security groups.</summary>
    [QueryList("SecurityGroupId")]
    public List<string>? SecurityGroupIds { get; set; }

    /// <summary>Weekly window in UTC, <c>sun:05:00-sun:06:00</c>.</summary>
    public string? PreferredMaintenanceWindow { get; set; }

    /// <summary>SNS topic for notifications.</summary>
    public string? NotificationTopicArn { get; set; }

    /// <summary>Parameter group.</summary>
    public string? CacheParameterGroupName { get; set; }

    /// <summary><c>active</c> or <c>inactive</c>.</summary>
    public string? NotificationTopicStatus { get; set; }

    /// <summary>Whether to apply the change now and not in the maintenance window.</summary>
    public bool? ApplyImmediately { get; set; }

    /// <summary><c>valkey</c> or <c>redis</c>.</summary>
    public string? Engine { get; set; }

    /// <summary>Version of the engine.</summary>
    public string? EngineVersion { get; set; }

    /// <summary>Whether minor versions are upgraded without asking.</summary>
    public bool? AutoMinorVersionUpgrade { get; set; }

    /// <summary>Days that automatic snapshots are kept; 0 takes none.</summary>
    public int? SnapshotRetentionLimit { get; set; }

    /// <summary>Daily window in UTC, <c>05:00-09:00</c>.</summary>
    public string? SnapshotWindow { get; set; }

    /// <summary>Node type, for instance <c>cache.t4g.micro</c>.</summary>
    public string? CacheNodeType { get; set; }

    /// <summary>Password, 16 to 128 characters; needs encryption in transit. A secret.</summary>
    public string? AuthToken { get; set; }

    /// <summary>
    /// What to do with the password: <c>ROTATE</c> keeps the old one valid beside the new, <c>SET</c> leaves the new one alone.
    /// </summary>
    public AuthTokenUpdateStrategyType? AuthTokenUpdateStrategy { get; set; }

    /// <summary>User groups to add.</summary>
    public List<string>? UserGroupIdsToAdd { get; set; }

    /// <summary>User groups to remove.</summary>
    public List<string>? UserGroupIdsToRemove { get; set; }

    /// <summary>Whether to remove all user groups.</summary>
    public bool? RemoveUserGroups { get; set; }

    /// <summary>Whether connections are encrypted.</summary>
    public bool? TransitEncryptionEnabled { get; set; }

    /// <summary>Whether plain connections are still taken.</summary>
    public TransitEncryptionMode? TransitEncryptionMode { get; set; }

    /// <summary>Whether the group is sharded.</summary>
    public ClusterMode? ClusterMode { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.ModifyReplicationGroupAsync"/>.</summary>
public class ModifyReplicationGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The replication group.</summary>
    public ReplicationGroup? ReplicationGroup { get; set; }
}
