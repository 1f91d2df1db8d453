using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI.Model;

/// <summary>Input of <see cref="IAmazonResourceGroupsTaggingAPI.UntagResourcesAsync"/>.</summary>
public class UntagResourcesRequest : AmazonResourceGroupsTaggingAPIRequest
{
    /// <summary>ARNs of the resources.</summary>
    public List<string>? ResourceARNList { get; set; }

    /// <summary>Keys of the tags to remove.</summary>
    public List<string>? TagKeys { get; set; }
}

/// <summary>Output of <see cref="IAmazonResourceGroupsTaggingAPI.UntagResourcesAsync"/>.</summary>
public class UntagResourcesResponse : AmazonWebServiceResponse
{
    /// <summary>Failures by ARN; empty or null if all went well.</summary>
    public Dictionary<string, FailureInfo>? FailedResourcesMap { get; set; }
}
