using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;
using static PlatformOperator.Tests.SpecWalks.Fields;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of a Tenant that has a resource of every kind.</summary>
public sealed class TenantWalkTests : SpecWalkTests<Tenant>
{
    private static readonly Start Shared = new("one key");
    private static readonly Start PerService = new("three keys", Taken("encryption/keys", nameof(KeySharing.PerService)));

    private protected override Tenant Subject => New.Tenant(Home);

    private protected override IReadOnlyList<Start> Starts => [Shared, PerService];

    private protected override IReadOnlyList<Gen<Edit>> Edits(Start start) =>
    [
        Namespaces(), Tags("tags", 25), Encryption(start), Account(), Network(), Quota(), Choice<DeletionPolicy>("deletionPolicy"),
    ];

    private protected override Task PrepareAsync(ChaosWorld world)
    {
        world.Sandbox.Aws!.Accounts.Add(New.Account, anyRole: true);
        return Task.CompletedTask;
    }

    private protected override async Task FollowAsync(ChaosWorld world)
    {
        await world.CreateAsync(New.Key(Home));
        var bucket = New.Bucket(Home);
        bucket.Spec.Tags = new Dictionary<string, string> { ["team"] = "its own" };
        await world.CreateAsync(bucket);
        await world.CreateAsync(New.ApiKey(Home));
        var pipeline = New.Pipeline(Home);
        pipeline.Spec.Cache = new CacheSettings();
        await world.CreateAsync(pipeline);
    }

    // The default group of a VPC is known to ElastiCache alone, so a cache cannot be given back to it.
    private protected override bool IsHistory(string line, JsonObject spec) =>
        line.Contains(".SecurityGroups[", StringComparison.Ordinal) && spec["network"]?["securityGroupIds"] is null;

    private static Gen<Edit> Namespaces() => Or(
        Field("namespaces", [new[] { Home }, new[] { Home, "acme-two" }, null], Array.Empty<string>(), new[] { Home, "Acme" }, new[] { Home, Home }, Home),
        Blocked("SystemNamespace", "namespaces", new[] { Home, "kube-system" }), Blocked("NamespaceInUse", "namespaces", new[] { "acme-two" }));

    private static Gen<Edit> Encryption(Start start) => Gen.OneOf(
        Fixed("encryption/keys", start == Shared ? "PerService" : "Shared", "Nonsense"),
        Number("encryption/rotationPeriodDays", 90, 2560),
        Number("encryption/deletionWindowDays", 7, 30),
        Set(
            "encryption/administrators", [$"arn:aws:iam::{New.Account}:role/security", $"arn:aws:iam::{New.Account}:user/ops/ann"], 16,
            "arn:aws:iam::210987654321:role/security", $"arn:aws:iam::{New.Account}:root", $"arn:aws:iam::{New.Account}:role/*", "*"));

    private static Gen<Edit> Account() => Gen.OneOf(
        Fixed("aws/accountId", "210987654321", "12345", null),
        Fixed("aws/region", "eu-central-1", "Ireland", null),
        Gen.Elements(
            Role(Verdict.Taken, null, null), Role(Verdict.Taken, New.TenantRole, null), Role(Verdict.Taken, New.TenantRole, "acme-42"),
            Role(Verdict.Refused, "arn:aws:iam::210987654321:role/operator", null),
            Role(Verdict.Refused, null, "acme-42"), Role(Verdict.Refused, "operator", null),
            Role(Verdict.Refused, New.TenantRole, "a b")),
        Set("aws/bucketPrefixes", ["acme-", "agency.acme"], 16, "-acme", "ac"),
        Set("aws/adoptable", ["acme-legacy", "legacy.acme"], 64, "Legacy", "ab"));

    private static Edit Role(Verdict verdict, string? arn, string? externalId) =>
        new(verdict, ("aws/roleArn", Json(arn)), ("aws/externalId", Json(externalId)));

    /// <summary>ElastiCache takes no subnet away in which a node lies.</summary>
    private static Gen<Edit> Network() => Gen.OneOf(
        Field(
            "network/subnetIds",
            [new[] { "subnet-0ddd4444", "subnet-0bbb2222", "subnet-0aaa1111" }],
            new[] { "0aaa1111" }, new[] { "subnet-0aaa1111", "subnet-0aaa1111" }),
        Set("network/subnetCidrs", ["10.0.0.0/16", "fd00::/8"], 16, "10.0.0.0", "intranet"),
        Set("network/securityGroupIds", ["sg-0ccc3333", "sg-0ddd4444", "sg-0eee5555"], 5, "default", "sg-"),
        Set("network/allowedCidrs", ["203.0.113.0/24", "2001:db8::/32"], 32, "anywhere", "1.2.3/24"));

    /// <summary>Bounds that leave room for what there is.</summary>
    private static Gen<Edit> Quota() => Gen.OneOf(
        Field("quota/pipelines", [1, 10_000, null], -1, 10_001, "one"),
        Field("quota/shards", [2, 100_000, null], -1, 100_001, "two"),
        Field("quota/cacheNodes", [1, 10_000, null], -1, 10_001, 1.5),
        Field("quota/cpu", ["8", 8, "500m", "0.5", null], "eight", "-1", new string('1', 33)),
        Field("quota/memory", ["16Gi", "1.5G", null], "16GB", "", "Gi"));
}
