using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Controllers;

/// <summary>The operator died around CreateKey: what it wrote down leads the next one to the key, so that there is one.</summary>
public sealed class InterruptedKeyTests(IdleSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<IdleSandboxFixture>
{
    [Fact]
    public async Task A_key_without_alias_is_found_by_its_nonce_and_taken_up()
    {
        await Sandbox.StartOperatorAsync(Cancel);
        await ReadyTenantAsync("ik-resume");
        await Sandbox.StopOperatorAsync(Cancel);
        var resource = New.Key("ik-resume");
        resource.Metadata.Finalizers = [Annotations.Finalizer];
        resource = await CreateAsync(resource);
        const string alias = "alias/dataplatform/sandbox/ik-resume/ik-resume/key";
        resource.Status = new EncryptionKeyStatus
        {
            Intents = [new Intent { Part = "key", Name = "KMS key " + alias, Nonce = "n0nce", Time = new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc) }],
        };
        await Client.UpdateStatusAsync(resource, Cancel);
        using var kms = new AwsAccount(Aws).Kms;
        var made = await MakeAsync(kms, "ik-resume", "n0nce");

        await Sandbox.StartOperatorAsync(Cancel);
        resource = await ReadyAsync(resource);
        await Sandbox.StopOperatorAsync(Cancel);

        var key = Assert.Single(World.Keys, k => k.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "ik-resume");
        Assert.Equal((made.KeyMetadata.KeyId, made.KeyMetadata.Arn), (key.KeyId, resource.Status.KeyArn));
        Assert.Equal([alias], key.Aliases);
        Assert.Equal(365, key.RotationPeriodDays);
        Assert.Null(resource.Status.Intents);
    }

    [Fact]
    public async Task An_open_intent_is_resolved_before_the_finalizer_goes()
    {
        await Sandbox.StartOperatorAsync(Cancel);
        await ReadyTenantAsync("ik-leave");
        await Sandbox.StopOperatorAsync(Cancel);
        var resource = New.Key("ik-leave");
        resource.Spec.DeletionPolicy = DeletionPolicy.Delete;
        resource.Metadata.Finalizers = [Annotations.Finalizer];
        resource = await CreateAsync(resource);
        resource.Status = new EncryptionKeyStatus
        {
            Intents =
            [
                new Intent
                {
                    Part = "key",
                    Name = "KMS key alias/dataplatform/sandbox/ik-leave/ik-leave/key",
                    Nonce = "left", Time = new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc),
                },
            ],
        };
        await Client.UpdateStatusAsync(resource, Cancel);
        using var kms = new AwsAccount(Aws).Kms;
        var made = await MakeAsync(kms, "ik-leave", "left");
        await DeleteAsync(resource);

        await Sandbox.StartOperatorAsync(Cancel);
        await GoneAsync(resource);
        await Sandbox.StopOperatorAsync(Cancel);

        Assert.Equal("PendingDeletion", World.Keys.Single(key => key.KeyId == made.KeyMetadata.KeyId).State);
    }

    /// <summary>A key as an interrupted create leaves it.</summary>
    private static Task<CreateKeyResponse> MakeAsync(AmazonKeyManagementServiceClient kms, string home, string nonce) => kms.CreateKeyAsync(
        new CreateKeyRequest
        {
            Tags =
            [
                .. new Owner("sandbox", home, "EncryptionKey", home, "key", "key").ToTags().Append(new(Owner.NonceTag, nonce))
                    .Select(tag => new Tag { TagKey = tag.Key, TagValue = tag.Value }),
            ],
        },
        Cancel);
}
