using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>
/// Which key an object gets and who may use it. Verified with the S3 user guide ("Using server-side encryption with AWS KMS keys",
/// "… bucket keys"): the caller needs kms:GenerateDataKey to write and kms:Decrypt to read and for multipart uploads; with a bucket key the
/// encryption context is the bucket's ARN, else the object's.
/// </summary>
internal sealed class ObjectEncryption(KmsService kms)
{
    const string AlgorithmHeader = "x-amz-server-side-encryption";
    const string KeyHeader = "x-amz-server-side-encryption-aws-kms-key-id";
    const string BucketKeyHeader = "x-amz-server-side-encryption-bucket-key-enabled";

    /// <summary>What the headers ask for, else the bucket's default.</summary>
    public static SseSetting Wanted(S3Call s3, Bucket bucket)
    {
        var key = s3.Header(KeyHeader);
        if (s3.Header("x-amz-server-side-encryption-customer-algorithm") is not null)
            throw S3Errors.NotImplemented("The sandbox does not implement encryption with customer-provided keys.");
        var bucketKey = s3.Header(BucketKeyHeader) is { } flag ? flag == "true" : bucket.Encryption.BucketKey;
        switch (s3.Header(AlgorithmHeader))
        {
            case null when key is not null:
                throw S3Errors.InvalidArgument("Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms");
            case null:
                return bucket.Encryption;
            case "AES256" when key is null:
                return SseSetting.S3Managed;
            case "aws:kms" or "aws:kms:dsse":
                return new SseSetting(s3.Header(AlgorithmHeader)!, key ?? (bucket.Encryption.IsKms ? bucket.Encryption.KmsKeyId : null),
                    bucketKey);
            default:
                throw S3Errors.InvalidArgument("The encryption method specified is not supported");
        }
    }

    /// <summary>The condition keys by which bucket policies refuse foreign keys; absent where the headers are.</summary>
    public static void AddConditions(S3Call s3, AccessContext context)
    {
        var key = s3.Header(KeyHeader);
        if (key is not null && !key.StartsWith("arn:", StringComparison.Ordinal))
            key = Arn.Of("kms", s3.Call.Region, s3.Call.Account, key.StartsWith("alias/", StringComparison.Ordinal) ? key : "key/" + key);
        context.SetIf("s3:" + AlgorithmHeader, s3.Header(AlgorithmHeader)).SetIf("s3:" + KeyHeader, key);
    }

    /// <summary>Stamps a version with its encryption, once the caller may use the key.</summary>
    public ObjectVersion Encrypt(S3Call s3, Bucket bucket, ObjectVersion version, SseSetting sse)
    {
        if (!sse.IsKms) return version with { SseAlgorithm = sse.Algorithm };
        var key = Use(s3, bucket, version.Key, sse.KmsKeyId ?? "alias/aws/s3", sse.BucketKey, "GenerateDataKey");
        return version with { SseAlgorithm = sse.Algorithm, KmsKeyArn = key.Arn, BucketKey = sse.BucketKey };
    }

    /// <summary>Refuses a reader who may not use the version's key.</summary>
    public void Decrypt(S3Call s3, Bucket bucket, ObjectVersion version)
    {
        if (version.KmsKeyArn is { } arn) Use(s3, bucket, version.Key, arn, version.BucketKey, "Decrypt");
    }

    public static AwsAnswer AddHeaders(AwsAnswer answer, ObjectVersion version) => answer.With(AlgorithmHeader, version.SseAlgorithm)
        .With(KeyHeader, version.KmsKeyArn).With(BucketKeyHeader, version.BucketKey ? "true" : null);

    KmsKey Use(S3Call s3, Bucket bucket, string key, string reference, bool bucketKey, string operation)
    {
        if (s3.Call.Caller.IsAnonymous) throw AwsException.Denied("Access Denied");
        var context = new Dictionary<string, string>(StringComparer.Ordinal) { ["aws:s3:arn"] = bucketKey ? bucket.Arn
            : $"{bucket.Arn}/{key}" };
        try
        {
            return kms.UseFor(s3.Call, reference, operation, context);
        }
        catch (AwsException error) when (error.Code != AwsException.AccessDenied)
        {
            throw new AwsException("KMS." + error.Code, error.Message);
        }
    }
}
