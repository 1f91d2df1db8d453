using Amazon.KeyManagementService.Model;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Tests.Drift;

/// <summary>What drifted is told of even where the pass that puts it right comes to nothing in between.</summary>
public sealed class InterruptedDriftTests(DriftWorld drift) : IClassFixture<DriftWorld>
{
    [Theory]
    [InlineData(FaultKind.Conflict, 1)]
    [InlineData(FaultKind.Conflict, 2)]
    [InlineData(FaultKind.Drop, 1)]
    [InlineData(FaultKind.Lose, 1)]
    [InlineData(FaultKind.Lose, 2)]
    public async Task Drift_is_told_of_although_a_status_write_fails(FaultKind kind, int nth)
    {
        var row = DriftRows.ByName.Values.First(row => row is { Driver: "BucketDriver", Field: "policy" });
        var known = (await row.Owner.GetAsync(drift.World)).CommonStatus.DriftedAt;
        await drift.RestAsync();
        var (right, _) = await drift.BreakAsync(row);

        drift.World.Faults.Use(new FaultRule("kubernetes", "update", kind) { Nth = nth });
        drift.Run(fast: false);
        await row.Owner.LookAgainAsync(drift.World);
        drift.World.Faults.Use();

        await drift.RightAgainAsync(row, right);
        Assert.NotEqual(known, (await row.Owner.GetAsync(drift.World)).CommonStatus.DriftedAt);
    }

    [Fact]
    public async Task Lost_data_is_told_of_although_the_last_status_write_fails()
    {
        var row = DriftRows.ByName.Values.Single(row => row is { Driver: "BucketDriver", Field: "deleted" });
        var (right, _) = await drift.BreakAsync(row);

        drift.World.Faults.Use(new FaultRule("kubernetes", "update", FaultKind.Conflict) { Nth = 2 });
        drift.Run(fast: false);
        await row.Owner.LookAgainAsync(drift.World);
        drift.World.Faults.Use();

        await drift.RightAgainAsync(row, right);
        Assert.Contains((await row.Owner.GetAsync(drift.World)).CommonStatus.Conditions, condition => condition is { Type: "DataLost", Status: "True" });
    }

    [Fact]
    public async Task A_key_that_lost_its_alias_is_neither_replaced_nor_retired()
    {
        drift.Run(fast: true);
        // Older than what is just being made: strays of that age are retired.
        await drift.World.PassAsync(TimeSpan.FromMinutes(70));
        await drift.Kms.DeleteAliasAsync(new DeleteAliasRequest { AliasName = drift.TheKey.Alias }, drift.Cancel);

        await DriftWorld.Key.LookAgainAsync(drift.World);
        await DriftWorld.Tenant.LookAgainAsync(drift.World);

        var key = Assert.Single(drift.World.Aws.Keys, key => key.Tags["dataplatform.dev/name"] == DriftWorld.Key.Resource.Metadata.Name);
        Assert.Equal((drift.TheKey.KeyArn, "Enabled", drift.TheKey.Alias), (key.Arn, key.State, Assert.Single(key.Aliases)));
    }

    [Fact]
    public async Task What_a_stream_lacks_that_was_made_again_is_not_called_drift()
    {
        var row = DriftRows.ByName.Values.Single(row => row is { Driver: "StreamDriver", Field: "deleted" });
        var (right, _) = await drift.BreakAsync(row);

        drift.Run(fast: false);
        await row.Owner.LookAgainAsync(drift.World);
        await drift.RightAgainAsync(row, right);
        await drift.World.SettleAsync();

        var condition = (await row.Owner.GetAsync(drift.World)).CommonStatus.Conditions.Single(condition => condition.Type == "DriftCorrected");
        Assert.Contains("was deleted outside the operator and is made again", condition.Message, StringComparison.Ordinal);
    }
}
