using Amazon.ElastiCache.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache;

/// <summary>Client of Amazon ElastiCache. Safe for use by many threads; make one and keep it.</summary>
public class AmazonElastiCacheClient : AmazonServiceClient, IAmazonElastiCache
{
    private static readonly QueryProtocol Protocol =
        new("Amazon.ElastiCache", "2015-02-02", ElastiCacheModels.Default, ElastiCacheErrors.Table);

    /// <summary>Credentials and region from the environment.</summary>
    public AmazonElastiCacheClient() : base(new AmazonElastiCacheConfig()) { }

    /// <summary>Credentials from the environment.</summary>
    public AmazonElastiCacheClient(RegionEndpoint region) : base(new AmazonElastiCacheConfig { RegionEndpoint = region }) { }

    /// <summary>Credentials from the environment.</summary>
    public AmazonElastiCacheClient(AmazonElastiCacheConfig config) : base(config) { }

    /// <summary>Region from the environment.</summary>
    public AmazonElastiCacheClient(AWSCredentials credentials) : base(credentials, new AmazonElastiCacheConfig()) { }

    /// <summary>Nothing from the environment but a custom endpoint.</summary>
    public AmazonElastiCacheClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonElastiCacheConfig { RegionEndpoint = region }) { }

    /// <summary>All as the configuration says.</summary>
    public AmazonElastiCacheClient(AWSCredentials credentials, AmazonElastiCacheConfig clientConfig) : base(credentials, clientConfig) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata(AmazonElastiCacheConfig.Id);

    /// <inheritdoc/>
    public virtual Task<CreateReplicationGroupResponse> CreateReplicationGroupAsync(
        CreateReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateReplicationGroupRequest, CreateReplicationGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(
        DescribeReplicationGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeReplicationGroupsRequest, DescribeReplicationGroupsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ModifyReplicationGroupResponse> ModifyReplicationGroupAsync(
        ModifyReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ModifyReplicationGroupRequest, ModifyReplicationGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IncreaseReplicaCountResponse> IncreaseReplicaCountAsync(
        IncreaseReplicaCountRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<IncreaseReplicaCountRequest, IncreaseReplicaCountResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DecreaseReplicaCountResponse> DecreaseReplicaCountAsync(
        DecreaseReplicaCountRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DecreaseReplicaCountRequest, DecreaseReplicaCountResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteReplicationGroupResponse> DeleteReplicationGroupAsync(
        DeleteReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteReplicationGroupRequest, DeleteReplicationGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateCacheSubnetGroupResponse> CreateCacheSubnetGroupAsync(
        CreateCacheSubnetGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateCacheSubnetGroupRequest, CreateCacheSubnetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeCacheSubnetGroupsResponse> DescribeCacheSubnetGroupsAsync(
        DescribeCacheSubnetGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeCacheSubnetGroupsRequest, DescribeCacheSubnetGroupsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ModifyCacheSubnetGroupResponse> ModifyCacheSubnetGroupAsync(
        ModifyCacheSubnetGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ModifyCacheSubnetGroupRequest, ModifyCacheSubnetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteCacheSubnetGroupResponse> DeleteCacheSubnetGroupAsync(
        DeleteCacheSubnetGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteCacheSubnetGroupRequest, DeleteCacheSubnetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceRequest, ListTagsForResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AddTagsToResourceResponse> AddTagsToResourceAsync(
        AddTagsToResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AddTagsToResourceRequest, AddTagsToResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(
        DescribeCacheClustersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeCacheClustersRequest, DescribeCacheClustersResponse>(request, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.UseServiceEndpoints();

    private Task<TResponse> CallAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Protocol.Operation<TRequest, TResponse>(), cancellationToken);
}
