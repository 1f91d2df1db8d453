using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>How new objects are encrypted: algorithm (AES256, aws:kms), key as named by the caller, bucket key.</summary>
internal sealed record SseSetting(string Algorithm, string? KmsKeyId, bool BucketKey)
{
    public static readonly SseSetting S3Managed = new("AES256", null, false);

    public bool IsKms => Algorithm != "AES256";
}

/// <summary>The four switches that keep the public out.</summary>
internal sealed record PublicAccess(bool BlockPublicAcls, bool IgnorePublicAcls, bool BlockPublicPolicy, bool RestrictPublicBuckets)
{
    public bool All => BlockPublicAcls && IgnorePublicAcls && BlockPublicPolicy && RestrictPublicBuckets;
}

/// <summary>
/// A bucket with its defaults. Verified with the S3 user guide: since 2023 a fresh bucket has SSE-S3, all public access blocked and
/// BucketOwnerEnforced.
/// </summary>
internal sealed class Bucket(string name, string account, string region, DateTimeOffset created)
{
    public string Name => name;

    public string Account => account;

    public string Region => region;

    public DateTimeOffset Created => created;

    public string Arn => "arn:aws:s3:::" + name;

    /// <summary>What GetBucketLocation says: "EU" stays "EU", us-east-1 is empty.</summary>
    public string LocationConstraint { get; init; } = "";

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    public SseSetting Encryption { get; set; } = SseSetting.S3Managed;

    /// <summary>Enabled, Suspended, or null when never set.</summary>
    public string? Versioning { get; set; }

    public XElement? Lifecycle { get; set; }

    public PublicAccess? PublicAccess { get; set; } = new(true, true, true, true);

    public string? Ownership { get; set; } = "BucketOwnerEnforced";

    public string? PolicyJson { get; set; }

    public PolicyDocument? Policy { get; set; }

    /// <summary>By key; of each key the newest version first. No key has an empty list.</summary>
    public SortedDictionary<string, List<ObjectVersion>> Objects { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, MultipartUpload> Uploads { get; } = new(StringComparer.Ordinal);

    /// <summary>The current version of a key, which may be a delete marker; null when there is none.</summary>
    public ObjectVersion? Current(string key) => Objects.TryGetValue(key, out var versions) ? versions[0] : null;

    public ObjectVersion? Version(string key, string versionId) =>
        Objects.TryGetValue(key, out var versions) ? versions.Find(v => v.VersionId == versionId) : null;
}

/// <summary>One version of an object, or a delete marker.</summary>
internal sealed record ObjectVersion(string Key, string VersionId, DateTimeOffset LastModified)
{
    public bool IsDeleteMarker { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>With its quotes.</summary>
    public string ETag { get; init; } = "";

    /// <summary>Content-Type and its like, and x-amz-meta-*.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public string StorageClass { get; init; } = "STANDARD";

    public string SseAlgorithm { get; init; } = "AES256";

    public string? KmsKeyArn { get; init; }

    public bool BucketKey { get; init; }

    /// <summary>Header name such as x-amz-checksum-crc32, and value; null when the writer gave none.</summary>
    public (string Header, string Value)? Checksum { get; init; }

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>Parts on their way to an object; <see cref="Template"/> holds what the object will be but for its content.</summary>
internal sealed record MultipartUpload(string UploadId, ObjectVersion Template, SseSetting Sse, DateTimeOffset Initiated)
{
    public SortedDictionary<int, UploadedPart> Parts { get; } = [];
}

/// <summary>One uploaded part; ETag with its quotes.</summary>
internal sealed record UploadedPart(int Number, ReadOnlyMemory<byte> Content, string ETag, DateTimeOffset LastModified,
    (string Header, string Value)? Checksum);
