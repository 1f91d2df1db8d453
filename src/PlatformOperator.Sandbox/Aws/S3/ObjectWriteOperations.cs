using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Puts and copies. Verified with the PutObject and CopyObject references and the user guide on conditional writes.</summary>
internal sealed class ObjectWriteOperations(S3Access access, ObjectEncryption encryption, ObjectStore store)
{
    static readonly string[] KeptHeaders = ["Content-Type", "Cache-Control", "Content-Disposition", "Content-Language", "Expires"];

    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["PutObject"] = Put;
        operations["CopyObject"] = Copy;
    }

    AwsAnswer Put(S3Call s3)
    {
        var bucket = AuthorizeWrite(access, s3);
        var payload = AwsChunked.Decode(s3.Request, out var trailer);
        var checksum = Checksums.Verify(s3.Request, trailer, payload.Span);
        CheckPreconditions(s3, bucket);
        var version = encryption.Encrypt(s3, bucket, Template(s3, bucket) with
        {
            Content = payload,
            ETag = Quoted(Checksums.Md5(payload.Span)),
            Checksum = checksum,
        }, ObjectEncryption.Wanted(s3, bucket));
        store.Take(payload.Length);
        store.Add(bucket, version);
        return Written(S3Call.Empty(), bucket, version).With("ETag", version.ETag);
    }

    AwsAnswer Copy(S3Call s3)
    {
        var bucket = AuthorizeWrite(access, s3);
        var (sourceBucket, source) = Source(access, encryption, s3);
        CheckPreconditions(s3, bucket);
        var sse = ObjectEncryption.Wanted(s3, bucket);
        var replace = s3.Header("x-amz-metadata-directive") == "REPLACE";
        if (sourceBucket == bucket && source.Key == s3.Key && !replace && s3.Header("x-amz-server-side-encryption") is null
            && s3.Header("x-amz-storage-class") is null
            && source == bucket.Current(s3.Key))
        {
            throw S3Errors.InvalidRequest("This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                + "storage class, website redirect location or encryption attributes.");
        }

        var template = Template(s3, bucket);
        var version = encryption.Encrypt(s3, bucket, template with
        {
            Content = source.Content,
            ETag = source.ETag,
            Headers = replace ? template.Headers : source.Headers,
            Tags = s3.Header("x-amz-tagging-directive") == "REPLACE" ? template.Tags : new SortedDictionary<string,
                string>(source.Tags, StringComparer.Ordinal),
            Checksum = source.Checksum,
        }, sse);
        store.Take(version.Content.Length);
        store.Add(bucket, version);
        return Written(S3Call.Answer(new XElement("CopyObjectResult", new XElement("LastModified", S3Call.Time(version.LastModified)),
            new XElement("ETag", version.ETag))), bucket, version)
            .With("x-amz-copy-source-version-id", source.VersionId == "null" ? null : source.VersionId);
    }

    /// <summary>The bucket, once the caller may put this object there with these headers.</summary>
    internal static Bucket AuthorizeWrite(S3Access access, S3Call s3)
    {
        if (s3.Key.Length > 1024) throw new AwsException("KeyTooLongError", "Your key is too long");
        return access.ForObject(s3, "s3:PutObject", context =>
        {
            ObjectEncryption.AddConditions(s3, context);
            context.SetIf("s3:x-amz-acl", s3.Header("x-amz-acl")).SetIf("s3:x-amz-storage-class", s3.Header("x-amz-storage-class"))
                .SetIf("s3:if-none-match", s3.Header("If-None-Match")).SetIf("s3:if-match", s3.Header("If-Match"));
        });
    }

    /// <summary>The object that x-amz-copy-source names, once the caller may read it.</summary>
    internal static (Bucket Bucket, ObjectVersion Version) Source(S3Access access, ObjectEncryption encryption, S3Call s3)
    {
        var parts = s3.Header("x-amz-copy-source")!.Split("?versionId=", 2);
        var path = Uri.UnescapeDataString(parts[0]).TrimStart('/').Split('/', 2);
        if (path.Length < 2) throw S3Errors.InvalidArgument("Invalid copy source object key");
        var bucket = access.Find(s3, path[0], s3.Header("x-amz-source-expected-bucket-owner"));
        access.AuthorizeObject(s3, bucket, path[1], "s3:GetObject");
        var version = parts.Length > 1 ? bucket.Version(path[1], parts[1]) : bucket.Current(path[1]);
        if (version is null or { IsDeleteMarker: true }) throw access.NoSuchKey(s3, bucket, path[1]);
        encryption.Decrypt(s3, bucket, version);
        s3.Call.Resource = $"{s3.BucketName}/{s3.Key}";
        return (bucket, version);
    }

    /// <summary>Verified with the S3 user guide ("Conditional writes"): If-None-Match takes only *, If-Match on a missing key is 404.</summary>
    internal static void CheckPreconditions(S3Call s3, Bucket bucket)
    {
        var current = bucket.Current(s3.Key) is { IsDeleteMarker: false } live ? live : null;
        if (s3.Header("If-None-Match") is { } none)
        {
            if (none != "*") throw S3Errors.NotImplemented("A header you provided implies functionality that is not implemented: If-None-Match takes only *");
            if (current is not null) throw S3Errors.PreconditionFailed("If-None-Match");
        }

        if (s3.Header("If-Match") is not { } match) return;
        if (current is null) throw S3Errors.NoSuchKey(s3.Key);
        if (match.Trim('"') != current.ETag.Trim('"')) throw S3Errors.PreconditionFailed("If-Match");
    }

    /// <summary>All of a new version that comes from the request's headers.</summary>
    internal static ObjectVersion Template(S3Call s3, Bucket bucket)
    {
        if (bucket.Ownership == "BucketOwnerEnforced" && s3.Header("x-amz-acl") is not (null or "private" or "bucket-owner-full-control"))
            throw new AwsException("AccessControlListNotSupported", "The bucket does not allow ACLs");
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in s3.Request.Headers)
        {
            if (name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase)
                || KeptHeaders.Contains(name, StringComparer.OrdinalIgnoreCase))
                headers[name] = value;
        }

        var encodings = (s3.Header("Content-Encoding") ?? "").Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(e => e != "aws-chunked").ToList();
        if (encodings.Count > 0) headers["Content-Encoding"] = string.Join(",", encodings);
        headers.TryAdd("Content-Type", "binary/octet-stream");
        return new ObjectVersion(s3.Key, ObjectStore.NewVersionId(bucket), s3.Call.Now)
        {
            Headers = headers,
            StorageClass = s3.Header("x-amz-storage-class") ?? "STANDARD",
            Tags = ObjectTagOperations.FromHeader(s3.Header("x-amz-tagging")),
        };
    }

    internal static AwsAnswer Written(AwsAnswer answer, Bucket bucket, ObjectVersion version) =>
        ObjectEncryption.AddHeaders(answer, version)
        .With("x-amz-version-id", bucket.Versioning is null ? null : version.VersionId)
        .With(version.Checksum?.Header ?? "", version.Checksum?.Value);

    internal static string Quoted(byte[] hash) => $"\"{Convert.ToHexStringLower(hash)}\"";
}
