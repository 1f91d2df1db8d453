using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Kms;

/// <summary>Create, describe and list keys, and their policies.</summary>
internal sealed class KeyOperations(KmsService kms, Authorizer authorizer)
{
    const int PolicyLimit = 32 * 1024;

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["CreateKey"] = Create;
        operations["DescribeKey"] = Describe;
        operations["ListKeys"] = List;
        operations["GetKeyPolicy"] = GetPolicy;
        operations["PutKeyPolicy"] = PutPolicy;
        operations["ListKeyPolicies"] = ListPolicies;
    }

    JsonObject Create(AwsCall call, JsonInput input)
    {
        var tags = KeySettingOperations.TagsOf(input);
        authorizer.Authorize(call, "kms:CreateKey", "*", c => c.RequestTags(tags));
        // Verified with the KMS developer guide ("Managing KMS key tags with API operations"): the permission must cover all keys of account and region.
        if (tags.Count > 0) authorizer.Authorize(call, "kms:TagResource", Arn.Of("kms", call.Region, call.Account, "key/*"), c => c.RequestTags(tags));
        if ((input.Text("KeySpec") ?? input.Text("CustomerMasterKeySpec") ?? "SYMMETRIC_DEFAULT") != "SYMMETRIC_DEFAULT"
            || (input.Text("KeyUsage") ?? "ENCRYPT_DECRYPT") != "ENCRYPT_DECRYPT" || (input.Text("Origin") ?? "AWS_KMS") != "AWS_KMS"
            || input.Flag("MultiRegion") == true)
            throw new AwsException("UnsupportedOperationException", "The sandbox makes symmetric single-region encryption keys only.");
        var json = input.Text("Policy") ?? DefaultPolicy(call.Account);
        var key = new KmsKey(call.Account, call.Region, call.Now)
        {
            Description = input.Text("Description") ?? "",
            PolicyJson = json,
            Policy = Parse(json),
        };
        foreach (var (name, value) in tags) key.Tags[name] = value;
        Tags.CheckCount(key.Tags, m => new AwsException("LimitExceededException", m));
        CheckLockout(call, key, key.Policy, input);
        kms.Region(call).Keys[key.KeyId] = key;
        call.Resource = key.Arn;
        return new JsonObject { ["KeyMetadata"] = Metadata(key) };
    }

    JsonObject Describe(AwsCall call, JsonInput input) =>
        new() { ["KeyMetadata"] = Metadata(kms.Authorized(call, input.Required("KeyId"), aliases: true)) };

    JsonObject List(AwsCall call, JsonInput input)
    {
        authorizer.Authorize(call, "kms:ListKeys", "*");
        var page = Page<KmsKey>.Of(kms.Region(call).Keys.Values.Where(k => k.AwsManaged || kms.IsVisible(call, k.Created)), k => k.KeyId, input.Text("Marker"), input.Int("Limit", 1, 1000) ?? 100,
            BadMarker);
        var answer = new JsonObject
        {
            ["Keys"] = new JsonArray([.. page.Items.Select(k => new JsonObject { ["KeyId"] = k.KeyId, ["KeyArn"] = k.Arn })]),
            ["Truncated"] = page.Next is not null,
        };
        if (page.Next is not null) answer["NextMarker"] = page.Next;
        return answer;
    }

    JsonObject GetPolicy(AwsCall call, JsonInput input)
    {
        var key = kms.Authorized(call, input.Required("KeyId"));
        CheckPolicyName(input);
        return new JsonObject { ["Policy"] = key.PolicyJson, ["PolicyName"] = "default" };
    }

    JsonObject? PutPolicy(AwsCall call, JsonInput input)
    {
        var key = kms.Authorized(call, input.Required("KeyId"));
        CheckPolicyName(input);
        var json = input.Required("Policy");
        var policy = Parse(json);
        CheckLockout(call, key, policy, input);
        (key.PolicyJson, key.Policy) = (json, policy);
        return null;
    }

    JsonObject ListPolicies(AwsCall call, JsonInput input)
    {
        kms.Authorized(call, input.Required("KeyId"));
        return new JsonObject { ["PolicyNames"] = new JsonArray("default"), ["Truncated"] = false };
    }

    /// <summary>Verified with the PutKeyPolicy reference: the key policy must let the caller, or the caller's account, change it again.</summary>
    void CheckLockout(AwsCall call, KmsKey key, PolicyDocument policy, JsonInput input)
    {
        if (input.Flag("BypassPolicyLockoutSafetyCheck") == true) return;
        if (!authorizer.IsGrantedByResourcePolicy(call, kms.AccessTo(key, "PutKeyPolicy") with { ResourcePolicy = policy }))
            throw new AwsException("MalformedPolicyDocumentException",
                "The new key policy will not allow you to update the key policy in the future.");
    }

    static PolicyDocument Parse(string json)
    {
        if (json.Length > PolicyLimit)
            throw new AwsException("LimitExceededException", $"A key policy has at most {PolicyLimit} characters.");
        try
        {
            return PolicyDocument.Parse(json, PolicyKind.Resource);
        }
        catch (PolicyFormatException error)
        {
            throw new AwsException("MalformedPolicyDocumentException", error.Message);
        }
    }

    static void CheckPolicyName(JsonInput input)
    {
        if ((input.Text("PolicyName") ?? "default") != "default") throw KmsService.NotFound("No such policy exists");
    }

    static string DefaultPolicy(string account) => $$$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : { "AWS" : "arn:aws:iam::{{{account}}}:root" },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    static JsonObject Metadata(KmsKey key)
    {
        var metadata = new JsonObject
        {
            ["AWSAccountId"] = key.Account,
            ["KeyId"] = key.KeyId,
            ["Arn"] = key.Arn,
            ["CreationDate"] = Seconds(key.Created),
            ["Enabled"] = key.State == KeyState.Enabled,
            ["Description"] = key.Description,
            ["KeyUsage"] = "ENCRYPT_DECRYPT",
            ["KeyState"] = key.State.ToString(),
            ["Origin"] = "AWS_KMS",
            ["KeyManager"] = key.AwsManaged ? "AWS" : "CUSTOMER",
            ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
            ["KeySpec"] = "SYMMETRIC_DEFAULT",
            ["EncryptionAlgorithms"] = new JsonArray("SYMMETRIC_DEFAULT"),
            ["MultiRegion"] = false,
        };
        if (key.DeletionDate is { } date) metadata["DeletionDate"] = Seconds(date);
        return metadata;
    }

    internal static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000.0;

    internal static AwsException BadMarker(string message) => new("InvalidMarkerException", message);
}
