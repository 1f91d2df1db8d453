using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>S3: buckets with their configuration, and objects in memory. Verified with the S3 API reference, the SDKs and moto.</summary>
internal sealed class S3Service : IAwsService, ITaggedResources
{
    readonly Dictionary<string, S3Operation> _operations = new(StringComparer.Ordinal);
    readonly S3Access _access;

    public S3Service(AwsEndpointOptions options, Authorizer authorizer, KmsService kms)
    {
        _access = new S3Access(authorizer);
        var encryption = new ObjectEncryption(kms);
        var store = new ObjectStore(options.ObjectStoreBytes);
        new BucketOperations(_access, authorizer).AddTo(_operations);
        new BucketSettingOperations(_access).AddTo(_operations);
        new BucketPolicyOperations(_access).AddTo(_operations);
        new LifecycleOperations(_access).AddTo(_operations);
        new ObjectWriteOperations(_access, encryption, store).AddTo(_operations);
        new ObjectReadOperations(_access, encryption).AddTo(_operations);
        new ObjectDeleteOperations(_access, store).AddTo(_operations);
        new ObjectTagOperations(_access).AddTo(_operations);
        new ListOperations(_access).AddTo(_operations);
        new MultipartOperations(_access, encryption, store).AddTo(_operations);
    }

    public string Name => "s3";

    public string Operation(AwsRequest request) => S3Route.Of(request).Operation;

    public void Settle(DateTimeOffset now)
    {
    }

    public AwsAnswer Handle(AwsCall call, AwsRequest request)
    {
        var s3 = new S3Call(call, request, S3Route.Of(request));
        call.Resource = s3.BucketName;
        return _operations.TryGetValue(call.Operation, out var operation) ? operation(s3)
            : throw S3Errors.NotImplemented($"A header or query you provided implies functionality that is not implemented: {call.Operation}");
    }

    public AwsAnswer Error(AwsException error, string requestId, AwsRequest? request)
    {
        var (code, status, message) = error.Code switch
        {
            "InvalidClientTokenId" => ("InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records."),
            "ExpiredToken" => ("ExpiredToken", 400, "The provided token has expired."),
            "NotModified" => ("NotModified", 304, ""),
            _ => (error.Code, error.Status, error.Message),
        };
        var answer = request?.Method == "HEAD" || status == 304 ? new AwsAnswer(status) : AwsAnswer.Xml(status,
            new XElement("Error", new XElement("Code", code), new XElement("Message", message),
                error.Members.Select(m => new XElement(m.Key, m.Value)), new XElement("RequestId", requestId),
                    new XElement("HostId", requestId)),
            XNamespace.None, "application/xml");
        foreach (var (name, value) in error.Members.Where(m => m.Key.StartsWith("x-amz-", StringComparison.Ordinal))) answer
            .With(name, value);
        return answer.With("x-amz-bucket-region", error.Members.GetValueOrDefault("Region"));
    }

    public IEnumerable<TaggedResource> Tagged(string account, string region) =>
        _access.Buckets.Values.Where(b => b.Account == account && b.Region == region)
            .Select(b => new TaggedResource(b.Arn, "s3:bucket", b.Tags, "s3:PutBucketTagging", "s3:PutBucketTagging"));

    public IReadOnlyList<WorldBucket> Snapshot() => [.. _access.Buckets.Values.Select(b => new WorldBucket(b.Account, b.Region, b.Name)
    {
        Tags = new Dictionary<string, string>(b.Tags, StringComparer.Ordinal),
        Versioning = b.Versioning,
        SseAlgorithm = b.Encryption.Algorithm,
        KmsKeyId = b.Encryption.KmsKeyId,
        BucketKey = b.Encryption.BucketKey,
        Policy = b.PolicyJson,
        Lifecycle = b.Lifecycle?.ToString(SaveOptions.DisableFormatting),
        AllPublicAccessBlocked = b.PublicAccess?.All ?? false,
        ObjectOwnership = b.Ownership ?? "ObjectWriter",
        Objects = [.. b.Objects.Values.SelectMany(versions => versions.Select((v, i) =>
            new WorldObject(v.Key, v.VersionId, i == 0, v.IsDeleteMarker, v.ETag, v.KmsKeyArn, v.Content)))],
    })];
}
