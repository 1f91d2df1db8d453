using Amazon.S3;
using Amazon.S3.Model;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>Empties a bucket, versions and delete markers too, a bounded number of objects a pass so that a large one blocks nobody.</summary>
/// <param name="s3">S3.</param>
/// <param name="count">Takes how many object versions were deleted just now, tells how many were in all, over passes and restarts.</param>
public sealed class BucketEmptier(IAmazonS3 s3, Func<int, long> count)
{
    /// <summary>Pages of 1,000 keys, S3's limit for a listing and for a deletion alike.</summary>
    private const int PagesPerPass = 10;

    /// <summary>Deletes the next objects. What an interrupted pass deleted is not listed again, so it goes on by itself.</summary>
    public async Task<StepResult> DeleteBatchAsync(BucketSpec spec, CancellationToken cancellationToken)
    {
        var deleted = count(0);
        for (var page = 0; page < PagesPerPass; page++)
        {
            var versions = await s3.ListVersionsAsync(
                new ListVersionsRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            if (versions.Versions is not { Count: > 0 } found)
                break;
            if (await DeleteAsync(spec, found, cancellationToken) is { } refusal)
                return refusal;
            deleted = count(found.Count);
        }

        return StepResult.Waiting(
            Reasons.Emptying, $"Bucket {spec.Name} is being emptied; {deleted} object versions are deleted so far.", TimeSpan.FromSeconds(1));
    }

    private async Task<StepResult?> DeleteAsync(BucketSpec spec, IEnumerable<S3ObjectVersion> versions, CancellationToken cancellationToken)
    {
        try
        {
            await s3.DeleteObjectsAsync(
                new DeleteObjectsRequest
                {
                    BucketName = spec.Name,
                    ExpectedBucketOwner = spec.AccountId,
                    Quiet = true,
                    Objects = [.. versions.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })],
                },
                cancellationToken);
            return null;
        }
        catch (DeleteObjectsException exception) when (exception.Response.DeleteErrors is [var first, ..] errors)
        {
            // S3 answers 200 and tells per object what it refused: object lock, a legal hold, a policy.
            return StepResult.Blocked(
                Reasons.EmptyingRefused,
                $"S3 refused to delete {errors.Count} object versions of bucket {spec.Name}, the first being {first.Key}: {first.Code} {first.Message} Lift what protects them, or set emptyOnDelete to false to keep the bucket.");
        }
    }
}
