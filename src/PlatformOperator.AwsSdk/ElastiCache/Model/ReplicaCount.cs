using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.IncreaseReplicaCountAsync"/>.</summary>
public class IncreaseReplicaCountRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Replicas in each shard after the change.</summary>
    public int? NewReplicaCount { get; set; }

    /// <summary>Counts for single shards; without it all shards get the same.</summary>
    [QueryList("ConfigureShard")]
    public List<ConfigureShard>? ReplicaConfiguration { get; set; }

    /// <summary>Whether to apply the change now and not in the maintenance window.</summary>
    public bool? ApplyImmediately { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.IncreaseReplicaCountAsync"/>.</summary>
public class IncreaseReplicaCountResponse : AmazonWebServiceResponse
{
    /// <summary>The replication group.</summary>
    public ReplicationGroup? ReplicationGroup { get; set; }
}

/// <summary>The replica count of one shard.</summary>
public class ConfigureShard
{
    /// <summary>Id of the shard.</summary>
    public string? NodeGroupId { get; set; }

    /// <summary>Replicas in each shard after the change.</summary>
    public int? NewReplicaCount { get; set; }

    /// <summary>Availability zones of the nodes.</summary>
    [QueryList("PreferredAvailabilityZone")]
    public List<string>? PreferredAvailabilityZones { get; set; }
}

/// <summary>Input of <see cref="IAmazonElastiCache.DecreaseReplicaCountAsync"/>.</summary>
public class DecreaseReplicaCountRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Replicas in each shard after the change.</summary>
    public int? NewReplicaCount { get; set; }

    /// <summary>Counts for single shards; without it all shards get the same.</summary>
    [QueryList("ConfigureShard")]
    public List<ConfigureShard>? ReplicaConfiguration { get; set; }

    /// <summary>Ids of the cache clusters to remove.</summary>
    public List<string>? ReplicasToRemove { get; set; }

    /// <summary>Whether to apply the change now and not in the maintenance window.</summary>
    public bool? ApplyImmediately { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.DecreaseReplicaCountAsync"/>.</summary>
public class DecreaseReplicaCountResponse : AmazonWebServiceResponse
{
    /// <summary>The replication group.</summary>
    public ReplicationGroup? ReplicationGroup { get; set; }
}
