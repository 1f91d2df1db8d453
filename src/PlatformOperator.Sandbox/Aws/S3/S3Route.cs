using System.Net;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>What a REST request is about. Verified with the S3 API reference and botocore's service model (paths and query names).</summary>
internal sealed record S3Route(string Bucket, string Key, string Operation)
{
    // Method, level and the query name that tells it from the others of its level ("" for none), most specific first.
    static readonly (string Method, int Level, string Query, string Operation)[] Routes =
    [
        ("GET", 1, "location", "GetBucketLocation"), ("GET", 1, "policyStatus", "GetBucketPolicyStatus"),
        .. Setting("tagging", "BucketTagging"), .. Setting("encryption", "BucketEncryption"), .. Setting("versioning", "BucketVersioning"),
        .. Setting("lifecycle", "BucketLifecycleConfiguration"), .. Setting("publicAccessBlock", "PublicAccessBlock"),
        .. Setting("ownershipControls", "BucketOwnershipControls"), .. Setting("policy", "BucketPolicy"),
        ("GET", 1, "versions", "ListObjectVersions"), ("GET", 1, "uploads", "ListMultipartUploads"), ("POST", 1, "delete", "DeleteObjects"),
        ("GET", 1, "list-type", "ListObjectsV2"), ("GET", 1, "", "ListObjects"), ("PUT", 1, "", "CreateBucket"),
        ("HEAD", 1, "", "HeadBucket"),
        ("DELETE", 1, "", "DeleteBucket"),
        ("GET", 2, "tagging", "GetObjectTagging"), ("PUT", 2, "tagging", "PutObjectTagging"),
        ("DELETE", 2, "tagging", "DeleteObjectTagging"),
        ("POST", 2, "uploads", "CreateMultipartUpload"), ("PUT", 2, "uploadId", "UploadPart"), ("GET", 2, "uploadId", "ListParts"),
        ("POST", 2, "uploadId", "CompleteMultipartUpload"), ("DELETE", 2, "uploadId", "AbortMultipartUpload"),
        ("GET", 2, "", "GetObject"), ("HEAD", 2, "", "HeadObject"), ("PUT", 2, "", "PutObject"), ("DELETE", 2, "", "DeleteObject"),
        ("GET", 0, "", "ListBuckets"),
    ];

    // Sub-resources that the sandbox has not: without this list they would be taken for plain object or bucket calls.
    static readonly string[] NotImplemented =
    [
        "acl", "accelerate", "analytics", "attributes", "cors", "intelligent-tiering", "inventory", "legal-hold", "logging",
        "metadataConfiguration",
        "metrics", "notification", "object-lock", "replication", "requestPayment", "restore", "retention", "select", "session", "torrent",
        "website",
    ];

    public static S3Route Of(AwsRequest request)
    {
        var path = request.RawPath.TrimStart('/');
        var bucket = VirtualHostBucket(request.Host);
        if (bucket is null)
        {
            var slash = path.IndexOf('/', StringComparison.Ordinal);
            (bucket, path) = slash < 0 ? (path, "") : (path[..slash], path[(slash + 1)..]);
        }
        else path = request.RawPath[1..];

        var key = Uri.UnescapeDataString(path);
        return new S3Route(Uri.UnescapeDataString(bucket), key, OperationOf(request, bucket.Length == 0 ? 0 : key.Length == 0 ? 1 : 2));
    }

    static string OperationOf(AwsRequest request, int level)
    {
        if (level > 0 && NotImplemented.FirstOrDefault(request.Has) is { } missing) return $"{request.Method}?{missing}";
        foreach (var route in Routes)
        {
            if (route.Method != request.Method || route.Level != level || (route.Query.Length > 0 && !request.Has(route.Query))) continue;
            return request.Header("x-amz-copy-source") is null ? route.Operation : route.Operation switch
            {
                "PutObject" => "CopyObject",
                "UploadPart" => "UploadPartCopy",
                _ => route.Operation,
            };
        }

        return request.Method;
    }

    /// <summary>The bucket of <c>bucket.localhost</c>, <c>bucket.s3.localhost</c> or <c>bucket.s3.region.amazonaws.com</c>; null for path style.</summary>
    static string? VirtualHostBucket(string host)
    {
        var name = host.Split(':')[0];
        if (IPAddress.TryParse(name, out _)) return null;
        foreach (var suffix in new[] { ".localhost", ".amazonaws.com" })
        {
            if (!name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            var labels = name[..^suffix.Length].Split('.').ToList();
            var s3 = labels.FindLastIndex(l => l == "s3" || l.StartsWith("s3-", StringComparison.Ordinal));
            if (s3 >= 0) labels.RemoveRange(s3, labels.Count - s3);
            return labels.Count == 0 ? null : string.Join('.', labels);
        }

        return null;
    }

    static IEnumerable<(string, int, string, string)> Setting(string query, string name) =>
        [("GET", 1, query, "Get" + name), ("PUT", 1, query, "Put" + name),
            ("DELETE", 1, query, "Delete" + name.Replace("LifecycleConfiguration", "Lifecycle", StringComparison.Ordinal))];
}
