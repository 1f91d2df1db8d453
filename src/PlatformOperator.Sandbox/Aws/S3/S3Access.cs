using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Finds buckets, whose names are global, and asks for permissions on them and their objects.</summary>
internal sealed class S3Access(Authorizer authorizer)
{
    public SortedDictionary<string, Bucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>The bucket of a call, once its caller may do <paramref name="action"/> there.</summary>
    public Bucket Bucket(S3Call s3, string action, Action<AccessContext>? context = null)
    {
        var bucket = Find(s3, s3.BucketName, s3.Header("x-amz-expected-bucket-owner"));
        Authorize(s3.Call, bucket, action, bucket.Arn, context);
        s3.Call.Resource = bucket.Name;
        return bucket;
    }

    /// <summary>The bucket of a call about one object, once its caller may do <paramref name="action"/> to it.</summary>
    public Bucket ForObject(S3Call s3, string action, Action<AccessContext>? context = null)
    {
        var bucket = Find(s3, s3.BucketName, s3.Header("x-amz-expected-bucket-owner"));
        AuthorizeObject(s3, bucket, s3.Key, action, context);
        return bucket;
    }

    public void AuthorizeObject(S3Call s3, Bucket bucket, string key, string action, Action<AccessContext>? context = null)
    {
        Authorize(s3.Call, bucket, action, $"{bucket.Arn}/{key}", context);
        s3.Call.Resource = $"{bucket.Name}/{key}";
    }

    /// <summary>
    /// What a missing key answers. Verified with the GetObject reference: 404 needs s3:ListBucket, or the caller could probe for names.
    /// </summary>
    public AwsException NoSuchKey(S3Call s3, Bucket bucket, string key) =>
        authorizer.IsAllowed(s3.Call, Request(bucket, "s3:ListBucket", bucket.Arn))
        ? S3Errors.NoSuchKey(key)
        : AwsException.Denied($"User: {s3.Call.Caller.Arn} is not authorized to perform: s3:ListBucket on resource: \"{bucket.Arn}\" because no identity-based policy allows the s3:ListBucket action");

    /// <summary>
    /// Verified with the S3 API reference: a signature for another region is AuthorizationHeaderMalformed and names the right one, which
    /// SDKs follow; a wrong expected owner is AccessDenied.
    /// </summary>
    public Bucket Find(S3Call s3, string name, string? expectedOwner)
    {
        s3.Call.Resource = name;
        if (!Buckets.TryGetValue(name, out var bucket)) throw S3Errors.NoSuchBucket(name);
        if (bucket.Region != s3.Call.Region && s3.Route.Operation != "GetBucketLocation" && !s3.Call.Caller.IsAnonymous)
        {
            throw new AwsException("AuthorizationHeaderMalformed",
                $"The authorization header is malformed; the region '{s3.Call.Region}' is wrong; expecting '{bucket.Region}'") { Members = { ["Region"] = bucket.Region } };
        }

        if (expectedOwner is not null && expectedOwner != bucket.Account) throw AwsException.Denied("Access Denied");
        return bucket;
    }

    public void Authorize(AwsCall call, Bucket bucket, string action, string resource, Action<AccessContext>? context = null)
    {
        var request = Request(bucket, action, resource);
        context?.Invoke(request.Context);
        // RestrictPublicBuckets: a policy that lets everyone in counts for the owner's account only.
        if (call.Account != bucket.Account && bucket is { PublicAccess.RestrictPublicBuckets: true, Policy: { } policy }
            && IsPublic(policy))
            throw AwsException.Denied("Access Denied");
        authorizer.Authorize(call, request);
    }

    /// <summary>Verified with the S3 user guide ("The meaning of public"), for the case that we use: anyone, and no condition.</summary>
    public static bool IsPublic(PolicyDocument policy) =>
        policy.Statements.Any(s => s is { Allows: true, Principal.Anyone: true, Conditions.Count: 0 });

    static AccessRequest Request(Bucket bucket, string action, string resource) => new(action, resource)
    {
        Owner = bucket.Account,
        ResourcePolicy = bucket.Policy,
        Context = new AccessContext().ResourceTags(bucket.Tags),
    };
}
