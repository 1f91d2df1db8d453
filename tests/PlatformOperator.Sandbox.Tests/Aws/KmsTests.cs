using System.Globalization;
using System.Text;
using Amazon.KeyManagementService.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class KmsTests : AwsTest
{
    [Fact]
    public async Task A_key_is_found_by_id_arn_alias_and_alias_arn()
    {
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest { Description = "of acme",
            Tags = [new Tag { TagKey = "tenant", TagValue = "acme" }] })).KeyMetadata;
        await kms.CreateAliasAsync("alias/acme", key.KeyId);

        foreach (var reference in new[] { key.KeyId, key.Arn, "alias/acme", $"arn:aws:kms:eu-west-1:{Account}:alias/acme" })
            Assert.Equal(key.Arn, (await kms.DescribeKeyAsync(reference)).KeyMetadata.Arn);
        Assert.Equal("of acme", key.Description);
        Assert.Equal("acme", Assert.Single((await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = key.KeyId })).Tags).TagValue);
        Assert.Equal(["alias/acme"], Assert.Single(World.Keys).Aliases);
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        using var kms = Kms();
        await FailsAsync("NotFoundException", () => kms.DescribeKeyAsync("alias/none"));
        await FailsAsync("NotFoundException", () => kms.DescribeKeyAsync(Guid.NewGuid().ToString()));
        await FailsAsync("NotFoundException", () => kms.DescribeKeyAsync("nonsense"));
        await FailsAsync("NotFoundException", () => kms.DescribeKeyAsync($"arn:aws:kms:us-east-1:{Account}:key/{Guid.NewGuid()}"));
        await FailsAsync("NotFoundException", () => kms.DeleteAliasAsync("alias/none"));
    }

    [Fact]
    public async Task An_alias_is_taken_once_and_moves_by_update()
    {
        using var kms = Kms();
        var first = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata;
        var second = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata;
        await kms.CreateAliasAsync("alias/a", first.KeyId);
        await FailsAsync("AlreadyExistsException", () => kms.CreateAliasAsync("alias/a", second.KeyId));
        await FailsAsync("ValidationException", () => kms.CreateAliasAsync("a", second.KeyId));
        await kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = "alias/a", TargetKeyId = second.KeyId });
        Assert.Equal(second.KeyId, (await kms.DescribeKeyAsync("alias/a")).KeyMetadata.KeyId);
        Assert.Equal(second.KeyId, Assert.Single((await kms.ListAliasesAsync(new ListAliasesRequest { KeyId = second.KeyId })).Aliases).TargetKeyId);
    }

    [Fact]
    public async Task Rotation_reports_its_period()
    {
        using var kms = Kms();
        var id = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.KeyId;
        Assert.False((await kms.GetKeyRotationStatusAsync(id)).KeyRotationEnabled);
        var tooShort = new EnableKeyRotationRequest { KeyId = id };
        tooShort.RotationPeriodInDays = int.Parse("89", CultureInfo.InvariantCulture);
        await FailsAsync("ValidationException", () => kms.EnableKeyRotationAsync(tooShort));
        await kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = id, RotationPeriodInDays = 90 });
        var status = await kms.GetKeyRotationStatusAsync(id);
        Assert.True(status.KeyRotationEnabled);
        Assert.Equal(90, status.RotationPeriodInDays);
        Assert.Equal(Time.GetUtcNow().AddDays(90).UtcDateTime, status.NextRotationDate!.Value.ToUniversalTime());
    }

    [Fact]
    public async Task A_scheduled_deletion_can_be_cancelled_and_else_happens()
    {
        using var kms = Kms();
        var id = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.KeyId;
        await kms.CreateAliasAsync("alias/doomed", id);
        await FailsAsync("ValidationException", () => kms.ScheduleKeyDeletionAsync(id, 6));
        await kms.ScheduleKeyDeletionAsync(id, 7);
        await FailsAsync("KMSInvalidStateException", () => kms.ScheduleKeyDeletionAsync(id, 7));
        await FailsAsync("KMSInvalidStateException", () => kms.EnableKeyAsync(id));
        await FailsAsync("KMSInvalidStateException",
            () => kms.TagResourceAsync(new TagResourceRequest { KeyId = id, Tags = [new Tag { TagKey = "a", TagValue = "b" }] }));
        await kms.CancelKeyDeletionAsync(id);
        Assert.Equal("Disabled", Assert.Single(World.Keys).State);
        await FailsAsync("DisabledException", () => kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = id,
            KeySpec = "AES_256" }));
        await kms.EnableKeyAsync(id);
        await kms.ScheduleKeyDeletionAsync(id, 7);
        Time.Advance(TimeSpan.FromDays(7));
        await FailsAsync("NotFoundException", () => kms.DescribeKeyAsync(id));
        Assert.Empty((await kms.ListAliasesAsync(new ListAliasesRequest())).Aliases ?? []);
    }

    [Fact]
    public async Task A_policy_that_locks_its_author_out_is_refused()
    {
        using var kms = Kms();
        var id = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.KeyId;
        await FailsAsync("MalformedPolicyDocumentException",
            () => kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = id, Policy = "no json" }));
        await FailsAsync("MalformedPolicyDocumentException", () => kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = id, Policy = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/other"},"Action":"kms:*","Resource":"*"}]}
            """ }));
        Assert.Contains($"arn:aws:iam::{Account}:root", (await kms.GetKeyPolicyAsync(id, "default")).Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_encrypted_is_decrypted_with_its_context_alone()
    {
        using var kms = Kms();
        var id = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata.KeyId;
        var context = new Dictionary<string, string> { ["a"] = "b" };
        var sealedText = (await kms.EncryptAsync(new EncryptRequest { KeyId = id, Plaintext = new MemoryStream("hello"u8.ToArray()),
            EncryptionContext = context })).CiphertextBlob;
        var open = await kms.DecryptAsync(new DecryptRequest { CiphertextBlob = sealedText, EncryptionContext = context });
        Assert.Equal("hello", Encoding.UTF8.GetString(open.Plaintext.ToArray()));
        sealedText.Position = 0;
        await FailsAsync("InvalidCiphertextException", () => kms.DecryptAsync(new DecryptRequest { CiphertextBlob = sealedText }));
    }

    [Fact]
    public async Task Keys_are_listed_in_pages_and_seen_by_their_account_alone()
    {
        using var kms = Kms();
        using var foreign = Kms(Other);
        for (var i = 0; i < 5; i++) await kms.CreateKeyAsync(new CreateKeyRequest());
        var ids = new List<string>();
        var page = new ListKeysResponse();
        do
        {
            page = await kms.ListKeysAsync(new ListKeysRequest { Limit = 2, Marker = page.NextMarker });
            ids.AddRange(page.Keys.Select(k => k.KeyId));
        }
        while (page.Truncated == true);
        Assert.Equal(World.Keys.Select(k => k.KeyId).Order(), ids.Order());
        Assert.Empty((await foreign.ListKeysAsync(new ListKeysRequest())).Keys ?? []);
        await FailsAsync("AccessDeniedException", () => foreign.DescribeKeyAsync(World.Keys[0].Arn));
    }
}
