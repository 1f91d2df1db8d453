using System.Text;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>A bucket's policy. Verified with the S3 API reference and the user guide ("Bucket policies", "Blocking public access").</summary>
internal sealed class BucketPolicyOperations(S3Access access)
{
    const int Limit = 20 * 1024;

    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["GetBucketPolicy"] = Get;
        operations["PutBucketPolicy"] = Put;
        operations["DeleteBucketPolicy"] = Delete;
        operations["GetBucketPolicyStatus"] = Status;
    }

    AwsAnswer Get(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:GetBucketPolicy");
        return new AwsAnswer(200, "application/json") { Body = Encoding.UTF8.GetBytes(bucket.PolicyJson ?? throw None(bucket)) };
    }

    AwsAnswer Put(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:PutBucketPolicy");
        var json = Encoding.UTF8.GetString(AwsChunked.Decode(s3.Request).Span);
        if (json.Length > Limit) throw new AwsException("PolicyTooLarge", $"A bucket policy has at most {Limit} bytes.");
        var policy = Parse(json, bucket);
        if (bucket.PublicAccess is { BlockPublicPolicy: true } && S3Access.IsPublic(policy))
        {
            throw AwsException.Denied($"User: {s3.Call.Caller.Arn} is not authorized to perform: s3:PutBucketPolicy on resource: \"{bucket.Arn}\" "
                + "because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.");
        }

        (bucket.PolicyJson, bucket.Policy) = (json, policy);
        return S3Call.Empty(204);
    }

    AwsAnswer Delete(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:DeleteBucketPolicy");
        (bucket.PolicyJson, bucket.Policy) = (null, null);
        return S3Call.Empty(204);
    }

    AwsAnswer Status(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:GetBucketPolicyStatus");
        return S3Call.Answer(new XElement("PolicyStatus",
            new XElement("IsPublic", S3Access.IsPublic(bucket.Policy ?? throw None(bucket)))));
    }

    static PolicyDocument Parse(string json, Bucket bucket)
    {
        PolicyDocument policy;
        try
        {
            policy = PolicyDocument.Parse(json, PolicyKind.Resource);
        }
        catch (PolicyFormatException error)
        {
            throw new AwsException("MalformedPolicy", error.Message);
        }

        foreach (var statement in policy.Statements)
        {
            if ((statement.Resource ?? statement.NotResource)!.Any(r => r != bucket.Arn
                && !r.StartsWith(bucket.Arn + "/", StringComparison.Ordinal)
                && !Wildcard.Matches(r, bucket.Arn)))
                throw new AwsException("MalformedPolicy", "Policy has invalid resource");
            if ((statement.Action ?? statement.NotAction)!.Any(a => a != "*" && !a.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)))
                throw new AwsException("MalformedPolicy", "Policy has invalid action");
        }

        return policy;
    }

    static AwsException None(Bucket bucket) =>
        new("NoSuchBucketPolicy", "The bucket policy does not exist", 404) { Members = { ["BucketName"] = bucket.Name } };
}
