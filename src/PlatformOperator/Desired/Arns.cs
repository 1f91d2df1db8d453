namespace PlatformOperator.Desired;

/// <summary>Amazon Resource Names and service host names that depend on the partition of a region.</summary>
public static class Arns
{
    /// <summary>Partition of a region: <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public static string Partition(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";

    /// <summary>ARN of the root of an account.</summary>
    public static string Root(string region, string accountId) => Iam(region, accountId, "root");

    /// <summary>ARN of an OIDC provider of an account.</summary>
    public static string OidcProvider(string region, string accountId, string provider) =>
        Iam(region, accountId, "oidc-provider/" + provider);

    /// <summary>ARN of a role below <see cref="Names.RolePath"/>.</summary>
    public static string Role(string region, string accountId, string name) =>
        Iam(region, accountId, "role" + Names.RolePath + name);

    /// <summary>ARN of something in IAM, which has no regions: <c>role/…</c>, <c>policy/…</c>.</summary>
    public static string Iam(string region, string accountId, string resource) => $"arn:{Partition(region)}:iam::{accountId}:{resource}";

    /// <summary>The managed policy of the same name in another account; those of AWS are the same in all accounts.</summary>
    public static string InAccount(string policyArn, string accountId)
    {
        var parts = policyArn.Split(':', 6);
        return parts is [_, _, _, _, not "aws", _] ? string.Join(':', [.. parts[..4], accountId, parts[5]]) : policyArn;
    }

    /// <summary>ARN of a bucket.</summary>
    public static string Bucket(string region, string name) => $"arn:{Partition(region)}:s3:::{name}";

    /// <summary>ARN of a stream.</summary>
    public static string Stream(string region, string accountId, string name) =>
        $"arn:{Partition(region)}:kinesis:{region}:{accountId}:stream/{name}";

    /// <summary>ARN, or pattern of ARNs, of something in KMS: <c>key/…</c> or <c>alias/…</c>.</summary>
    public static string Kms(string region, string accountId, string resource) => $"arn:{Partition(region)}:kms:{region}:{accountId}:{resource}";

    /// <summary>
    /// ARN, or pattern of ARNs, of something in ElastiCache: <c>replicationgroup:…</c>, <c>cluster:…</c>, <c>subnetgroup:…</c>,
    /// <c>parametergroup:…</c>.
    /// </summary>
    public static string ElastiCache(string region, string accountId, string resource) =>
        $"arn:{Partition(region)}:elasticache:{region}:{accountId}:{resource}";

    /// <summary>Value of <c>kms:ViaService</c> for a service of a region.</summary>
    public static string ViaService(string service, string region) =>
        $"{service}.{region}.amazonaws.com{(Partition(region) == "aws-cn" ? ".cn" : "")}";
}
