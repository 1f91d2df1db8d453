using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Puts versions into buckets and takes them out, within a bound on all bytes.</summary>
internal sealed class ObjectStore(long limit)
{
    long _bytes;

    /// <summary>Counts bytes that are about to be kept; nothing is kept beyond the bound.</summary>
    public void Take(long bytes)
    {
        if (_bytes + bytes > limit)
            throw new AwsException("EntityTooLarge",
                $"The sandbox's objects may take {limit} bytes together; {_bytes} are taken. Delete objects, or raise ObjectStoreBytes.");
        _bytes += bytes;
    }

    public void Release(long bytes) => _bytes -= bytes;

    /// <summary>
    /// Adds a version whose bytes were taken. Verified with the S3 user guide ("Using versioning"): without versioning, or suspended,
    /// the version "null" is replaced.
    /// </summary>
    public void Add(Bucket bucket, ObjectVersion version)
    {
        if (version.VersionId == "null") Remove(bucket, version.Key, "null");
        if (!bucket.Objects.TryGetValue(version.Key, out var versions)) bucket.Objects[version.Key] = versions = [];
        versions.Insert(0, version);
    }

    public ObjectVersion? Remove(Bucket bucket, string key, string versionId)
    {
        if (bucket.Version(key, versionId) is not { } version) return null;
        var versions = bucket.Objects[key];
        versions.Remove(version);
        if (versions.Count == 0) bucket.Objects.Remove(key);
        Release(version.Content.Length);
        return version;
    }

    public static string NewVersionId(Bucket bucket) => bucket.Versioning == "Enabled" ? Ids.Random(32) : "null";
}
