using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class QuotasTests
{
    private static readonly DateTime Noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void The_oldest_streams_keep_their_shards()
    {
        DataStream[] all = [Stream("new", 3, Noon.AddHours(1)), Stream("old", 6, Noon), Stream("on-demand", null, Noon)];

        Assert.Null(Quotas.Objection(all[1], all, Tenant(shards: 8)));
        Assert.Null(Quotas.Objection(all[2], all, Tenant(shards: 8)));
        Assert.Contains("older resources take 6 and this one asks for 3", Quotas.Objection(all[0], all, Tenant(shards: 8)), StringComparison.Ordinal);
        Assert.Null(Quotas.Objection(all[0], all, Tenant(shards: 9)));
        Assert.Null(Quotas.Objection(all[0], all, Tenant()));
    }

    [Fact]
    public void Of_two_made_in_one_second_exactly_one_gives_way()
    {
        DataStream[] all = [Stream("a", 2, Noon), Stream("b", 2, Noon)];

        Assert.Null(Quotas.Objection(all[0], all, Tenant(shards: 3)));
        Assert.NotNull(Quotas.Objection(all[1], all, Tenant(shards: 3)));
    }

    [Fact]
    public void Replicas_are_nodes_too()
    {
        var cache = new DataCache { Metadata = new() { Name = "c", NamespaceProperty = "acme", Uid = "c" }, Spec = new() { ReplicasPerPrimary = 2 } };

        Assert.Null(Quotas.Objection(cache, [], Tenant(nodes: 3)));
        Assert.Contains("spec.quota.cacheNodes", Quotas.Objection(cache, [], Tenant(nodes: 2)), StringComparison.Ordinal);
    }

    private static DataStream Stream(string name, int? shards, DateTime created) => new()
    {
        Metadata = new() { Name = name, NamespaceProperty = "acme", Uid = name, CreationTimestamp = created },
        Spec = new() { Mode = shards is null ? StreamMode.OnDemand : StreamMode.Provisioned, Shards = shards },
    };

    private static TenantContext Tenant(int? shards = null, int? nodes = null) =>
        new("acme", "eu-west-1", new TenantSpec { Quota = new() { Shards = shards, CacheNodes = nodes } }, new TenantKeys(), []);
}
