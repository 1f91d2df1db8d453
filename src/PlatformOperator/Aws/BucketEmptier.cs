using Amazon.S3;
using Amazon.S3.Model;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>Empties a bucket, versions and delete markers too, a bounded number of objects a pass so that a large one blocks nobody.</summary>
internal sealed class BucketEmptier(IAmazonS3 s3)
{
    /// <summary>Pages of 1,000 keys, S3's limit for a listing and for a deletion alike.</summary>
    private const int PagesPerPass = 10;

    public async Task<StepResult> DeleteBatchAsync(BucketSpec spec, CancellationToken cancellationToken)
    {
        var deleted = 0;
        for (var page = 0; page < PagesPerPass; page++)
        {
            var versions = await s3.ListVersionsAsync(
                new ListVersionsRequest { BucketName = spec.Name, ExpectedBucketOwner = spec.AccountId }, cancellationToken);
            if (versions.Versions is not { Count: > 0 } found)
                break;
            await s3.DeleteObjectsAsync(
                new DeleteObjectsRequest
                {
                    BucketName = spec.Name,
                    ExpectedBucketOwner = spec.AccountId,
                    Quiet = true,
                    Objects = [.. found.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })],
                },
                cancellationToken);
            deleted += found.Count;
        }

        return StepResult.Waiting(
            "Emptying", $"Bucket {spec.Name} is being emptied; {deleted} object versions were deleted in this pass.", TimeSpan.FromSeconds(1));
    }
}
