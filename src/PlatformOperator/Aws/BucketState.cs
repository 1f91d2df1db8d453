using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>A bucket as S3 describes it.</summary>
/// <param name="Tags">All tags.</param>
/// <param name="KeyArn">KMS key of the default encryption, or null when that is not SSE-KMS with a named key.</param>
/// <param name="BucketKey">Whether a bucket key spares KMS calls.</param>
/// <param name="PublicAccessBlocked">Whether all four public access blocks are on.</param>
/// <param name="OwnerEnforced">Whether ACLs are off.</param>
/// <param name="Versioning">True enabled, false suspended, null never enabled.</param>
/// <param name="Lifecycle">Lifecycle rules.</param>
/// <param name="Policy">Bucket policy, JSON, or null.</param>
public sealed record BucketState(
    IReadOnlyDictionary<string, string> Tags, string? KeyArn, bool BucketKey, bool PublicAccessBlocked, bool OwnerEnforced, bool? Versioning,
    IReadOnlyList<LifecycleRuleSpec> Lifecycle, string? Policy)
{
    /// <summary>
    /// A bucket that was created just now, with ownership and tags from the create call. Public access is blocked by default since April 2023, but
    /// an account or a copy of S3 may differ, so it is set all the same.
    /// </summary>
    public static BucketState Fresh(IReadOnlyDictionary<string, string> tags) =>
        new(tags, KeyArn: null, BucketKey: false, PublicAccessBlocked: false, OwnerEnforced: true, Versioning: null, Lifecycle: [], Policy: null);
}
