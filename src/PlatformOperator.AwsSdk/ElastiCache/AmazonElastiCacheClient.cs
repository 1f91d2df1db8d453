using System.Collections.Frozen;
using Amazon.ElastiCache.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache;

/// <summary>Client of Amazon ElastiCache. Safe for use by many threads; make one and keep it.</summary>
public class AmazonElastiCacheClient : AmazonServiceClient, IAmazonElastiCache
{
    private static readonly QueryProtocol Protocol = new(
        "Amazon.ElastiCache", "2015-02-02", ElastiCacheModels.Default,
        (message, inner, type, code, id, status) => new AmazonElastiCacheException(message, inner, type, code, id, status),
        new Dictionary<string, ErrorFactory>
        {
            ["ReplicationGroupNotFoundFault"] = (message, inner, type, code, id, status) => new ReplicationGroupNotFoundException(message, inner, type, code, id, status),
            ["ReplicationGroupAlreadyExists"] = (message, inner, type, code, id, status) => new ReplicationGroupAlreadyExistsException(message, inner, type, code, id, status),
            ["InvalidReplicationGroupState"] = (message, inner, type, code, id, status) => new InvalidReplicationGroupStateException(message, inner, type, code, id, status),
            ["CacheClusterNotFound"] = (message, inner, type, code, id, status) => new CacheClusterNotFoundException(message, inner, type, code, id, status),
            ["InvalidCacheClusterState"] = (message, inner, type, code, id, status) => new InvalidCacheClusterStateException(message, inner, type, code, id, status),
            ["NoOperationFault"] = (message, inner, type, code, id, status) => new NoOperationException(message, inner, type, code, id, status),
            ["InsufficientCacheClusterCapacity"] = (message, inner, type, code, id, status) => new InsufficientCacheClusterCapacityException(message, inner, type, code, id, status),
            ["CacheParameterGroupNotFound"] = (message, inner, type, code, id, status) => new CacheParameterGroupNotFoundException(message, inner, type, code, id, status),
            ["UserGroupNotFound"] = (message, inner, type, code, id, status) => new UserGroupNotFoundException(message, inner, type, code, id, status),
            ["InvalidUserGroupState"] = (message, inner, type, code, id, status) => new InvalidUserGroupStateException(message, inner, type, code, id, status),
            ["InvalidKMSKeyFault"] = (message, inner, type, code, id, status) => new InvalidKMSKeyException(message, inner, type, code, id, status),
            ["InvalidParameterValue"] = (message, inner, type, code, id, status) => new InvalidParameterValueException(message, inner, type, code, id, status),
            ["InvalidParameterCombination"] = (message, inner, type, code, id, status) => new InvalidParameterCombinationException(message, inner, type, code, id, status),
            ["ServiceLinkedRoleNotFoundFault"] = (message, inner, type, code, id, status) => new ServiceLinkedRoleNotFoundException(message, inner, type, code, id, status),
            ["CacheSubnetGroupNotFoundFault"] = (message, inner, type, code, id, status) => new CacheSubnetGroupNotFoundException(message, inner, type, code, id, status),
            ["CacheSubnetGroupAlreadyExists"] = (message, inner, type, code, id, status) => new CacheSubnetGroupAlreadyExistsException(message, inner, type, code, id, status),
            ["CacheSubnetGroupInUse"] = (message, inner, type, code, id, status) => new CacheSubnetGroupInUseException(message, inner, type, code, id, status),
            ["InvalidSubnet"] = (message, inner, type, code, id, status) => new InvalidSubnetException(message, inner, type, code, id, status),
            ["SubnetInUse"] = (message, inner, type, code, id, status) => new SubnetInUseException(message, inner, type, code, id, status),
            ["SubnetNotAllowedFault"] = (message, inner, type, code, id, status) => new SubnetNotAllowedException(message, inner, type, code, id, status),
            ["InvalidVPCNetworkStateFault"] = (message, inner, type, code, id, status) => new InvalidVPCNetworkStateException(message, inner, type, code, id, status),
            ["ClusterQuotaForCustomerExceeded"] = (message, inner, type, code, id, status) => new ClusterQuotaForCustomerExceededException(message, inner, type, code, id, status),
            ["NodeQuotaForClusterExceeded"] = (message, inner, type, code, id, status) => new NodeQuotaForClusterExceededException(message, inner, type, code, id, status),
            ["NodeQuotaForCustomerExceeded"] = (message, inner, type, code, id, status) => new NodeQuotaForCustomerExceededException(message, inner, type, code, id, status),
            ["NodeGroupsPerReplicationGroupQuotaExceeded"] = (message, inner, type, code, id, status) => new NodeGroupsPerReplicationGroupQuotaExceededException(message, inner, type, code, id, status),
            ["CacheSubnetGroupQuotaExceeded"] = (message, inner, type, code, id, status) => new CacheSubnetGroupQuotaExceededException(message, inner, type, code, id, status),
            ["CacheSubnetQuotaExceededFault"] = (message, inner, type, code, id, status) => new CacheSubnetQuotaExceededException(message, inner, type, code, id, status),
            ["SnapshotQuotaExceededFault"] = (message, inner, type, code, id, status) => new SnapshotQuotaExceededException(message, inner, type, code, id, status),
            ["TagQuotaPerResourceExceeded"] = (message, inner, type, code, id, status) => new TagQuotaPerResourceExceededException(message, inner, type, code, id, status),
            ["SnapshotAlreadyExistsFault"] = (message, inner, type, code, id, status) => new SnapshotAlreadyExistsException(message, inner, type, code, id, status),
            ["SnapshotFeatureNotSupportedFault"] = (message, inner, type, code, id, status) => new SnapshotFeatureNotSupportedException(message, inner, type, code, id, status),
            ["TagNotFound"] = (message, inner, type, code, id, status) => new TagNotFoundException(message, inner, type, code, id, status),
            ["InvalidARN"] = (message, inner, type, code, id, status) => new InvalidARNException(message, inner, type, code, id, status),
        }.ToFrozenDictionary());

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
    public virtual Task<CreateReplicationGroupResponse> CreateReplicationGroupAsync(CreateReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateReplicationGroupRequest, CreateReplicationGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(DescribeReplicationGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeReplicationGroupsRequest, DescribeReplicationGroupsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ModifyReplicationGroupResponse> ModifyReplicationGroupAsync(ModifyReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ModifyReplicationGroupRequest, ModifyReplicationGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IncreaseReplicaCountResponse> IncreaseReplicaCountAsync(IncreaseReplicaCountRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<IncreaseReplicaCountRequest, IncreaseReplicaCountResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DecreaseReplicaCountResponse> DecreaseReplicaCountAsync(DecreaseReplicaCountRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DecreaseReplicaCountRequest, DecreaseReplicaCountResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteReplicationGroupResponse> DeleteReplicationGroupAsync(DeleteReplicationGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteReplicationGroupRequest, DeleteReplicationGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateCacheSubnetGroupResponse> CreateCacheSubnetGroupAsync(CreateCacheSubnetGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateCacheSubnetGroupRequest, CreateCacheSubnetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeCacheSubnetGroupsResponse> DescribeCacheSubnetGroupsAsync(DescribeCacheSubnetGroupsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeCacheSubnetGroupsRequest, DescribeCacheSubnetGroupsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ModifyCacheSubnetGroupResponse> ModifyCacheSubnetGroupAsync(ModifyCacheSubnetGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ModifyCacheSubnetGroupRequest, ModifyCacheSubnetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteCacheSubnetGroupResponse> DeleteCacheSubnetGroupAsync(DeleteCacheSubnetGroupRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteCacheSubnetGroupRequest, DeleteCacheSubnetGroupResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceRequest, ListTagsForResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AddTagsToResourceResponse> AddTagsToResourceAsync(AddTagsToResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AddTagsToResourceRequest, AddTagsToResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(DescribeCacheClustersRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeCacheClustersRequest, DescribeCacheClustersResponse>(request, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.UseServiceEndpoints();

    private Task<TResponse> CallAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Protocol.Operation<TRequest, TResponse>(), cancellationToken);
}
