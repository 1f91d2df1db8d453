using System.Text.Json.Nodes;
using FsCheck;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;
using static PlatformOperator.Tests.SpecWalks.Fields;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of a DataStream.</summary>
public sealed class DataStreamWalkTests : SpecWalkTests<DataStream>
{
    private protected override DataStream Subject => New.Stream(Home);

    private protected override IReadOnlyList<Start> Starts => [new("on demand"), new("provisioned", Taken("mode", "Provisioned"), Taken("shards", 2))];

    private protected override IReadOnlyList<Gen<Edit>> Edits(Start start) =>
    [
        Or(Capacity(""), new Edit(Verdict.Blocked, ("mode", Json("Provisioned")), ("shards", Json(9))) { Reason = "QuotaExceeded" }),
        Number("retentionHours", 24, 8760),
        Set("shardLevelMetrics", Enum.GetNames<ShardLevelMetric>(), 7, "Nonsense", ""),
        KeyRef(),
        Choice<DeletionPolicy>("deletionPolicy"),
    ];

    private protected override async Task PrepareAsync(ChaosWorld world)
    {
        var tenant = New.Tenant(Home);
        tenant.Spec.Quota.Shards = 8;
        await world.CreateReadyAsync(tenant);
        await world.CreateReadyAsync(New.Key(Home, "first"));
        await world.CreateReadyAsync(New.Key(Home, "second"));
    }

    private protected override bool IsPossible(Walk walk) => ChangesModeTwiceAtMost(walk, "mode");

    // On demand, Kinesis chooses the number of shards, and keeps those that there were.
    private protected override bool IsHistory(string line, JsonObject spec) =>
        line.Contains(".OpenShards: ", StringComparison.Ordinal) && spec["mode"]?.ToString() != "Provisioned";
}
