using Amazon.ElastiCache.Model;
using PlatformOperator.Api;

namespace PlatformOperator.Tests.Drift;

/// <summary>The one drift that AWS does not let anybody take back; it needs a world of its own.</summary>
public sealed class EngineVersionTests(DriftWorld drift) : IClassFixture<DriftWorld>
{
    [Fact]
    public async Task A_newer_engine_version_cannot_be_taken_back_and_says_what_to_do()
    {
        await drift.ElastiCache.ModifyReplicationGroupAsync(
            new ModifyReplicationGroupRequest { ReplicationGroupId = drift.TheCache.ReplicationGroupId, ApplyImmediately = true, EngineVersion = "8.1" }, drift.Cancel);

        var ready = (await DriftWorld.Cache.LookAgainAsync(drift.World)).CommonStatus.Conditions.Single(condition => condition.Type == "Ready");

        Assert.Equal(("False", "InvalidRequest"), (ready.Status, ready.Reason));
        Assert.Contains("downgrade is not supported", ready.Message, StringComparison.Ordinal);
        Assert.Contains("Change the spec accordingly", ready.Message, StringComparison.Ordinal);

        await drift.World.EditAsync((DataCache)DriftWorld.Cache.Resource, cache => cache.Spec.EngineVersion = "8.1");
        await drift.World.UntilAsync(() => DriftWorld.Cache.IsReadyAsync(drift.World), "the cache is ready at the version that it has");
    }
}
