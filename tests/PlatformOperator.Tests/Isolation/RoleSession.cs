using System.Buffers.Text;
using System.Text.Json;
using Amazon.IdentityManagement;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Node;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>What a pod has once it has assumed a role, and the things it can then try; each says whether AWS lets it.</summary>
internal sealed class RoleSession(AwsEndpoint endpoint, AWSCredentials credentials) : IDisposable
{
    public const string Audience = "sts.amazonaws.com";
    public const string Issuer = "https://" + SandboxNode.OidcProvider;

    private readonly AmazonS3Client s3 = new AwsAccount(endpoint, credentials).S3;
    private readonly AmazonKinesisClient kinesis = new AwsAccount(endpoint, credentials).Kinesis;
    private readonly AmazonKeyManagementServiceClient kms = new AwsAccount(endpoint, credentials).Kms;
    private readonly AmazonIdentityManagementServiceClient iam = new AwsAccount(endpoint, credentials).Iam;
    private readonly AmazonSecurityTokenServiceClient sts = new AwsAccount(endpoint, credentials).Sts;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The session of a pod that runs as the ServiceAccount; null when the role does not trust it.</summary>
    public static async Task<RoleSession?> AssumeAsync(
        AwsEndpoint endpoint, string roleArn, string @namespace, string serviceAccount, string audience = Audience, string issuer = Issuer)
    {
        using var anonymous = new AwsAccount(endpoint, new AnonymousAWSCredentials()).Sts;
        try
        {
            var answer = await anonymous.AssumeRoleWithWebIdentityAsync(
                new AssumeRoleWithWebIdentityRequest { RoleArn = roleArn, RoleSessionName = "pod", WebIdentityToken = Token(@namespace, serviceAccount, audience, issuer) }, Cancel);
            return new RoleSession(endpoint, answer.Credentials);
        }
        catch (AmazonSecurityTokenServiceException refusal) when (refusal.ErrorCode == "AccessDenied")
        {
            return null;
        }
    }

    /// <summary>Every action on a stream, a bucket, a key and a role that is tried, by the name that policies have for it.</summary>
    public IReadOnlyDictionary<string, Func<WorldStream, Task>> OnStreams => new Dictionary<string, Func<WorldStream, Task>>
    {
        ["kinesis:DescribeStreamSummary"] = stream => kinesis.DescribeStreamSummaryAsync(new DescribeStreamSummaryRequest { StreamARN = stream.Arn }, Cancel),
        ["kinesis:ListShards"] = stream => kinesis.ListShardsAsync(new ListShardsRequest { StreamARN = stream.Arn }, Cancel),
        ["kinesis:GetShardIterator"] = stream => IteratorAsync(kinesis, stream),
        ["kinesis:GetRecords"] = async stream =>
        {
            // An iterator that somebody else was given: it must open nothing by itself.
            using var owner = new AwsAccount(endpoint).Kinesis;
            await kinesis.GetRecordsAsync(new GetRecordsRequest { ShardIterator = await IteratorAsync(owner, stream), StreamARN = stream.Arn }, Cancel);
        },
        ["kinesis:PutRecord"] = stream =>
            kinesis.PutRecordAsync(new PutRecordRequest { StreamARN = stream.Arn, PartitionKey = "k", Data = new MemoryStream([1]) }, Cancel),
        ["kinesis:PutRecords"] = stream => kinesis.PutRecordsAsync(
            new PutRecordsRequest { StreamARN = stream.Arn, Records = [new PutRecordsRequestEntry { PartitionKey = "k", Data = new MemoryStream([1]) }] }, Cancel),
        ["kinesis:DeleteStream"] = stream => kinesis.DeleteStreamAsync(new DeleteStreamRequest { StreamARN = stream.Arn }, Cancel),
    };

