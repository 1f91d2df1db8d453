using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.DescribeReplicationGroupsAsync"/>.</summary>
public class DescribeReplicationGroupsRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the replication group, up to 40 characters, lower case.</summary>
    public string? ReplicationGroupId { get; set; }

    /// <summary>Most entries in a page, 20 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does, null after the last.</summary>
    public string? Marker { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.DescribeReplicationGroupsAsync"/>.</summary>
public class DescribeReplicationGroupsResponse : AmazonWebServiceResponse
{
    /// <summary>Where the page begins; in a response, where the next one does, null after the last.</summary>
    public string? Marker { get; set; }

    /// <summary>The replication groups.</summary>
    public List<ReplicationGroup>? ReplicationGroups { get; set; }
}
