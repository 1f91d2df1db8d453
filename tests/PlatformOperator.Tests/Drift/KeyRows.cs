using Amazon.KeyManagementService.Model;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Drift;

/// <summary>What somebody may do to a KMS key.</summary>
internal static class KeyRows
{
    private const string Anything = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"kms:*","Resource":"*"}]}""";

    public static IEnumerable<DriftRow> All()
    {
        yield return Row(
            "deletion", "schedules its deletion", "scheduled deletion is cancelled",
            w => w.Kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = w.TheKey.KeyId, PendingWindowInDays = 7 }, w.Cancel));
        yield return Row("enabled", "disables it", "enabled", w => w.Kms.DisableKeyAsync(new DisableKeyRequest { KeyId = w.TheKey.KeyId }, w.Cancel));
        yield return Row("alias", "deletes its alias", "leads to the key again", w => w.Kms.DeleteAliasAsync(new DeleteAliasRequest { AliasName = w.TheKey.Alias }, w.Cancel));
        yield return Row(
            "alias", "leads its alias elsewhere", "leads to the key again",
            w => w.Kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = w.TheKey.Alias, TargetKeyId = w.TheOtherKey.KeyId }, w.Cancel));
        yield return Row(
            "description", "describes it otherwise", "description →",
            w => w.Kms.UpdateKeyDescriptionAsync(new UpdateKeyDescriptionRequest { KeyId = w.TheKey.KeyId, Description = "mine" }, w.Cancel));
        yield return Row(
            "policy", "opens its policy", "key policy replaced",
            w => w.Kms.PutKeyPolicyAsync(new PutKeyPolicyRequest { KeyId = w.TheKey.KeyId, PolicyName = "default", Policy = Anything }, w.Cancel));
        yield return Row(
            "rotationPeriodDays", "stops its rotation", "rotation off",
            w => w.Kms.DisableKeyRotationAsync(new DisableKeyRotationRequest { KeyId = w.TheKey.KeyId }, w.Cancel));
        yield return Row(
            "rotationPeriodDays", "has it rotate rarely", "rotation every 2000 days",
            w => w.Kms.EnableKeyRotationAsync(new EnableKeyRotationRequest { KeyId = w.TheKey.KeyId, RotationPeriodInDays = 2000 }, w.Cancel));
        yield return Row(
            "tags", "takes one owner tag off", "tags dataplatform.dev/name set",
            w => w.Kms.UntagResourceAsync(new UntagResourceRequest { KeyId = w.TheKey.KeyId, TagKeys = [Owner.Prefix + "name"] }, w.Cancel));
        yield return Row(
            "tags", "marks it as retained", "dataplatform.dev/retained removed",
            w => w.Kms.TagResourceAsync(
                new TagResourceRequest { KeyId = w.TheKey.KeyId, Tags = [new Tag { TagKey = Owner.RetainedTag, TagValue = "true" }] }, w.Cancel));
        yield return new DriftRow(
            DriftWorld.Tenant, "alias", "deletes the alias of a Tenant's",
            w => w.Kms.DeleteAliasAsync(new DeleteAliasRequest { AliasName = w.KmsKey(w.TheTenant.Keys!.Storage).Aliases.Single() }, w.Cancel),
            w => Task.FromResult(DriftWorld.Text(w.KmsKey(w.TheTenant.Keys!.Storage))))
        { Driver = "KeyDriver", Sentence = "leads to the key again" };
    }

    private static DriftRow Row(string field, string way, string sentence, Func<DriftWorld, Task> breakAsync) =>
        new(DriftWorld.Key, field, way, breakAsync, w => Task.FromResult(DriftWorld.Text(w.KmsKey(w.TheKey.KeyArn))))
        {
            Driver = "KeyDriver", Sentence = sentence,
        };
}
