using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using PlatformOperator.AwsSdk.Tests.Wire;

namespace PlatformOperator.AwsSdk.Tests.Moto;

[Collection(nameof(MotoCollection))]
public sealed class ElastiCacheRoundTripTests(MotoEndpoint moto)
{
    [Fact(Timeout = 120_000)]
    public async Task A_replication_group_is_made_tagged_found_and_deleted()
    {
        using var cache = Clients.ElastiCache(moto.Uri, retries: 3);
        var id = "rt-" + Guid.NewGuid().ToString("N")[..20];
        var created = await cache.CreateReplicationGroupAsync(new()
        {
            ReplicationGroupId = id,
            ReplicationGroupDescription = "A round trip",
            Engine = "redis",
            CacheNodeType = "cache.t4g.micro",
            NumNodeGroups = 1,
            ReplicasPerNodeGroup = 1, // moto passes over NumCacheClusters
            AutomaticFailoverEnabled = true,
            TransitEncryptionEnabled = true,
            AtRestEncryptionEnabled = true,
            SnapshotRetentionLimit = 1,
            Tags = [new() { Key = "a", Value = "1" }],
        });
        var arn = created.ReplicationGroup!.ARN;
        await cache.AddTagsToResourceAsync(new() { ResourceName = arn, Tags = [new() { Key = "b", Value = "2" }] });
        await cache.RemoveTagsFromResourceAsync(new() { ResourceName = arn, TagKeys = ["a"] });
        var tags = await cache.ListTagsForResourceAsync(new() { ResourceName = arn });
        var one = await Eventually.GetAsync(
            () => cache.DescribeReplicationGroupsAsync(new() { ReplicationGroupId = id }), found => found.ReplicationGroups![0].Status == "available");
        var all = await cache.DescribeReplicationGroupsAsync(new() { MaxRecords = 100 });
        var exists = await Assert.ThrowsAsync<ReplicationGroupAlreadyExistsException>(() => cache.CreateReplicationGroupAsync(
            new() { ReplicationGroupId = id, ReplicationGroupDescription = "x" }));
        var deleted = await cache.DeleteReplicationGroupAsync(new() { ReplicationGroupId = id, RetainPrimaryCluster = false });

        var group = Assert.Single(one.ReplicationGroups!);
        Assert.Equal("A round trip", group.Description);
        Assert.True(group.AtRestEncryptionEnabled);
        Assert.True(group.TransitEncryptionEnabled);
        Assert.Equal(AutomaticFailoverStatus.Enabled, group.AutomaticFailover);
        Assert.Equal(1, group.SnapshotRetentionLimit);
        Assert.Equal(2, group.MemberClusters!.Count);
        Assert.Equal(2, Assert.Single(group.NodeGroups!).NodeGroupMembers!.Count);
        Assert.NotNull(group.NodeGroups![0].PrimaryEndpoint!.Address);
        Assert.Equal([("b", "2")], tags.TagList!.Select(tag => (tag.Key, tag.Value)));
        Assert.Contains(all.ReplicationGroups!, found => found.ReplicationGroupId == id);
        Assert.Equal("ReplicationGroupAlreadyExists", exists.ErrorCode);
        Assert.Equal("deleting", deleted.ReplicationGroup!.Status);
    }

    [Fact(Timeout = 120_000)]
    public async Task What_does_not_exist_is_not_found_by_type()
    {
        using var cache = Clients.ElastiCache(moto.Uri, retries: 3);

        await Assert.ThrowsAsync<ReplicationGroupNotFoundException>(() => cache.DescribeReplicationGroupsAsync(new() { ReplicationGroupId = "none" }));
        await Assert.ThrowsAsync<CacheSubnetGroupNotFoundException>(() => cache.DescribeCacheSubnetGroupsAsync(new() { CacheSubnetGroupName = "none" }));
        await Assert.ThrowsAsync<CacheClusterNotFoundException>(() => cache.DescribeCacheClustersAsync(new() { CacheClusterId = "none" }));
    }
}
