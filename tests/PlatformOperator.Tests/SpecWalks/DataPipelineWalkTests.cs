using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;
using static PlatformOperator.Tests.SpecWalks.Fields;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of a DataPipeline.</summary>
public sealed class DataPipelineWalkTests : SpecWalkTests<DataPipeline>
{
    private static readonly object Fields4 = new { timestamp = "Timestamp", sensor = "String", value = "Number", count = "Integer" };
    private static readonly Start Bare = new("no schema, no cache");
    private static readonly Start Full = new(
        "a schema and a cache", Taken("schema", new { timestamp = "timestamp", fields = Fields4 }), Taken("cache", new { engine = "valkey", nodeType = "cache.t4g.micro" }));

    private protected override DataPipeline Subject => New.Pipeline(Home);

    private protected override IReadOnlyList<Start> Starts => [Bare, Full];

    private protected override IReadOnlyList<Gen<Edit>> Edits(Start start) =>
    [
        Source(), Stream(), start == Full ? Cache()
            : NewCache(), Storage(start), start == Full ? Schema()
            : Gen.Constant(Refused("schema", new { timestamp = "timestamp" })),
        Filter(start), Changes(start), Aggregate(start), Ingestion(), Choice<DeletionPolicy>("deletionPolicy"),
    ];

    private protected override async Task PrepareAsync(ChaosWorld world)
    {
        await world.CreateReadyAsync(New.Tenant(Home));
        await world.CreateAsync(New.ApiKey(Home));
        await world.CreateAsync(New.ApiKey(Home, "other"));
    }

    private protected override bool IsPossible(Walk walk) => ChangesModeTwiceAtMost(walk, "stream/mode");

    // As with a DataStream and a DataCache by themselves.
    private protected override bool IsHistory(string line, JsonObject spec) =>
        (line.Contains(".OpenShards: ", StringComparison.Ordinal) && spec["stream"]?["mode"]?.ToString() != "Provisioned")
        || (line.Contains(".MaintenanceWindow: ", StringComparison.Ordinal) && spec["cache"]?["maintenanceWindow"] is null);

    private static Gen<Edit> Source() => Or(
        Field(
            "source", [Http("sensors-api-key"), Http("other-api-key"), Polling("https://example.org/v1?from=1")],
            new { }, new { http = new { apiKeySecretRef = new { name = "sensors-api-key" } }, poll = Poll("https://example.org") }, new { http = new { } }, Http("Key"), Http(""), Polling("http://example.org")),
        Blocked("ApiKeySecretMissing", "source", Http("absent")),
        Blocked("HeadersSecretMissing", "source", new { poll = new { url = "https://example.org", headersSecretRef = new { name = "absent" } } }));

    private static Gen<Edit> Stream() => Gen.OneOf(
        Capacity("stream"), Number("stream/retentionHours", 24, 8760), Set("stream/shardLevelMetrics", Enum.GetNames<ShardLevelMetric>(), 7, "Nonsense"));

    private static Gen<Edit> NewCache() => Field(
        "cache",
        [
            null, new { }, new { replicasPerPrimary = 1, snapshotRetentionDays = 3 },
            new { nodeType = "cache.t4g.small", maintenanceWindow = "sun:05:00-sun:06:00" },
        ],
        new { engine = "memcached" }, new { replicasPerPrimary = 6 }, "small");

    private static Gen<Edit> Cache() => Gen.OneOf(
        Fixed("cache/engine", "redis"),
        Field("cache/nodeType", ["cache.t4g.micro", "cache.t4g.small", null], "small"),
        Field("cache/replicasPerPrimary", [0, 1, 2, null], -1, 6),
        Number("cache/snapshotRetentionDays", 0, 35),
        Field("cache/maintenanceWindow", ["mon:05:00-mon:06:00", "sun:05:00-sun:06:00"], "monday"));

    private static Gen<Edit> Storage(Start start) => Gen.OneOf(
        Lifetime("storage/raw"), Lifetime("storage/processed"), Lifetime("storage/errors"), Flag("storage/emptyOnDelete"),
        start == Full
            ? Set("storage/processed/partitionBy", ["date", "sensor", "count"], 4, "unknown", "")
            : Field("storage/processed/partitionBy", [new[] { "date" }, Array.Empty<string>(), null], new[] { "date", "sensor" }));

    private static Gen<Edit> Schema() => Field(
        "schema",
        [
            new { timestamp = "timestamp", fields = Fields4 }, new { timestamp = "timestamp", key = "sensor", id = "count", fields = Fields4 },
            new { timestamp = "timestamp", fields = new { timestamp = "Timestamp", sensor = "String", value = "Number", count = "Integer", ok = "Boolean" } },
        ],
        new { timestamp = "sensor", fields = Fields4 }, new { timestamp = "absent", fields = Fields4 },
        new { timestamp = "timestamp", key = "absent", fields = Fields4 },
        new { timestamp = "timestamp", id = "absent", fields = Fields4 }, new { timestamp = "timestamp", fields = new { timestamp = "Date" } }, new { fields = Fields4 }, new { timestamp = "timestamp" });

