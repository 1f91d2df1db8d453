using System.Globalization;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>GetObject and HeadObject, whole or in part. Verified with their references and RFC 9110 (conditions, ranges).</summary>
internal sealed class ObjectReadOperations(S3Access access, ObjectEncryption encryption)
{
    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["GetObject"] = Read;
        operations["HeadObject"] = Read;
    }

    AwsAnswer Read(S3Call s3)
    {
        var versionId = s3.Request.QueryText("versionId");
        var bucket = access.ForObject(s3, versionId is null ? "s3:GetObject" : "s3:GetObjectVersion");
        var version = versionId is null ? bucket.Current(s3.Key) : bucket.Version(s3.Key, versionId);
        if (version is null) throw versionId is null ? access.NoSuchKey(s3, bucket, s3.Key)
            : new AwsException("NoSuchVersion", "The specified version does not exist.", 404);
        if (version.IsDeleteMarker) throw Deleted(s3, bucket, version, versionId is not null);
        CheckConditions(s3, version);
        encryption.Decrypt(s3, bucket, version);
        return Describe(Content(s3, version), s3, bucket, version);
    }

    static AwsAnswer Content(S3Call s3, ObjectVersion version)
    {
        var type = version.Headers["Content-Type"];
        if (s3.Header("Range") is not { } range || Range(range, version.Content.Length) is not { } part) return new AwsAnswer(200,
            type) { Body = version.Content };
        return new AwsAnswer(206, type) { Body = version.Content.Slice(part.Start, part.Length) }
            .With("Content-Range", $"bytes {part.Start}-{part.Start + part.Length - 1}/{version.Content.Length}");
    }

    static AwsAnswer Describe(AwsAnswer answer, S3Call s3, Bucket bucket, ObjectVersion version)
    {
        foreach (var (name, value) in version.Headers.Where(h => h.Key != "Content-Type")) answer.With(name, value);
        if (s3.Header("x-amz-checksum-mode") == "ENABLED" && answer.Status == 200 && version.Checksum is { } checksum)
            answer.With(checksum.Header, checksum.Value).With("x-amz-checksum-type", "FULL_OBJECT");
        return ObjectEncryption.AddHeaders(answer, version).With("ETag", version.ETag)
            .With("Last-Modified", version.LastModified.ToString("R", CultureInfo.InvariantCulture)).With("Accept-Ranges", "bytes")
            .With("x-amz-version-id", bucket.Versioning is null ? null : version.VersionId)
            .With("x-amz-storage-class", version.StorageClass == "STANDARD" ? null : version.StorageClass)
            .With("x-amz-tagging-count", version.Tags.Count == 0 ? null : version.Tags.Count.ToString(CultureInfo.InvariantCulture));
    }

    AwsException Deleted(S3Call s3, Bucket bucket, ObjectVersion marker, bool byVersion)
    {
        var error = byVersion ? new AwsException("MethodNotAllowed", "The specified method is not allowed against this resource.", 405)
            : access.NoSuchKey(s3, bucket, s3.Key);
        error.Members["x-amz-delete-marker"] = "true";
        error.Members["x-amz-version-id"] = marker.VersionId;
        return error;
    }

    static void CheckConditions(S3Call s3, ObjectVersion version)
    {
        // Seconds: an HTTP date has no finer grain.
        var modified = DateTimeOffset.FromUnixTimeSeconds(version.LastModified.ToUnixTimeSeconds());
        if (s3.Header("If-Match") is { } match)
        {
            if (!Matches(match, version)) throw S3Errors.PreconditionFailed("If-Match");
        }
        else if (Date(s3, "If-Unmodified-Since") is { } before
            && modified > before) throw S3Errors.PreconditionFailed("If-Unmodified-Since");

        if (s3.Header("If-None-Match") is { } none)
        {
            if (Matches(none, version)) throw new AwsException("NotModified", "", 304);
        }
        else if (Date(s3, "If-Modified-Since") is { } since && modified <= since) throw new AwsException("NotModified", "", 304);
    }

    static bool Matches(string tags, ObjectVersion version) => tags.Trim() == "*"
        || tags.Split(',', StringSplitOptions.TrimEntries).Any(t => t.Trim('"') == version.ETag.Trim('"'));

    static DateTimeOffset? Date(S3Call s3, string header) =>
        DateTimeOffset.TryParse(s3.Header(header), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : null;

    /// <summary>One byte range; null for what is no such range and is ignored, as HTTP says.</summary>
    static (int Start, int Length)? Range(string header, int size)
    {
        if (!header.StartsWith("bytes=", StringComparison.Ordinal)
            || header["bytes=".Length..].Split('-') is not [var first, var last]) return null;
        int start, end;
        if (first.Length == 0)
        {
            if (!int.TryParse(last, CultureInfo.InvariantCulture, out var suffix)) return null;
            (start, end) = (Math.Max(0, size - suffix), suffix == 0 ? -1 : size - 1);
        }
        else
        {
            if (!int.TryParse(first, CultureInfo.InvariantCulture, out start)) return null;
            end = int.TryParse(last, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, size - 1) : size - 1;
        }

        if (start >= size || end < start) throw new AwsException("InvalidRange", "The requested range is not satisfiable", 416);
        return (start, end - start + 1);
    }
}
