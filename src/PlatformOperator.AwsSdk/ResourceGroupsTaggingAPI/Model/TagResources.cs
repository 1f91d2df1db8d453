using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI.Model;

/// <summary>Input of <see cref="IAmazonResourceGroupsTaggingAPI.TagResourcesAsync"/>.</summary>
public class TagResourcesRequest : AmazonResourceGroupsTaggingAPIRequest
{
    /// <summary>ARNs of the resources.</summary>
    public List<string>? ResourceARNList { get; set; }

    /// <summary>Tags.</summary>
    public Dictionary<string, string>? Tags { get; set; }
}

/// <summary>Output of <see cref="IAmazonResourceGroupsTaggingAPI.TagResourcesAsync"/>.</summary>
public class TagResourcesResponse : AmazonWebServiceResponse
{
    /// <summary>Failures by ARN; empty or null if all went well.</summary>
    public Dictionary<string, FailureInfo>? FailedResourcesMap { get; set; }
}
