using System.Text;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Lists of objects and versions, with prefix, delimiter and pages. Verified with the S3 API reference and the aws CLI.</summary>
internal sealed class ListOperations(S3Access access)
{
    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["ListObjectsV2"] = ListV2;
        operations["ListObjects"] = ListV1;
        operations["ListObjectVersions"] = ListVersions;
    }

    AwsAnswer ListV2(S3Call s3)
    {
        var query = new ListQuery(s3);
        var bucket = Authorized(s3, "s3:ListBucket", query);
        var token = s3.Request.QueryText("continuation-token");
        var after = token is { Length: > 0 } ? Decode(token) : s3.Request.QueryText("start-after") ?? "";
        var listing = query.Run(Live(bucket), v => v.Key, after);
        return S3Call.Answer(new XElement("ListBucketResult", query.Head(bucket),
            new XElement("KeyCount", listing.Items.Count + listing.Prefixes.Count),
            token is null ? null : new XElement("ContinuationToken", token),
            s3.Request.QueryText("start-after") is { } start ? new XElement("StartAfter", query.Encode(start)) : null,
            new XElement("IsTruncated", listing.Last is not null),
            listing.Last is null ? null : new XElement("NextContinuationToken",
                Convert.ToBase64String(Encoding.UTF8.GetBytes(listing.Last))),
            listing.Items.Select(v => Contents(query, bucket, v, s3.Request.QueryText("fetch-owner") == "true")),
                query.CommonPrefixes(listing)));
    }

    AwsAnswer ListV1(S3Call s3)
    {
        var query = new ListQuery(s3);
        var bucket = Authorized(s3, "s3:ListBucket", query);
        var marker = s3.Request.QueryText("marker") ?? "";
        var listing = query.Run(Live(bucket), v => v.Key, marker);
        return S3Call.Answer(new XElement("ListBucketResult", query.Head(bucket), new XElement("Marker", query.Encode(marker)),
            new XElement("IsTruncated", listing.Last is not null),
            listing.Last is null ? null : new XElement("NextMarker", query.Encode(listing.Last)),
            listing.Items.Select(v => Contents(query, bucket, v, owner: true)), query.CommonPrefixes(listing)));
    }

    AwsAnswer ListVersions(S3Call s3)
    {
        var query = new ListQuery(s3);
        var bucket = Authorized(s3, "s3:ListBucketVersions", query);
        var (keyMarker, versionMarker) = (s3.Request.QueryText("key-marker") ?? "", s3.Request.QueryText("version-id-marker") ?? "");
        // Versions of a key page too: the position is the key with the index of its version, newest first.
        var positions = bucket.Objects.SelectMany(o => o.Value
            .Select((v, i) => (Version: v, Latest: i == 0, Position: $"{v.Key}\0{i:D9}")));
        var index = versionMarker.Length > 0 && bucket.Objects.TryGetValue(keyMarker, out var versions)
            ? versions.FindIndex(v => v.VersionId == versionMarker) : -1;
        var after = keyMarker.Length == 0 ? "" : index >= 0 ? $"{keyMarker}\0{index:D9}" : keyMarker + "\u0001";
        var listing = query.Run(positions, p => p.Position, after, p => p.Version.Key);
        var last = listing.Last is null || listing.Items.Count == 0 ? null : listing.Items[^1].Version;
        return S3Call.Answer(new XElement("ListVersionsResult", query.Head(bucket), new XElement("KeyMarker", query.Encode(keyMarker)),
            new XElement("VersionIdMarker", versionMarker), new XElement("IsTruncated", listing.Last is not null),
            listing.Last is null ? null : new XElement("NextKeyMarker", query.Encode(listing.Last.Split('\0')[0])),
            last is null || !listing.Last!.StartsWith(last.Key + "\0", StringComparison.Ordinal) ? null
                : new XElement("NextVersionIdMarker", last.VersionId),
            listing.Items.Select(p => Version(query, bucket, p.Version, p.Latest)), query.CommonPrefixes(listing)));
    }

    Bucket Authorized(S3Call s3, string action, ListQuery query) =>
        access.Bucket(s3, action, c => c.SetIf("s3:prefix", s3.Request.QueryText("prefix"))
        .SetIf("s3:delimiter", query.Delimiter).SetIf("s3:max-keys", s3.Request.QueryText("max-keys")));

    static IEnumerable<ObjectVersion> Live(Bucket bucket) => bucket.Objects.Values.Select(v => v[0]).Where(v => !v.IsDeleteMarker);

    static XElement Contents(ListQuery query, Bucket bucket, ObjectVersion version, bool owner) =>
        new("Contents", new XElement("Key", query.Encode(version.Key)),
        new XElement("LastModified", S3Call.Time(version.LastModified)), new XElement("ETag", version.ETag),
        new XElement("Size", version.Content.Length),
        owner ? BucketOperations.Owner(bucket.Account) : null, new XElement("StorageClass", version.StorageClass));

    static XElement Version(ListQuery query, Bucket bucket, ObjectVersion version, bool latest) =>
        new(version.IsDeleteMarker ? "DeleteMarker" : "Version",
        new XElement("Key", query.Encode(version.Key)), new XElement("VersionId", version.VersionId), new XElement("IsLatest", latest),
        new XElement("LastModified", S3Call.Time(version.LastModified)),
        version.IsDeleteMarker ? null : new XElement("ETag", version.ETag),
        version.IsDeleteMarker ? null : new XElement("Size", version.Content.Length),
        version.IsDeleteMarker ? null : new XElement("StorageClass", version.StorageClass),
        BucketOperations.Owner(bucket.Account));

    static string Decode(string token)
    {
        var buffer = new byte[token.Length];
        return Convert.TryFromBase64String(token, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length)
            : throw S3Errors.InvalidArgument("The continuation token provided is incorrect");
    }
}
