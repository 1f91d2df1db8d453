namespace PlatformOperator.Desired;

/// <summary>A Kinesis data stream, as it should be; always encrypted with a KMS key.</summary>
/// <param name="Owner">Whom the stream belongs to.</param>
/// <param name="Name">Stream name, unique in account and region.</param>
/// <param name="Shards">Number of open shards, or null for on-demand mode.</param>
/// <param name="RetentionHours">Hours that records are kept, 24 to 8760.</param>
/// <param name="KeyArn">ARN of the KMS key.</param>
/// <param name="ShardLevelMetrics">CloudWatch metrics published per shard, sorted.</param>
/// <param name="Tags">All tags, the owner's included.</param>
public sealed record StreamSpec(
    Owner Owner, string Name, int? Shards, int RetentionHours, string KeyArn, IReadOnlyList<string> ShardLevelMetrics,
    IReadOnlyDictionary<string, string> Tags) : ITagged;
