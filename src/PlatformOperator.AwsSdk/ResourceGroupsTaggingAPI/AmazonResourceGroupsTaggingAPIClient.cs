using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>Client of the AWS Resource Groups Tagging API. Safe for use by many threads; make one and keep it.</summary>
public class AmazonResourceGroupsTaggingAPIClient : AmazonServiceClient, IAmazonResourceGroupsTaggingAPI
{
    private static readonly JsonProtocol Protocol =
        new("Amazon.ResourceGroupsTaggingAPI", "ResourceGroupsTaggingAPI_20170126", ResourceGroupsTaggingAPIModels.Default,
            ResourceGroupsTaggingAPIErrors.Table);

    /// <summary>Credentials and region from the environment.</summary>
    public AmazonResourceGroupsTaggingAPIClient() : base(new AmazonResourceGroupsTaggingAPIConfig()) { }

    /// <summary>Credentials from the environment.</summary>
    public AmazonResourceGroupsTaggingAPIClient(RegionEndpoint region)
        : base(new AmazonResourceGroupsTaggingAPIConfig { RegionEndpoint = region }) { }

    /// <summary>Credentials from the environment.</summary>
    public AmazonResourceGroupsTaggingAPIClient(AmazonResourceGroupsTaggingAPIConfig config) : base(config) { }

    /// <summary>Region from the environment.</summary>
    public AmazonResourceGroupsTaggingAPIClient(AWSCredentials credentials)
        : base(credentials, new AmazonResourceGroupsTaggingAPIConfig()) { }

    /// <summary>Nothing from the environment but a custom endpoint.</summary>
    public AmazonResourceGroupsTaggingAPIClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonResourceGroupsTaggingAPIConfig { RegionEndpoint = region }) { }

    /// <summary>All as the configuration says.</summary>
    public AmazonResourceGroupsTaggingAPIClient(AWSCredentials credentials, AmazonResourceGroupsTaggingAPIConfig clientConfig)
        : base(credentials, clientConfig) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata(AmazonResourceGroupsTaggingAPIConfig.Id);

    /// <inheritdoc/>
    public virtual Task<GetResourcesResponse> GetResourcesAsync(
        GetResourcesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetResourcesRequest, GetResourcesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourcesResponse> TagResourcesAsync(
        TagResourcesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourcesRequest, TagResourcesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UntagResourcesResponse> UntagResourcesAsync(
        UntagResourcesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UntagResourcesRequest, UntagResourcesResponse>(request, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.UseServiceEndpoints();

    private Task<TResponse> CallAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Protocol.Operation<TRequest, TResponse>(), cancellationToken);
}