    /// <inheritdoc cref="OnStreams" />
    public IReadOnlyDictionary<string, Func<WorldBucket, string, Task>> OnObjects => new Dictionary<string, Func<WorldBucket, string, Task>>
    {
        ["s3:GetObject"] = (bucket, key) => s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket.Name, Key = key }, Cancel),
        ["s3:PutObject"] = (bucket, key) => s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket.Name, Key = key, ContentBody = "x" }, Cancel),
        ["s3:DeleteObject"] = (bucket, key) => s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket.Name, Key = key }, Cancel),
    };

    /// <inheritdoc cref="OnStreams" />
    public IReadOnlyDictionary<string, Func<WorldBucket, Task>> OnBuckets => new Dictionary<string, Func<WorldBucket, Task>>
    {
        ["s3:ListBucket"] = bucket => s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Name }, Cancel),
        ["s3:GetBucketPolicy"] = bucket => s3.GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket.Name }, Cancel),
        ["s3:DeleteBucket"] = bucket => s3.DeleteBucketAsync(new DeleteBucketRequest { BucketName = bucket.Name }, Cancel),
    };

    /// <inheritdoc cref="OnStreams" />
    public IReadOnlyDictionary<string, Func<WorldKey, Task>> OnKeys => new Dictionary<string, Func<WorldKey, Task>>
    {
        ["kms:DescribeKey"] = key => kms.DescribeKeyAsync(key.Arn, Cancel),
        ["kms:GenerateDataKey"] = key => kms.GenerateDataKeyAsync(new GenerateDataKeyRequest { KeyId = key.Arn, KeySpec = DataKeySpec.AES_256 }, Cancel),
        ["kms:Decrypt"] = async key =>
        {
            using var owner = new AwsAccount(endpoint).Kms;
            var sealedText = await owner.EncryptAsync(new EncryptRequest { KeyId = key.Arn, Plaintext = new MemoryStream([1]) }, Cancel);
            await kms.DecryptAsync(new DecryptRequest { KeyId = key.Arn, CiphertextBlob = sealedText.CiphertextBlob }, Cancel);
        },
        ["kms:ScheduleKeyDeletion"] = key => kms.ScheduleKeyDeletionAsync(key.Arn, 30, Cancel),
    };

    /// <inheritdoc cref="OnStreams" />
    public IReadOnlyDictionary<string, Func<WorldRole, Task>> OnRoles => new Dictionary<string, Func<WorldRole, Task>>
    {
        ["sts:AssumeRole"] = role => sts.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = "pod" }, Cancel),
        ["iam:GetRole"] = role => iam.GetRoleAsync(new GetRoleRequest { RoleName = role.Name }, Cancel),
        ["iam:PutRolePolicy"] = role =>
            iam.PutRolePolicyAsync(
                new PutRolePolicyRequest { RoleName = role.Name, PolicyName = "more", PolicyDocument = role.InlinePolicies.First().Value }, Cancel),
    };

    /// <summary>Puts an object into the bucket and asks S3 to encrypt it with the key.</summary>
    public Task PutWithKeyAsync(string bucket, WorldKey key) => s3.PutObjectAsync(
        new PutObjectRequest
        {
            BucketName = bucket, Key = "data/keyed", ContentBody = "x", ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
            ServerSideEncryptionKeyManagementServiceKeyId = key.Arn,
        },
        Cancel);

    /// <summary>Whether AWS lets it; anything but a refusal fails the test.</summary>
    public static async Task<bool> IsAllowedAsync(Task attempt)
    {
        try
        {
            await attempt;
            return true;
        }
        catch (AmazonServiceException refusal) when (refusal.ErrorCode is "AccessDenied" or "AccessDeniedException" or "KMSAccessDeniedException")
        {
            return false;
        }
    }

    public void Dispose()
    {
        s3.Dispose();
        kinesis.Dispose();
        kms.Dispose();
        iam.Dispose();
        sts.Dispose();
    }

    private static async Task<string> IteratorAsync(AmazonKinesisClient client, WorldStream stream) => (await client.GetShardIteratorAsync(
        new GetShardIteratorRequest { StreamARN = stream.Arn, ShardId = "shardId-000000000000", ShardIteratorType = ShardIteratorType.TRIM_HORIZON }, Cancel)).ShardIterator!;

    private static string Token(string @namespace, string serviceAccount, string audience, string issuer)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new
        {
            iss = issuer,
            sub = $"system:serviceaccount:{@namespace}:{serviceAccount}",
            aud = new[] { audience },
            exp = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeSeconds(),
        });
        return $"e30.{Base64Url.EncodeToString(claims)}.c2ln";
    }
}
