using Microsoft.AspNetCore.WebUtilities;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Tags of one object version; at most 10. Verified with the S3 user guide ("Categorizing your objects using tags").</summary>
internal sealed class ObjectTagOperations(S3Access access)
{
    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["GetObjectTagging"] = s3 => S3Call.Answer(BucketSettingOperations.Tagging(Version(s3, "s3:GetObjectTagging").Tags));
        operations["PutObjectTagging"] = Put;
        operations["DeleteObjectTagging"] = Delete;
    }

    AwsAnswer Put(S3Call s3)
    {
        var tags = BucketSettingOperations.TagsOf(s3.Xml().Element("TagSet") ?? throw S3Errors.MalformedXml(), limit: 10);
        var version = Version(s3, "s3:PutObjectTagging");
        version.Tags.Clear();
        foreach (var (key, value) in tags) version.Tags[key] = value;
        return S3Call.Empty();
    }

    AwsAnswer Delete(S3Call s3)
    {
        Version(s3, "s3:DeleteObjectTagging").Tags.Clear();
        return S3Call.Empty(204);
    }

    internal static SortedDictionary<string, string> FromHeader(string? header)
    {
        var tags = QueryHelpers.ParseQuery(header ?? "").ToDictionary(t => t.Key, t => t.Value.ToString(), StringComparer.Ordinal);
        Tags.Check(tags, m => new AwsException("InvalidTag", m));
        return tags.Count <= 10 ? new SortedDictionary<string, string>(tags, StringComparer.Ordinal)
            : throw new AwsException("BadRequest", "Object tags cannot be greater than 10");
    }

    ObjectVersion Version(S3Call s3, string action)
    {
        var bucket = access.ForObject(s3, action);
        var version = s3.Request.QueryText("versionId") is { } id ? bucket.Version(s3.Key, id) : bucket.Current(s3.Key);
        return version is { IsDeleteMarker: false } ? version : throw access.NoSuchKey(s3, bucket, s3.Key);
    }
}
