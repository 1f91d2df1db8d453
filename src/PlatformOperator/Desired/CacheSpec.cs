namespace PlatformOperator.Desired;

/// <summary>An ElastiCache replication group, as it should be; always encrypted at rest and in transit, with an auth token.</summary>
/// <param name="Owner">Whom the cache belongs to.</param>
/// <param name="Id">Replication group id, at most 40 characters; its subnet group has the same name.</param>
/// <param name="Description">Free text shown in the ElastiCache console.</param>
/// <param name="Engine"><c>valkey</c> or <c>redis</c>.</param>
/// <param name="EngineVersion">Version asked for, or null for the service's default.</param>
/// <param name="NodeType">Node type, for instance <c>cache.t4g.micro</c>.</param>
/// <param name="ReplicasPerPrimary">Replicas, 0 to 5; from 1 on with automatic failover and multiple zones.</param>
/// <param name="SnapshotRetentionDays">Days that automatic snapshots are kept; 0 takes none.</param>
/// <param name="MaintenanceWindow">Weekly window, <c>sun:05:00-sun:06:00</c>, or null for the service's choice.</param>
/// <param name="KeyArn">ARN of the KMS key.</param>
/// <param name="SubnetIds">Subnets of the cache's subnet group, sorted.</param>
/// <param name="SecurityGroupIds">Security groups, sorted.</param>
/// <param name="Tags">All tags, the owner's included.</param>
public sealed record CacheSpec(
    Owner Owner, string Id, string Description, string Engine, string? EngineVersion, string NodeType, int ReplicasPerPrimary,
    int SnapshotRetentionDays, string? MaintenanceWindow, string KeyArn, IReadOnlyList<string> SubnetIds,
    IReadOnlyList<string> SecurityGroupIds, IReadOnlyDictionary<string, string> Tags) : ITagged;
