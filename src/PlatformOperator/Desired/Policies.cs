using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Desired;

/// <summary>Policy documents, JSON with stable order.</summary>
public static partial class Policies
{
    // Without the relaxed encoder a plus sign in a name would be written as an escape.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Neither the use of the key nor what could give it: PutKeyPolicy and CreateGrant are left to the account's IAM, the alias to the operator.
    private static readonly string[] KeyAdministration =
    [
        "kms:CancelKeyDeletion", "kms:DescribeKey", "kms:DisableKey", "kms:DisableKeyRotation", "kms:EnableKey", "kms:EnableKeyRotation",
        "kms:GetKeyPolicy", "kms:GetKeyRotationStatus", "kms:ListGrants", "kms:ListKeyPolicies", "kms:ListKeyRotations", "kms:ListResourceTags",
        "kms:RevokeGrant", "kms:RotateKeyOnDemand", "kms:ScheduleKeyDeletion", "kms:TagResource", "kms:UntagResource", "kms:UpdateKeyDescription",
    ];

    /// <summary>Policy of a KMS key: the account's IAM decides on its use; administrators manage it without using it.</summary>
    public static string Key(string region, string accountId, IEnumerable<string> administrators)
    {
        var statements = new List<JsonObject>
        {
            Allow("AccountDecides", ["kms:*"], ["*"], new JsonObject { ["AWS"] = Arns.Root(region, accountId) }),
        };
        var sorted = administrators.Order(StringComparer.Ordinal).ToArray();
        if (sorted.Length > 0)
            statements.Add(Allow("AdministratorsManage", KeyAdministration, ["*"], new JsonObject { ["AWS"] = Values(sorted) }));
        return Document(statements);
    }

    /// <summary>
    /// Policy of a bucket: no plain HTTP, and no upload that names another key or algorithm than the bucket's. An upload that names none takes
    /// the bucket's default and passes, which is why every condition asks for the header to be there.
    /// </summary>
    public static string Bucket(string region, string name, string keyArn)
    {
        var bucket = Arns.Bucket(region, name);
        return Document(
        [
            Deny("DenyPlainHttp", "s3:*", [bucket, bucket + "/*"], Condition("Bool", "aws:SecureTransport", "false")),
            Deny("DenyForeignKey", "s3:PutObject", [bucket + "/*"], Differs("s3:x-amz-server-side-encryption-aws-kms-key-id", keyArn)),
            Deny("DenyForeignAlgorithm", "s3:PutObject", [bucket + "/*"], Differs("s3:x-amz-server-side-encryption", "aws:kms")),
            Deny("DenyCustomerKey", "s3:PutObject", [bucket + "/*"], Condition("Null", "s3:x-amz-server-side-encryption-customer-algorithm", "false")),
        ]);
    }

    /// <summary>Trust policy of a role for the pods of exactly one service account.</summary>
    public static string Trust(string region, string accountId, string oidcProvider, string @namespace, string serviceAccount) => Document(
    [
        new JsonObject
        {
            ["Sid"] = "PodsOfTheServiceAccount",
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Federated"] = Arns.OidcProvider(region, accountId, oidcProvider) },
            ["Action"] = "sts:AssumeRoleWithWebIdentity",
            ["Condition"] = new JsonObject
            {
                ["StringEquals"] = new JsonObject
                {
                    [oidcProvider + ":aud"] = "sts.amazonaws.com",
                    [oidcProvider + ":sub"] = $"system:serviceaccount:{@namespace}:{serviceAccount}",
                },
            },
        },
    ]);

    /// <summary>What the pods that take events in may do: put records on their stream.</summary>
    /// <param name="region">Region of the tenant.</param>
    /// <param name="parts">The pipeline's resources.</param>
    /// <param name="owner">Owner of the role; keys of other tenants stay closed whatever the parts name.</param>
    public static string Ingest(string region, PipelineParts parts, Owner owner) => Document(
    [
        Allow("PutRecords", ["kinesis:PutRecords"], [parts.StreamArn]),
        AllowKey("EncryptRecords", ["kms:GenerateDataKey"], parts.StreamKeys.Take(1), "kinesis", region, owner),
    ]);

    /// <summary>What the pods that write storage may do: read their stream, read and write their buckets.</summary>
    /// <param name="region">Region of the tenant.</param>
    /// <param name="parts">The pipeline's resources.</param>
    /// <param name="owner">Owner of the role; keys of other tenants stay closed whatever the parts name.</param>
    public static string Process(string region, PipelineParts parts, Owner owner)
    {
        string[] buckets = [Arns.Bucket(region, parts.RawBucket), Arns.Bucket(region, parts.ProcessedBucket), Arns.Bucket(region, parts.ErrorsBucket)];
        return Document(
        [
            Allow(
                "ReadStream", ["kinesis:DescribeStreamSummary", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"], [parts.StreamArn]),
            AllowKey("DecryptRecords", ["kms:Decrypt"], parts.StreamKeys, "kinesis", region, owner),
            Allow(
                "ReadAndWriteObjects", ["s3:GetObject", "s3:PutObject"],
                [.. buckets.Select(bucket => bucket + "/data/*"), buckets[1] + "/_state/*", buckets[1] + "/aggregates/*"]),
            // Partials, once they are merged; never data, and never a checkpoint.
            Allow("DeleteMergedPartials", ["s3:DeleteObject"], [buckets[1] + "/_state/aggregates/*"]),
            // Without ListBucket, S3 answers 403 instead of 404 to the question whether an object is there.
            Allow("SeeWhatIsThere", ["s3:ListBucket"], buckets),
            AllowKey("EncryptAndDecryptObjects", ["kms:Decrypt", "kms:GenerateDataKey"], parts.StorageKeys, "s3", region, owner),
        ]);
    }

    // The ARNs of keys come from the status of resources, which others may be able to write; the keys' tags do not.
    private static JsonObject AllowKey(string sid, string[] actions, IEnumerable<string> keys, string service, string region, Owner owner)
    {
        var statement = Allow(sid, actions, [.. keys.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        var tests = new JsonObject { ["kms:ViaService"] = Arns.ViaService(service, region) };
        foreach (var (key, value) in owner.TenantTags())
            tests["aws:ResourceTag/" + key] = value;
        statement["Condition"] = new JsonObject { ["StringEquals"] = tests };
        return statement;
    }

    private static JsonObject Allow(string sid, string[] actions, string[] resources, JsonNode? principal = null)
    {
        var statement = new JsonObject { ["Sid"] = sid, ["Effect"] = "Allow" };
        if (principal is not null)
            statement["Principal"] = principal;
        statement["Action"] = Values(actions);
        statement["Resource"] = Values(resources);
        return statement;
    }

    private static JsonObject Deny(string sid, string action, string[] resources, JsonObject condition) => new()
    {
        ["Sid"] = sid,
        ["Effect"] = "Deny",
        ["Principal"] = "*",
        ["Action"] = action,
        ["Resource"] = Values(resources),
        ["Condition"] = condition,
    };

    private static JsonObject Condition(string test, string key, string value) => new() { [test] = new JsonObject { [key] = value } };

    // A negated test alone is also true when the header is absent.
    private static JsonObject Differs(string header, string value) => new()
    {
        ["Null"] = new JsonObject { [header] = "false" },
        ["StringNotEquals"] = new JsonObject { [header] = value },
    };

    private static JsonNode Values(string[] values) =>
        values.Length == 1 ? JsonValue.Create(values[0]) : new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value))]);

    private static string Document(IEnumerable<JsonObject> statements) =>
        new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([.. statements]) }.ToJsonString(Json);
}
