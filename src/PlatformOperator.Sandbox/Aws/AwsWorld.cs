namespace PlatformOperator.Sandbox.Aws;

/// <summary>A copy of all that exists behind an <see cref="AwsEndpoint"/>, in all accounts and regions; for tests that assert state.</summary>
public sealed record AwsWorld(IReadOnlyList<WorldBucket> Buckets, IReadOnlyList<WorldKey> Keys, IReadOnlyList<WorldStream> Streams,
    IReadOnlyList<WorldReplicationGroup> ReplicationGroups, IReadOnlyList<WorldSubnetGroup> SubnetGroups, IReadOnlyList<WorldRole> Roles)
{
    /// <summary>Temporary credentials that were given out.</summary>
    public IReadOnlyList<WorldSession> Sessions { get; init; } = [];
}

/// <summary>Temporary credentials that STS gave out.</summary>
public sealed record WorldSession(string RoleArn, string AccessKeyId, string SecretAccessKey, string Token);

/// <summary>An S3 bucket with its configuration and every version of its objects.</summary>
public sealed record WorldBucket(string Account, string Region, string Name)
{
    /// <summary>Bucket tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Enabled, Suspended, or null when never set.</summary>
    public string? Versioning { get; init; }

    /// <summary>AES256 or aws:kms.</summary>
    public required string SseAlgorithm { get; init; }

    /// <summary>The key as it was named by the caller; null with AES256 or the AWS managed key.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Whether the bucket key is on.</summary>
    public bool BucketKey { get; init; }

    /// <summary>The bucket policy's JSON, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>The LifecycleConfiguration's XML, or null.</summary>
    public string? Lifecycle { get; init; }

    /// <summary>Whether all four switches of the public access block are on.</summary>
    public bool AllPublicAccessBlocked { get; init; }

    /// <summary>BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter.</summary>
    public required string ObjectOwnership { get; init; }

    /// <summary>All versions and delete markers, by key, newest first.</summary>
    public required IReadOnlyList<WorldObject> Objects { get; init; }
}

/// <summary>One version of an object.</summary>
/// <param name="Key">Object key.</param>
/// <param name="VersionId">"null" where versioning was off.</param>
/// <param name="IsLatest">Whether GetObject without a version finds it.</param>
/// <param name="IsDeleteMarker">A delete marker has no content.</param>
/// <param name="ETag">With its quotes.</param>
/// <param name="KmsKeyArn">The key it is encrypted with; null with SSE-S3.</param>
/// <param name="Content">The object's bytes.</param>
public sealed record WorldObject(string Key, string VersionId, bool IsLatest, bool IsDeleteMarker, string ETag, string? KmsKeyArn,
    ReadOnlyMemory<byte> Content);

/// <summary>A KMS key.</summary>
public sealed record WorldKey(string Account, string Region, string KeyId, string Arn)
{
    /// <summary>Description of the key.</summary>
    public required string Description { get; init; }

    /// <summary>Enabled, Disabled or PendingDeletion.</summary>
    public required string State { get; init; }

    /// <summary>Names of its aliases, with "alias/".</summary>
    public required IReadOnlyList<string> Aliases { get; init; }

    /// <summary>Key tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>The key policy's JSON.</summary>
    public required string Policy { get; init; }

    /// <summary>Days between rotations; null when rotation is off.</summary>
    public int? RotationPeriodDays { get; init; }

    /// <summary>When it will be gone; null unless PendingDeletion.</summary>
    public DateTimeOffset? DeletionDate { get; init; }
}

/// <summary>A Kinesis data stream.</summary>
public sealed record WorldStream(string Account, string Region, string Name, string Arn)
{
    /// <summary>CREATING, ACTIVE, UPDATING or DELETING.</summary>
    public required string Status { get; init; }

    /// <summary>PROVISIONED or ON_DEMAND.</summary>
    public required string Mode { get; init; }

    /// <summary>How many shards take records.</summary>
    public int OpenShards { get; init; }

    /// <summary>How long records are kept, in hours.</summary>
    public int RetentionHours { get; init; }

    /// <summary>The key as it was named by the caller; null without encryption.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>Enhanced shard-level metrics.</summary>
    public required IReadOnlyList<string> ShardLevelMetrics { get; init; }

    /// <summary>Stream tags.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>Records in all shards, closed ones too, that are within retention.</summary>
    public int Records { get; init; }

    /// <summary>Bytes of those records, as Kinesis counts them.</summary>
    public long Bytes { get; init; }
}

/// <summary>An ElastiCache replication group.</summary>
public sealed record WorldReplicationGroup(string Account, string Region, string Id, string Arn)
{
    /// <summary>creating, available, modifying or deleting.</summary>
    public required string Status { get; init; }

    /// <summary>redis or valkey.</summary>
    public required string Engine { get; init; }

    /// <summary>Full engine version.</summary>
    public required string EngineVersion { get; init; }

    /// <summary>Such as cache.t4g.micro.</summary>
    public required string NodeType { get; init; }

    /// <summary>Replicas beside each primary.</summary>
    public int ReplicasPerPrimary { get; init; }

    /// <summary>Whether a replica takes over by itself.</summary>
    public bool AutomaticFailover { get; init; }

    /// <summary>Whether nodes lie in several availability zones.</summary>
    public bool MultiAz { get; init; }

    /// <summary>Security groups of the nodes.</summary>
    public required IReadOnlyList<string> SecurityGroups { get; init; }

    /// <summary>Days that daily snapshots are kept.</summary>
    public int SnapshotRetentionDays { get; init; }

    /// <summary>Weekly window for maintenance.</summary>
    public required string MaintenanceWindow { get; init; }

    /// <summary>Encrypted at rest.</summary>
    public bool AtRestEncryption { get; init; }

    /// <summary>TLS to clients.</summary>
    public bool TransitEncryption { get; init; }

    /// <summary>Key for encryption at rest, as named by the caller.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The tokens that clients may log in with now: one, or two during a rotation.</summary>
    public required IReadOnlyList<string> AuthTokens { get; init; }

    /// <summary>Tags of the group.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

/// <summary>An ElastiCache subnet group.</summary>
public sealed record WorldSubnetGroup(string Account, string Region, string Name, IReadOnlyList<string> SubnetIds,
    IReadOnlyDictionary<string, string> Tags);

/// <summary>An IAM role.</summary>
public sealed record WorldRole(string Account, string Name, string Path, string Arn)
{
    /// <summary>Description of the role.</summary>
    public required string Description { get; init; }

    /// <summary>The trust policy's JSON.</summary>
    public required string TrustPolicy { get; init; }

    /// <summary>ARN of the permissions boundary, or null.</summary>
    public string? PermissionsBoundary { get; init; }

    /// <summary>JSON of the inline policies by name.</summary>
    public required IReadOnlyDictionary<string, string> InlinePolicies { get; init; }

    /// <summary>ARNs of attached managed policies.</summary>
    public required IReadOnlyList<string> AttachedPolicies { get; init; }

    /// <summary>Tags of the role.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}
