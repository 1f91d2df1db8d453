using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>
/// Client of the AWS Resource Groups Tagging API.
/// Every operation throws <see cref="AmazonResourceGroupsTaggingAPIException"/> or a subclass if the service refuses.
/// </summary>
public interface IAmazonResourceGroupsTaggingAPI : IAmazonService, IDisposable
{
    /// <summary>Lists tagged resources of the account in this region, in pages. Lags behind the services by seconds to minutes.</summary>
    Task<GetResourcesResponse> GetResourcesAsync(GetResourcesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to up to 20 resources; some may fail while others succeed.</summary>
    Task<TagResourcesResponse> TagResourcesAsync(TagResourcesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes tags from up to 20 resources; some may fail while others succeed.</summary>
    Task<UntagResourcesResponse> UntagResourcesAsync(UntagResourcesRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonResourceGroupsTaggingAPIConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonResourceGroupsTaggingAPIClient(awsCredentials, (AmazonResourceGroupsTaggingAPIConfig)clientConfig);
}
