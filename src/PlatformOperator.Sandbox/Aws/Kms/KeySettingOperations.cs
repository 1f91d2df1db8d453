using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kms;

/// <summary>Rotation, tags and description.</summary>
internal sealed class KeySettingOperations(KmsService kms)
{
    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["EnableKeyRotation"] = EnableRotation;
        operations["DisableKeyRotation"] = DisableRotation;
        operations["GetKeyRotationStatus"] = RotationStatus;
        operations["TagResource"] = Tag;
        operations["UntagResource"] = Untag;
        operations["ListResourceTags"] = ListTags;
        operations["UpdateKeyDescription"] = Describe;
    }

    JsonObject? EnableRotation(AwsCall call, JsonInput input)
    {
        var days = input.Int("RotationPeriodInDays", 90, 2560) ?? 365;
        var key = kms.Authorized(call, input.Required("KeyId"));
        key.MustBeEnabled();
        if (key.RotationPeriodDays != days) key.RotationSince = call.Now;
        key.RotationPeriodDays = days;
        return null;
    }

    JsonObject? DisableRotation(AwsCall call, JsonInput input)
    {
        var key = kms.Authorized(call, input.Required("KeyId"));
        key.MustBeEnabled();
        key.RotationPeriodDays = null;
        return null;
    }

    /// <summary>Verified with the KMS API reference: pending deletion reports false; cancelling restores the old setting.</summary>
    JsonObject RotationStatus(AwsCall call, JsonInput input)
    {
        var key = kms.Authorized(call, input.Required("KeyId"));
        var on = key.RotationPeriodDays is not null && key.State != KeyState.PendingDeletion;
        var answer = new JsonObject { ["KeyId"] = key.Arn, ["KeyRotationEnabled"] = on };
        if (!on) return answer;
        var days = key.RotationPeriodDays!.Value;
        var rotations = (int)((call.Now - key.RotationSince).TotalDays / days) + 1;
        answer["RotationPeriodInDays"] = days;
        answer["NextRotationDate"] = KeyOperations.Seconds(key.RotationSince.AddDays((double)rotations * days));
        return answer;
    }

    JsonObject? Tag(AwsCall call, JsonInput input)
    {
        var tags = TagsOf(input);
        var key = kms.Authorized(call, input.Required("KeyId"), context: c => c.RequestTags(tags));
        key.MustNotBePendingDeletion();
        var all = new Dictionary<string, string>(key.Tags, StringComparer.Ordinal);
        foreach (var (name, value) in tags) all[name] = value;
        Tags.CheckCount(all, m => new AwsException("LimitExceededException", m));
        foreach (var (name, value) in tags) key.Tags[name] = value;
        return null;
    }

    JsonObject? Untag(AwsCall call, JsonInput input)
    {
        var keys = input.Texts("TagKeys");
        var key = kms.Authorized(call, input.Required("KeyId"), context: c => c.Set("aws:TagKeys", keys));
        key.MustNotBePendingDeletion();
        foreach (var name in keys) key.Tags.Remove(name);
        return null;
    }

    JsonObject ListTags(AwsCall call, JsonInput input)
    {
        var key = kms.Authorized(call, input.Required("KeyId"));
        var page = Page<KeyValuePair<string, string>>.Of(key.Tags, t => t.Key, input.Text("Marker"), input.Int("Limit", 1, 50) ?? 50,
            KeyOperations.BadMarker);
        var answer = new JsonObject
        {
            ["Tags"] = new JsonArray([.. page.Items.Select(t => new JsonObject { ["TagKey"] = t.Key, ["TagValue"] = t.Value })]),
            ["Truncated"] = page.Next is not null,
        };
        if (page.Next is not null) answer["NextMarker"] = page.Next;
        return answer;
    }

    JsonObject? Describe(AwsCall call, JsonInput input)
    {
        var key = kms.Authorized(call, input.Required("KeyId"));
        key.MustNotBePendingDeletion();
        key.Description = input.Text("Description") ?? throw JsonInput.Missing("Description");
        return null;
    }

    internal static Dictionary<string, string> TagsOf(JsonInput input)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in input.Objects("Tags"))
            if (!tags.TryAdd(tag.Required("TagKey"), tag.Text("TagValue") ?? ""))
                throw new AwsException("TagException", "Duplicate tag keys");
        Tags.Check(tags, m => new AwsException("TagException", m));
        return tags;
    }
}
