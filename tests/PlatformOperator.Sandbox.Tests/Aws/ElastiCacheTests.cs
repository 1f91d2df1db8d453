// A null in an answer fails the test by itself.
#nullable enable annotations
#nullable disable warnings

using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class ElastiCacheTests : AwsTest
{
    const string Token = "0123456789abcdef";

    static CreateReplicationGroupRequest Group(Action<CreateReplicationGroupRequest>? change = null)
    {
        var request = new CreateReplicationGroupRequest
        {
            ReplicationGroupId = "acme", ReplicationGroupDescription = "of acme", Engine = "valkey", EngineVersion = "8.0",
                CacheNodeType = "cache.t4g.micro", NumCacheClusters = 2,
            AutomaticFailoverEnabled = true, MultiAZEnabled = true, TransitEncryptionEnabled = true, AtRestEncryptionEnabled = true,
                AuthToken = Token,
            CacheSubnetGroupName = "acme", SecurityGroupIds = ["sg-0123456789abcdef0"], Tags = [new Tag { Key = "tenant", Value = "acme" }],
        };
        change?.Invoke(request);
        return request;
    }

    async Task<AmazonElastiCacheClient> WithSubnetsAsync()
    {
        var cache = Cache();
        await cache.CreateCacheSubnetGroupAsync(new CreateCacheSubnetGroupRequest { CacheSubnetGroupName = "acme",
            CacheSubnetGroupDescription = "of acme", SubnetIds = ["subnet-00000000", "subnet-00000001"] }, Ct);
        return cache;
    }

    async Task<AmazonElastiCacheClient> WithGroupAsync()
    {
        var cache = await WithSubnetsAsync();
        await cache.CreateReplicationGroupAsync(Group(), Ct);
        Time.Advance(TimeSpan.FromSeconds(3));
        return cache;
    }

    static async Task<ReplicationGroup> DescribeAsync(AmazonElastiCacheClient cache) =>
        (await cache.DescribeReplicationGroupsAsync(new DescribeReplicationGroupsRequest { ReplicationGroupId = "acme" },
            Ct)).ReplicationGroups.Single();

    [Fact]
    public async Task A_group_is_creating_then_available_with_endpoints_then_deleting_then_gone()
    {
        using var cache = await WithSubnetsAsync();
        var created = (await cache.CreateReplicationGroupAsync(Group(), Ct)).ReplicationGroup;
        Assert.Equal("creating", created.Status);
        Assert.Empty(created.NodeGroups ?? []);
        await FailsAsync("ReplicationGroupAlreadyExists", () => cache.CreateReplicationGroupAsync(Group(), Ct));
        await FailsAsync("InvalidReplicationGroupState",
            () => cache.DeleteReplicationGroupAsync(new DeleteReplicationGroupRequest { ReplicationGroupId = "acme" }, Ct));
        await FailsAsync("InvalidReplicationGroupState",
            () => cache.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceName = created.ARN }, Ct));
        Time.Advance(TimeSpan.FromSeconds(3));
        var group = await DescribeAsync(cache);
        Assert.Equal(("available", "enabled", "enabled", true, true, true),
            (group.Status, group.AutomaticFailover.Value, group.MultiAZ.Value, group.AuthTokenEnabled, group.TransitEncryptionEnabled,
            group.AtRestEncryptionEnabled));
        var nodes = Assert.Single(group.NodeGroups);
        Assert.StartsWith("master.acme.", nodes.PrimaryEndpoint.Address, StringComparison.Ordinal);
        Assert.Equal(6379, nodes.PrimaryEndpoint.Port);
        Assert.Equal(["acme-001", "acme-002"], group.MemberClusters);
        var cluster = (await cache.DescribeCacheClustersAsync(new DescribeCacheClustersRequest { CacheClusterId = "acme-001",
            ShowCacheNodeInfo = true }, Ct)).CacheClusters.Single();
        Assert.Equal(("8.0.1", "valkey", "acme"), (cluster.EngineVersion, cluster.Engine, cluster.CacheSubnetGroupName));
        Assert.Equal("acme", (await cache.ListTagsForResourceAsync(new ListTagsForResourceRequest { ResourceName = group.ARN },
            Ct)).TagList.Single().Value);

        await FailsAsync("CacheSubnetGroupInUse",
            () => cache.DeleteCacheSubnetGroupAsync(new DeleteCacheSubnetGroupRequest { CacheSubnetGroupName = "acme" }, Ct));
        await cache.DeleteReplicationGroupAsync(new DeleteReplicationGroupRequest { ReplicationGroupId = "acme" }, Ct);
        Assert.Equal("deleting", (await DescribeAsync(cache)).Status);
        Time.Advance(TimeSpan.FromSeconds(3));
        await FailsAsync("ReplicationGroupNotFoundFault", () => DescribeAsync(cache));
        await cache.DeleteCacheSubnetGroupAsync(new DeleteCacheSubnetGroupRequest { CacheSubnetGroupName = "acme" }, Ct);
        Assert.Empty(World.SubnetGroups);
    }

    [Fact]
    public async Task What_does_not_go_together_is_refused()
    {
        using var cache = await WithSubnetsAsync();
        Task CreateAsync(Action<CreateReplicationGroupRequest> change) => cache.CreateReplicationGroupAsync(Group(change), Ct);
        await FailsAsync("InvalidParameterCombination", () => CreateAsync(r => r.NumCacheClusters = 1));
        await FailsAsync("InvalidParameterCombination", () => CreateAsync(r => r.AutomaticFailoverEnabled = false));
        await FailsAsync("InvalidParameterCombination", () => CreateAsync(r => r.TransitEncryptionEnabled = false));
        await FailsAsync("InvalidParameterCombination",
            () => CreateAsync(r => (r.AtRestEncryptionEnabled, r.KmsKeyId) = (false, "alias/x")));
        await FailsAsync("InvalidParameterValue", () => CreateAsync(r => r.AuthToken = "tooshort"));
        await FailsAsync("InvalidParameterValue", () => CreateAsync(r => r.AuthToken = "has a space in its middle"));
        await FailsAsync("InvalidParameterValue", () => CreateAsync(r => r.ReplicationGroupId = new string('a', 41)));
        await FailsAsync("InvalidParameterValue", () => CreateAsync(r => r.EngineVersion = "1.0"));
        await FailsAsync("InvalidParameterValue", () => CreateAsync(r => r.CacheNodeType = "t4g.micro"));
        await FailsAsync("InvalidParameterValue", () => CreateAsync(r => r.PreferredMaintenanceWindow = "sun:05:00-sun:05:30"));
        await FailsAsync("CacheSubnetGroupNotFoundFault", () => CreateAsync(r => r.CacheSubnetGroupName = "none"));
        await FailsAsync("InvalidKMSKeyFault", () => CreateAsync(r => r.KmsKeyId = Guid.NewGuid().ToString()));
        await FailsAsync(
            "InvalidSubnet",
            () => cache.CreateCacheSubnetGroupAsync(
                new CreateCacheSubnetGroupRequest { CacheSubnetGroupName = "x", CacheSubnetGroupDescription = "x", SubnetIds = ["nonsense"] }, Ct));
        Assert.Empty(World.ReplicationGroups);
    }

    [Fact]
    public async Task A_token_is_rotated_in_and_then_set()
    {
        using var cache = await WithGroupAsync();
        Task ModifyAsync(string strategy, string token) =>
            cache.ModifyReplicationGroupAsync(new ModifyReplicationGroupRequest { ReplicationGroupId = "acme", AuthToken = token,
            AuthTokenUpdateStrategy = strategy, ApplyImmediately = true }, Ct);
        const string next = "fedcba9876543210";
        await FailsAsync("InvalidParameterCombination", () => ModifyAsync("SET", next));
        await ModifyAsync("ROTATE", next);
        Assert.Equal("ROTATING", (await DescribeAsync(cache)).PendingModifiedValues.AuthTokenStatus.Value);
        Assert.Equal([Token], World.ReplicationGroups[0].AuthTokens);
        await FailsAsync("InvalidReplicationGroupState", () => ModifyAsync("SET", next));
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([next, Token], World.ReplicationGroups[0].AuthTokens);
        await ModifyAsync("SET", next);
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([next], World.ReplicationGroups[0].AuthTokens);
        Assert.Null((await DescribeAsync(cache)).PendingModifiedValues?.AuthTokenStatus);
    }

    [Fact]
    public async Task Changes_take_time_and_upgrades_wait_for_the_window()
    {
        using var cache = await WithGroupAsync();
        await cache.ModifyReplicationGroupAsync(new ModifyReplicationGroupRequest { ReplicationGroupId = "acme", SnapshotRetentionLimit = 5,
            CacheNodeType = "cache.t4g.small" }, Ct);
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal((5, "cache.t4g.micro"), ((await DescribeAsync(cache)).SnapshotRetentionLimit, World.ReplicationGroups[0].NodeType));
        Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal("cache.t4g.small", World.ReplicationGroups[0].NodeType);
        await cache.ModifyReplicationGroupAsync(new ModifyReplicationGroupRequest { ReplicationGroupId = "acme", EngineVersion = "8.1",
            ApplyImmediately = true }, Ct);
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("8.1.0", World.ReplicationGroups[0].EngineVersion);
        await FailsAsync("InvalidParameterCombination",
            () => cache.ModifyReplicationGroupAsync(new ModifyReplicationGroupRequest { ReplicationGroupId = "acme",
            EngineVersion = "8.0" }, Ct));
        await FailsAsync("InvalidParameterCombination",
            () => cache.ModifyReplicationGroupAsync(new ModifyReplicationGroupRequest { ReplicationGroupId = "acme" }, Ct));
    }

    [Fact]
    public async Task Replicas_go_up_and_down_within_bounds()
    {
        using var cache = await WithGroupAsync();
        Task UpAsync(int count) => cache.IncreaseReplicaCountAsync(new IncreaseReplicaCountRequest { ReplicationGroupId = "acme",
            NewReplicaCount = count, ApplyImmediately = true }, Ct);
        Task DownAsync(int count) => cache.DecreaseReplicaCountAsync(new DecreaseReplicaCountRequest { ReplicationGroupId = "acme",
            NewReplicaCount = count, ApplyImmediately = true }, Ct);
        await FailsAsync("InvalidParameterValue", () => UpAsync(6));
        await FailsAsync("InvalidParameterCombination", () => UpAsync(1));
        await UpAsync(3);
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(4, (await DescribeAsync(cache)).MemberClusters.Count);
        await FailsAsync("InvalidParameterCombination", () => DownAsync(0));
        await DownAsync(1);
        Time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(1, World.ReplicationGroups[0].ReplicasPerPrimary);
    }

    [Fact]
    public async Task The_aws_cli_sees_the_group()
    {
        using var cache = await WithGroupAsync();
        var groups = await AwsCli.RunAsync(Endpoint.Uri, "elasticache describe-replication-groups", Ct);
        var group = groups.GetProperty("ReplicationGroups")[0];
        Assert.Equal(("available", true), (group.GetProperty("Status").GetString(),
            group.GetProperty("TransitEncryptionEnabled").GetBoolean()));
        Assert.Equal("eu-west-1a", group.GetProperty("NodeGroups")[0].GetProperty("NodeGroupMembers")[0].GetProperty("PreferredAvailabilityZone").GetString());
    }
}
