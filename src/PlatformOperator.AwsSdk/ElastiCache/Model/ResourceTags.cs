using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

/// <summary>Input of <see cref="IAmazonElastiCache.ListTagsForResourceAsync"/>.</summary>
public class ListTagsForResourceRequest : AmazonElastiCacheRequest
{
    /// <summary>ARN of the resource.</summary>
    public string? ResourceName { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.ListTagsForResourceAsync"/>.</summary>
public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Tags.</summary>
    public List<Tag>? TagList { get; set; }
}

/// <summary>Input of <see cref="IAmazonElastiCache.AddTagsToResourceAsync"/>.</summary>
public class AddTagsToResourceRequest : AmazonElastiCacheRequest
{
    /// <summary>ARN of the resource.</summary>
    public string? ResourceName { get; set; }

    /// <summary>Tags.</summary>
    [QueryList("Tag")]
    public List<Tag>? Tags { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.AddTagsToResourceAsync"/>.</summary>
public class AddTagsToResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Tags.</summary>
    public List<Tag>? TagList { get; set; }
}

/// <summary>Input of <see cref="IAmazonElastiCache.RemoveTagsFromResourceAsync"/>.</summary>
public class RemoveTagsFromResourceRequest : AmazonElastiCacheRequest
{
    /// <summary>ARN of the resource.</summary>
    public string? ResourceName { get; set; }

    /// <summary>Keys of the tags to remove.</summary>
    public List<string>? TagKeys { get; set; }
}

/// <summary>Output of <see cref="IAmazonElastiCache.RemoveTagsFromResourceAsync"/>.</summary>
public class RemoveTagsFromResourceResponse : AmazonWebServiceResponse
{
    /// <summary>Tags.</summary>
    public List<Tag>? TagList { get; set; }
}
