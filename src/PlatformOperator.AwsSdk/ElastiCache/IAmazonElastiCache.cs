using Amazon.ElastiCache.Model;
using Amazon.Runtime;

namespace Amazon.ElastiCache;

/// <summary>
/// Client of Amazon ElastiCache.
/// Every operation throws <see cref="AmazonElastiCacheException"/> or a subclass if the service refuses.
/// </summary>
public interface IAmazonElastiCache : IAmazonService, IDisposable
{
    /// <summary>
    /// Creates a replication group and returns at once; it is <c>creating</c> for some minutes until it is <c>available</c>.
    /// </summary>
    Task<CreateReplicationGroupResponse> CreateReplicationGroupAsync(
        CreateReplicationGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes one replication group or all of them, in pages.</summary>
    Task<DescribeReplicationGroupsResponse> DescribeReplicationGroupsAsync(
        DescribeReplicationGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes a replication group; what cannot be done at once is listed as pending.</summary>
    Task<ModifyReplicationGroupResponse> ModifyReplicationGroupAsync(
        ModifyReplicationGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds replicas to the shards of a replication group.</summary>
    Task<IncreaseReplicaCountResponse> IncreaseReplicaCountAsync(
        IncreaseReplicaCountRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes replicas from the shards of a replication group.</summary>
    Task<DecreaseReplicaCountResponse> DecreaseReplicaCountAsync(
        DecreaseReplicaCountRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a replication group; it is <c>deleting</c> until it is gone.</summary>
    Task<DeleteReplicationGroupResponse> DeleteReplicationGroupAsync(
        DeleteReplicationGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a subnet group.</summary>
    Task<CreateCacheSubnetGroupResponse> CreateCacheSubnetGroupAsync(
        CreateCacheSubnetGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes one subnet group or all of them, in pages.</summary>
    Task<DescribeCacheSubnetGroupsResponse> DescribeCacheSubnetGroupsAsync(
        DescribeCacheSubnetGroupsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes the description or the subnets of a subnet group.</summary>
    Task<ModifyCacheSubnetGroupResponse> ModifyCacheSubnetGroupAsync(
        ModifyCacheSubnetGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a subnet group that nothing uses.</summary>
    Task<DeleteCacheSubnetGroupResponse> DeleteCacheSubnetGroupAsync(
        DeleteCacheSubnetGroupRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the tags of a resource.</summary>
    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to a resource or overwrites their values.</summary>
    Task<AddTagsToResourceResponse> AddTagsToResourceAsync(AddTagsToResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes tags from a resource.</summary>
    Task<RemoveTagsFromResourceResponse> RemoveTagsFromResourceAsync(
        RemoveTagsFromResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes one cache cluster (a node of a replication group) or all of them, in pages.</summary>
    Task<DescribeCacheClustersResponse> DescribeCacheClustersAsync(
        DescribeCacheClustersRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonElastiCacheConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonElastiCacheClient(awsCredentials, (AmazonElastiCacheConfig)clientConfig);
}
