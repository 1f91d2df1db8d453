using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.DescribeCacheClustersAsync"/>.</summary>
public class DescribeCacheClustersRequest : AmazonElastiCacheRequest
{
    /// <summary>Id of the cache cluster.</summary>
    public string? CacheClusterId { get; set; }

    /// <summary>Most entries in a page, 20 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does, null after the last.</summary>
    public string? Marker { get; set; }

    /// <summary>Whether to describe the nodes too.</summary>
    public bool? ShowCacheNodeInfo { get; set; }

    /// <summary>Whether to leave out members of replication groups.</summary>
    public bool? ShowCacheClustersNotInReplicationGroups { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.DescribeCacheClustersAsync"/>.</summary>
public class DescribeCacheClustersResponse : AmazonWebServiceResponse
{
    /// <summary>Where the page begins; in a response, where the next one does, null after the last.</summary>
    public string? Marker { get; set; }

    /// <summary>The cache clusters.</summary>
    public List<CacheCluster>? CacheClusters { get; set; }
}
