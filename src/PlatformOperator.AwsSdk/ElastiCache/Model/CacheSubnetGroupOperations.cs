using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.CreateCacheSubnetGroupAsync"/>.</summary>
public class CreateCacheSubnetGroupRequest : AmazonElastiCacheRequest
{
    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }

    /// <summary>Description.</summary>
    public string? CacheSubnetGroupDescription { get; set; }

    /// <summary>Subnets.</summary>
    [QueryList("SubnetIdentifier")]
    public List<string>? SubnetIds { get; set; }

    /// <summary>Tags.</summary>
    [QueryList("Tag")]
    public List<Tag>? Tags { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.CreateCacheSubnetGroupAsync"/>.</summary>
public class CreateCacheSubnetGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The subnet group.</summary>
    public CacheSubnetGroup? CacheSubnetGroup { get; set; }
}

/// <summary>Input of <see cref="IAmazonElastiCache.DescribeCacheSubnetGroupsAsync"/>.</summary>
public class DescribeCacheSubnetGroupsRequest : AmazonElastiCacheRequest
{
    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }

    /// <summary>Most entries in a page, 20 to 100.</summary>
    public int? MaxRecords { get; set; }

    /// <summary>Where the page begins; in a response, where the next one does, null after the last.</summary>
    public string? Marker { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.DescribeCacheSubnetGroupsAsync"/>.</summary>
public class DescribeCacheSubnetGroupsResponse : AmazonWebServiceResponse
{
    /// <summary>Where the page begins; in a response, where the next one does, null after the last.</summary>
    public string? Marker { get; set; }

    /// <summary>The subnet groups.</summary>
    public List<CacheSubnetGroup>? CacheSubnetGroups { get; set; }
}

/// <summary>Input of <see cref="IAmazonElastiCache.ModifyCacheSubnetGroupAsync"/>.</summary>
public class ModifyCacheSubnetGroupRequest : AmazonElastiCacheRequest
{
    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }

    /// <summary>Description.</summary>
    public string? CacheSubnetGroupDescription { get; set; }

    /// <summary>Subnets.</summary>
    [QueryList("SubnetIdentifier")]
    public List<string>? SubnetIds { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.ModifyCacheSubnetGroupAsync"/>.</summary>
public class ModifyCacheSubnetGroupResponse : AmazonWebServiceResponse
{
    /// <summary>The subnet group.</summary>
    public CacheSubnetGroup? CacheSubnetGroup { get; set; }
}

/// <summary>Input of <see cref="IAmazonElastiCache.DeleteCacheSubnetGroupAsync"/>.</summary>
public class DeleteCacheSubnetGroupRequest : AmazonElastiCacheRequest
{
    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.DeleteCacheSubnetGroupAsync"/>.</summary>
public class DeleteCacheSubnetGroupResponse : AmazonWebServiceResponse;
