using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;
using static PlatformOperator.Tests.SpecWalks.Fields;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of a TenantBucket.</summary>
public sealed class TenantBucketWalkTests : SpecWalkTests<TenantBucket>
{
    private static readonly Start Computed = new("a computed name");
    private static readonly Start Explicit = new("an explicit name", Taken("bucketName", "acme-data"));

    private protected override TenantBucket Subject => New.Bucket(Home);

    private protected override IReadOnlyList<Start> Starts => [Computed, Explicit];

    private protected override IReadOnlyList<Gen<Edit>> Edits(Start start) =>
    [
        Fixed("bucketName", "acme-other", "Acme", "acme..data", "ac", new string('b', 64)),
        Adoption(start),
        Choice<BucketZone>("zone"),
        Choice<BucketVersioning>("versioning"),
        KeyRef(),
        Lifetime("lifecycle"),
        Field("lifecycle/prefix", ["data/", "", null, new string('p', 1024)], new string('p', 1025), 1),
        OptionalNumber("lifecycle/noncurrentExpireAfterDays", 1, 36500),
        OptionalNumber("lifecycle/abortIncompleteUploadsAfterDays", 1, 365),
        Tags("tags", 10),
        Choice<DeletionPolicy>("deletionPolicy"),
        Flag("emptyOnDelete"),
    ];

    private protected override async Task PrepareAsync(ChaosWorld world)
    {
        await world.CreateReadyAsync(New.Tenant(Home));
        await world.CreateReadyAsync(New.Key(Home, "first"));
        await world.CreateReadyAsync(New.Key(Home, "second"));
    }

    // A bucket that was ever versioned cannot become one that never was.
    private protected override bool IsHistory(string line, JsonObject spec) => line.EndsWith(".Versioning: \"Suspended\"", StringComparison.Ordinal);

    /// <summary>The Tenant lets nothing be adopted.</summary>
    private static Gen<Edit> Adoption(Start start)
    {
        (string, JsonNode?) adopt = ("adopt", Json(true));
        return Gen.Elements(
            new Edit(start == Explicit ? Verdict.Blocked : Verdict.Refused, adopt, ("deletionPolicy", Json("Retain")))
            {
                Reason = start == Explicit ? "BucketNameNotAllowed" : null,
            },
            new Edit(Verdict.Refused, adopt, ("deletionPolicy", Json("Delete"))),
            Refused("adopt", "yes"),
            Taken("adopt", false));
    }
}