    private static Gen<Edit> Filter(Start start) => Gen.Frequency(
        (4, Gen.Elements(
            Filter(Verdict.Taken, new { field = "value", notNull = true }),
            Filter(Verdict.Taken, new { field = "value", between = new[] { -50, 150.5 } }, new { field = "sensor", matches = "^hall-[0-9]+$" }),
            Filter(Verdict.Taken, new { field = "count", @in = new object[] { 1, "2" } }, new { field = "sensor", equals = "hall-1" }),
            Filter(Verdict.Taken),
            Taken("transform", null))),
        (2, Gen.Elements(
            Filter(Verdict.Refused, new { field = "value" }), Filter(Verdict.Refused, new { field = "value", notNull = false }),
            Filter(Verdict.Refused, new { field = "value", notNull = true, equals = 1 }),
            Filter(Verdict.Refused, new { field = "value", between = new[] { 1 } }),
            Filter(Verdict.Refused, new { field = "value", between = new[] { 2, 1 } }), Filter(Verdict.Refused, new { field = "a b", notNull = true }),
            Filter(Verdict.Refused, [.. Enumerable.Repeat(new { field = "value", notNull = true }, 33)]))),
        (start == Full ? 2 : 0, Gen.Elements(
            Filter(Verdict.Refused, new { field = "unknown", notNull = true }), Filter(Verdict.Refused, new { field = "value", matches = "1" }),
            Filter(Verdict.Refused, new { field = "sensor", between = new[] { 1, 2 } }), Filter(Verdict.Blocked, new { field = "value", equals = "abc" }))),
        (1, Gen.Constant(Filter(Verdict.Blocked, new { field = "sensor", matches = "(?=hall)" }))));

    private static Edit Filter(Verdict verdict, params object[] rules) =>
        new(verdict, ("transform", Json(new { filter = rules }))) { Reason = verdict == Verdict.Blocked ? "InvalidSpec" : null };

    private static Gen<Edit> Changes(Start start) => Gen.Frequency(
        (3, Gen.Elements(
            Taken("transform", new { rename = new { a = "b", c = "d" }, drop = new[] { "e" } }),
            Taken("transform", new { filter = new[] { new { any = new object[] { new { field = "value", notNull = true }, new { field = "sensor", equals = "a" } } } } }))),
        (start == Full ? 3 : 0, Gen.Elements(
            Taken("transform", new { @default = new { value = "0.5", sensor = 7 } }),
            Taken("transform", new { derive = new[] { new { field = "day", from = "timestamp", part = "Date" } }, drop = new[] { "timestamp" } }),
            Refused("transform", new { @default = new { unknown = 1 } }), Refused("transform", new { rename = new { x = "value" } }),
            Refused("transform", new { derive = new[] { new { field = "day", from = "sensor", part = "Date" } } }),
            Blocked("InvalidSpec", "transform", new { @default = new { value = "abc" } }))),
        (2, Gen.Elements(
            Refused("transform", new { drop = new[] { "a", "a" } }), Refused("transform", new { filter = new[] { new { any = Array.Empty<object>() } } }),
            Refused("transform", new { derive = new[] { new { field = "day", from = "timestamp", part = "Century" } } }),
            Blocked("InvalidSpec", "transform", new { rename = new { a = "b" }, drop = new[] { "b" } }))));

    private static Gen<Edit> Aggregate(Start start)
    {
        var valid = new[]
        {
            new { window = "1h", allowedLateness = "1h", by = new[] { "sensor" }, metrics = new object[] { new { name = "avg", average = "value" } } },
            new
            {
                window = "9999d", allowedLateness = "1s", by = Array.Empty<string>(),
                metrics = new object[] { new { name = "n", count = "sensor" }, new { name = "top", max = "count" } },
            },
        };
        var wrong = new[]
        {
            valid[0] with { window = "0h" },
            valid[0] with { metrics = [new { name = "sensor", sum = "value" }] },
            valid[0] with { allowedLateness = "1w" }, valid[0] with { by = ["unknown"] }, valid[0] with { metrics = [] },
            valid[0] with { metrics = [new { name = "avg", average = "sensor" }] },
            valid[0] with { metrics = [new { name = "both", sum = "value", min = "value" }] },
            valid[0] with { metrics = [new { name = "n", count = "sensor" }, new { name = "n", sum = "value" }] },
        };
        return Mixed(
            Gen.Elements(valid).Select(aggregate => new Edit(start == Full ? Verdict.Taken : Verdict.Refused, ("transform", Json(new { aggregate })))),
            Gen.Elements(wrong).Select(aggregate => Refused("transform", new { aggregate })));
    }

    private static Gen<Edit> Ingestion() => Gen.OneOf(
        Gen.Elements(
            Replicas(Verdict.Taken, 1, 8), Replicas(Verdict.Taken, 200, 200), Replicas(Verdict.Taken, null, null), Replicas(Verdict.Refused, 3, 2),
            Replicas(Verdict.Refused, 0, 2),
            Replicas(Verdict.Refused, 1, 201)),
        Field("ingestion/resources/requests/cpu", ["50m", 1, null], "fast", "-1"),
        Field("ingestion/resources/requests/memory", ["128Mi", null], "128MB"),
        Field("ingestion/resources/limits/cpu", ["2", null], "two"),
        Field("ingestion/resources/limits/memory", ["1Gi", null], ""));

    private static Edit Replicas(Verdict verdict, int? min, int? max) =>
        new(verdict, ("ingestion/replicas/min", Json(min)), ("ingestion/replicas/max", Json(max)));

    private static object Http(string secret) => new { http = new { apiKeySecretRef = new { name = secret } } };

    private static object Polling(string url) => new { poll = Poll(url) };

    private static object Poll(string url) => new { url };
}
