using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>DeleteObject and DeleteObjects. Verified with the S3 user guide ("Deleting object versions from a versioning-enabled bucket").</summary>
internal sealed class ObjectDeleteOperations(S3Access access, ObjectStore store)
{
    sealed record Outcome(string? VersionId, bool DeleteMarker);

    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["DeleteObject"] = Delete;
        operations["DeleteObjects"] = DeleteMany;
    }

    AwsAnswer Delete(S3Call s3)
    {
        var versionId = s3.Request.QueryText("versionId");
        var bucket = access.ForObject(s3, Action(versionId));
        if (s3.Header("If-Match") is { } match)
        {
            if (bucket.Current(s3.Key) is not { IsDeleteMarker: false } current) throw S3Errors.NoSuchKey(s3.Key);
            if (match != "*" && match.Trim('"') != current.ETag.Trim('"')) throw S3Errors.PreconditionFailed("If-Match");
        }

        var outcome = Delete(s3, bucket, s3.Key, versionId);
        return S3Call.Empty(204).With("x-amz-version-id", outcome.VersionId)
            .With("x-amz-delete-marker", outcome.DeleteMarker ? "true" : null);
    }

    AwsAnswer DeleteMany(S3Call s3)
    {
        var bucket = access.Find(s3, s3.BucketName, s3.Header("x-amz-expected-bucket-owner"));
        var xml = s3.Xml();
        Checksums.Verify(s3.Request, new Dictionary<string, string>(StringComparer.Ordinal), AwsChunked.Decode(s3.Request).Span);
        var objects = xml.Elements("Object").ToList();
        if (objects.Count is 0 or > 1000) throw S3Errors.MalformedXml();
        var quiet = xml.Element("Quiet")?.Value == "true";
        var result = new XElement("DeleteResult");
        foreach (var entry in objects)
        {
            var key = entry.Element("Key")?.Value ?? throw S3Errors.MalformedXml();
            var versionId = entry.Element("VersionId")?.Value is { Length: > 0 } id ? id : null;
            try
            {
                access.AuthorizeObject(s3, bucket, key, Action(versionId));
                var outcome = Delete(s3, bucket, key, versionId);
                if (!quiet) result.Add(Deleted(key, versionId, outcome));
            }
            catch (AwsException error)
            {
                result.Add(new XElement("Error", new XElement("Key", key), versionId is null ? null : new XElement("VersionId", versionId),
                    new XElement("Code", error.Code), new XElement("Message", error.Message)));
            }
        }

        s3.Call.Resource = bucket.Name;
        return S3Call.Answer(result);
    }

    Outcome Delete(S3Call s3, Bucket bucket, string key, string? versionId)
    {
        if (versionId is not null) return new Outcome(versionId, store.Remove(bucket, key, versionId)?.IsDeleteMarker ?? false);
        if (bucket.Versioning is null)
        {
            store.Remove(bucket, key, "null");
            return new Outcome(null, false);
        }

        var marker = new ObjectVersion(key, ObjectStore.NewVersionId(bucket), s3.Call.Now) { IsDeleteMarker = true };
        store.Add(bucket, marker);
        return new Outcome(marker.VersionId, true);
    }

    static XElement Deleted(string key, string? asked, Outcome outcome) => new("Deleted", new XElement("Key", key),
        asked is null ? null : new XElement("VersionId", asked),
        outcome.DeleteMarker ? new XElement("DeleteMarker", "true") : null,
        outcome.DeleteMarker ? new XElement("DeleteMarkerVersionId", outcome.VersionId) : null);

    static string Action(string? versionId) => versionId is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
}
