namespace PlatformOperator.Aws;

/// <summary>
/// Rates that the operator keeps to, per account and region, below what AWS documents, so that others in the account are left room.
/// </summary>
/// <param name="Family">API family, as in the metric label <c>service</c>.</param>
/// <param name="ReadsPerSecond">Describe, Get, List and Head calls a second.</param>
/// <param name="WritesPerSecond">All other calls a second.</param>
public sealed record CallLimits(string Family, int ReadsPerSecond, int WritesPerSecond)
{
    /// <summary>KMS: reads in the thousands; CreateKey and CreateAlias about 5 a second (KMS request quotas).</summary>
    public static readonly CallLimits Kms = new("kms", 500, 4);

    /// <summary>S3: bucket configuration calls have no published rate; the data rates do not apply to them.</summary>
    public static readonly CallLimits S3 = new("s3", 200, 50);

    /// <summary>Kinesis: CreateStream and AddTags 5 a second, DescribeStreamSummary 20 a second (Kinesis quotas).</summary>
    public static readonly CallLimits Kinesis = new("kinesis", 16, 4);

    /// <summary>ElastiCache: control-plane calls are throttled per account at unpublished rates.</summary>
    public static readonly CallLimits ElastiCache = new("elasticache", 10, 4);

    /// <summary>IAM: unpublished, shared by the whole account.</summary>
    public static readonly CallLimits Iam = new("iam", 20, 8);

    /// <summary>Tagging: GetResources 15 a second.</summary>
    public static readonly CallLimits Tagging = new("tagging", 10, 4);
}
