using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>Reads a bucket's settings: one call for the tags, and if the bucket is there, the other six at once.</summary>
internal sealed class BucketReader(IAmazonS3 s3)
{
    public async Task<BucketState?> ReadAsync(BucketSpec spec, CancellationToken cancellationToken)
    {
        var tags = await TagsAsync(spec, cancellationToken);
        if (tags is null)
            return null;
        var encryption = EncryptionAsync(spec, cancellationToken);
        var blocked = PublicAccessBlockedAsync(spec, cancellationToken);
        var enforced = OwnerEnforcedAsync(spec, cancellationToken);
        var versioning = VersioningAsync(spec, cancellationToken);
        var lifecycle = LifecycleAsync(spec, cancellationToken);
        var policy = PolicyAsync(spec, cancellationToken);
        await Task.WhenAll(encryption, blocked, enforced, versioning, lifecycle, policy);
        var (keyArn, bucketKey) = await encryption;
        return new BucketState(tags, keyArn, bucketKey, await blocked, await enforced, await versioning, await lifecycle, await policy);
    }

    /// <summary>The tags, empty when there are none; null when there is no such bucket.</summary>
    public async Task<IReadOnlyDictionary<string, string>?> TagsAsync(BucketSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await s3.GetBucketTaggingAsync(
                new GetBucketTaggingRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            return TagSet.From(answer.TagSet, tag => (tag.Key, tag.Value));
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchTagSet")
        {
            return new Dictionary<string, string>();
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == "NoSuchBucket")
        {
            return null;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.Forbidden && exception.ErrorCode is "AccessDenied" or "Forbidden")
        {
            // S3 gives one answer for a bucket of another account and for a missing permission.
            throw new NotOursException(
                $"S3 bucket {spec.Name} belongs to another account than {spec.AccountId}, or the operator lacks s3:GetBucketTagging on it. Nothing was changed. Choose another bucketName, or grant the permission.",
                exception);
        }
    }

    public static List<Tag> ToTags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];

    private Task<(string? KeyArn, bool BucketKey)> EncryptionAsync(BucketSpec spec, CancellationToken cancellationToken) => OrAsync<(string?, bool)>(
        "ServerSideEncryptionConfigurationNotFoundError", (null, false),
        async () =>
        {
            var answer = await s3.GetBucketEncryptionAsync(
                new GetBucketEncryptionRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            var rule = answer.ServerSideEncryptionConfiguration?.ServerSideEncryptionRules?.FirstOrDefault();
            var byDefault = rule?.ServerSideEncryptionByDefault;
            return byDefault?.ServerSideEncryptionAlgorithm == ServerSideEncryptionMethod.AWSKMS
                ? (byDefault.ServerSideEncryptionKeyManagementServiceKeyId, rule!.BucketKeyEnabled == true)
                : (null, false);
        });

    private Task<bool> PublicAccessBlockedAsync(BucketSpec spec, CancellationToken cancellationToken) => OrAsync(
        "NoSuchPublicAccessBlockConfiguration", false,
        async () =>
        {
            var answer = await s3.GetPublicAccessBlockAsync(
                new GetPublicAccessBlockRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            return answer.PublicAccessBlockConfiguration is { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };
        });

    private Task<bool> OwnerEnforcedAsync(BucketSpec spec, CancellationToken cancellationToken) => OrAsync(
        "OwnershipControlsNotFoundError", false,
        async () =>
        {
            var answer = await s3.GetBucketOwnershipControlsAsync(
                new GetBucketOwnershipControlsRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            return answer.OwnershipControls?.Rules?.FirstOrDefault()?.ObjectOwnership == ObjectOwnership.BucketOwnerEnforced;
        });

    private async Task<bool?> VersioningAsync(BucketSpec spec, CancellationToken cancellationToken)
    {
        var answer = await s3.GetBucketVersioningAsync(
            new GetBucketVersioningRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
        var status = answer.VersioningConfig?.Status;
        return status == VersionStatus.Enabled ? true : status == VersionStatus.Suspended ? false : null;
    }

    private Task<IReadOnlyList<LifecycleRuleSpec>> LifecycleAsync(BucketSpec spec, CancellationToken cancellationToken) => OrAsync<IReadOnlyList<LifecycleRuleSpec>>(
        "NoSuchLifecycleConfiguration", [],
        async () =>
        {
            var answer = await s3.GetLifecycleConfigurationAsync(
                new GetLifecycleConfigurationRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            return [.. (answer.Configuration?.Rules ?? []).Select(LifecycleRules.FromS3)];
        });

    private Task<string?> PolicyAsync(BucketSpec spec, CancellationToken cancellationToken) => OrAsync<string?>(
        "NoSuchBucketPolicy", null,
        async () =>
        {
            var answer = await s3.GetBucketPolicyAsync(
                new GetBucketPolicyRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            // The SDK takes the 404 of a bucket without a policy for an answer, and its XML for the policy.
            return answer.Policy?.StartsWith('{') == true ? answer.Policy : null;
        });

    /// <summary>S3 answers with an error where a setting was never made.</summary>
    private static async Task<T> OrAsync<T>(string code, T unset, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode == code)
        {
            return unset;
        }
    }
}
