using System.Text.Json.Nodes;
using FsCheck;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;
using static PlatformOperator.Tests.SpecWalks.Fields;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of a DataCache.</summary>
public sealed class DataCacheWalkTests : SpecWalkTests<DataCache>
{
    private static readonly Start Newest = new("the newest version");
    private static readonly Start Old = new("an old version", Taken("engineVersion", "7.2"));

    private protected override DataCache Subject => New.Cache(Home);

    private protected override IReadOnlyList<Start> Starts => [Newest, Old];

    private protected override IReadOnlyList<Gen<Edit>> Edits(Start start) =>
    [
        Fixed("engine", "redis", "memcached", 1),
        Or(Field("engineVersion", ["8.1", null], "newest", "", "8.1.0.0", 8), Blocked("InvalidRequest", "engineVersion", start == Newest ? "8.0" : "9.9")),
        Field("nodeType", ["cache.t4g.micro", "cache.t4g.small", "cache.m7g.large", null], "t4g.micro", "cache.T4G.micro", ""),
        Or(Field("replicasPerPrimary", [0, 1, 2, 3, null], -1, 6, 1.5, "many"), Blocked("QuotaExceeded", "replicasPerPrimary", 5)),
        Number("snapshotRetentionDays", 0, 35),
        Or(
            Field("maintenanceWindow", ["sun:05:00-sun:06:00", "wed:23:30-thu:01:00", null], "sunday", "sun:24:00-sun:25:00", ""),
            Blocked("InvalidRequest", "maintenanceWindow", "sun:05:00-sun:05:30")),
        Choice<DeletionPolicy>("deletionPolicy"),
    ];

    private protected override Task PrepareAsync(ChaosWorld world)
    {
        var tenant = New.Tenant(Home);
        tenant.Spec.Quota.CacheNodes = 4;
        return world.CreateReadyAsync(tenant);
    }

    // What the spec leaves to ElastiCache stays as it was: versions cannot go down, and no window can be given back.
    private protected override bool IsHistory(string line, JsonObject spec) =>
        (line.Contains(".EngineVersion: ", StringComparison.Ordinal) && spec["engineVersion"] is null)
        || (line.Contains(".MaintenanceWindow: ", StringComparison.Ordinal) && spec["maintenanceWindow"] is null);
}
