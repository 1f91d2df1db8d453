using FsCheck;
using PlatformOperator.Api;
using PlatformOperator.Chaos;
using PlatformOperator.Tests.Controllers;
using static PlatformOperator.Tests.SpecWalks.Fields;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of an EncryptionKey.</summary>
public sealed class EncryptionKeyWalkTests : SpecWalkTests<EncryptionKey>
{
    private protected override EncryptionKey Subject => New.Key(Home);

    private protected override IReadOnlyList<Start> Starts => [new("a key"), new("a described key", Taken("description", "for audits"))];

    private protected override IReadOnlyList<Gen<Edit>> Edits(Start start) =>
    [
        Field("description", ["for audits", "", new string('d', 1024), null], new string('d', 1025), 5),
        Number("rotationPeriodDays", 90, 2560),
        Number("deletionWindowDays", 7, 30),
        Choice<DeletionPolicy>("deletionPolicy"),
    ];

    private protected override Task PrepareAsync(ChaosWorld world) => world.CreateReadyAsync(New.Tenant(Home));
}
