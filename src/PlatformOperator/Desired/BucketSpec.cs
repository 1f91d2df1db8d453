namespace PlatformOperator.Desired;

/// <summary>An S3 bucket, as it should be. Public access blocked, bucket-owner-enforced ownership and SSE-KMS with a bucket key are not options.</summary>
/// <param name="Owner">Whom the bucket belongs to.</param>
/// <param name="Name">Globally unique bucket name.</param>
/// <param name="AccountId">Twelve digits; sent as <c>ExpectedBucketOwner</c> with every call.</param>
/// <param name="Region">Region name, for instance <c>eu-west-1</c>.</param>
/// <param name="KeyArn">ARN of the KMS key that encrypts objects by default.</param>
/// <param name="Versioned">Whether versioning is enabled; otherwise it is suspended where it was ever enabled.</param>
/// <param name="Lifecycle">Lifecycle rules.</param>
/// <param name="Policy">Bucket policy document, JSON.</param>
/// <param name="Tags">All tags, the owner's included.</param>
/// <param name="Adopt">Whether a bucket that carries no owner tags may be taken over (the administrator listed its name).</param>
/// <param name="EmptyOnDelete">Whether a deletion may delete the objects.</param>
public sealed record BucketSpec(
    Owner Owner, string Name, string AccountId, string Region, string KeyArn, bool Versioned, IReadOnlyList<LifecycleRuleSpec> Lifecycle,
    string Policy, IReadOnlyDictionary<string, string> Tags, bool Adopt = false, bool EmptyOnDelete = false) : ITagged;

/// <summary>A lifecycle rule of a bucket. Days count from an object's creation.</summary>
/// <param name="Id">Name of the rule, unique in the bucket.</param>
/// <param name="Prefix">Key prefix that the rule covers; empty for all.</param>
/// <param name="Transitions">Moves to other storage classes, by rising days.</param>
/// <param name="ExpireAfterDays">Days until current versions expire, or null.</param>
/// <param name="NoncurrentExpireAfterDays">Days until noncurrent versions are deleted, or null.</param>
/// <param name="AbortIncompleteUploadsAfterDays">Days until incomplete multipart uploads are aborted, or null.</param>
public sealed record LifecycleRuleSpec(
    string Id, string Prefix, IReadOnlyList<TransitionSpec> Transitions, int? ExpireAfterDays, int? NoncurrentExpireAfterDays,
    int? AbortIncompleteUploadsAfterDays);

/// <summary>A move of objects to another storage class.</summary>
/// <param name="AfterDays">Days after creation.</param>
/// <param name="StorageClass">S3 storage class, for instance <c>STANDARD_IA</c>.</param>
public sealed record TransitionSpec(int AfterDays, string StorageClass);
