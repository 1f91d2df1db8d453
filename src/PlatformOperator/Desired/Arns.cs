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
    public static string Root(string region, string accountId) => $"arn:{Partition(region)}:iam::{accountId}:root";

    /// <summary>ARN of an OIDC provider of an account.</summary>
    public static string OidcProvider(string region, string accountId, string provider) =>
        $"arn:{Partition(region)}:iam::{accountId}:oidc-provider/{provider}";

    /// <summary>ARN of a role below <see cref="Names.RolePath"/>.</summary>
    public static string Role(string region, string accountId, string name) =>
        $"arn:{Partition(region)}:iam::{accountId}:role{Names.RolePath}{name}";

    /// <summary>ARN of a bucket.</summary>
    public static string Bucket(string region, string name) => $"arn:{Partition(region)}:s3:::{name}";

    /// <summary>ARN of a stream.</summary>
    public static string Stream(string region, string accountId, string name) =>
        $"arn:{Partition(region)}:kinesis:{region}:{accountId}:stream/{name}";

    /// <summary>ARN of a KMS key.</summary>
    public static string Key(string region, string accountId, string keyId) => $"arn:{Partition(region)}:kms:{region}:{accountId}:key/{keyId}";

    /// <summary>Value of <c>kms:ViaService</c> for a service of a region.</summary>
    public static string ViaService(string service, string region) =>
        $"{service}.{region}.amazonaws.com{(Partition(region) == "aws-cn" ? ".cn" : "")}";
}
