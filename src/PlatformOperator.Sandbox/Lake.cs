using System.IO.Compression;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace PlatformOperator.Sandbox;

/// <summary>Reads what pipelines left in S3.</summary>
public sealed class Lake : IDisposable
{
    private readonly AmazonS3Client s3;

    /// <summary>A reader of the buckets behind an endpoint.</summary>
    public Lake(Uri endpoint) => s3 = new AmazonS3Client(
        new BasicAWSCredentials("sandbox", "sandbox"),
        new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = "eu-west-1", ForcePathStyle = true });

    /// <summary>How many events lie in a bucket.</summary>
    public async Task<int> CountAsync(string bucket, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var _ in LinesAsync(bucket, cancellationToken))
            count++;
        return count;
    }

    /// <summary>All lines of a bucket's data objects.</summary>
    public async IAsyncEnumerable<string> LinesAsync(
        string bucket, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = "data/" });
        await foreach (var item in pages.S3Objects.WithCancellation(cancellationToken))
        {
            using var answer = await s3.GetObjectAsync(bucket, item.Key, cancellationToken);
            await using var unzipped = new GZipStream(answer.ResponseStream, CompressionMode.Decompress);
            using var reader = new StreamReader(unzipped);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
                yield return line;
        }
    }

    /// <inheritdoc />
    public void Dispose() => s3.Dispose();
}
