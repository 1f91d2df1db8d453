using System.Net;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amazon.S3;
using Amazon.S3.Model;

namespace PlatformOperator.Ingestion.Process;

/// <summary>S3, of one account. Encryption is the bucket's default (SSE-KMS with the tenant's key), so no put carries key headers.</summary>
internal sealed class S3ObjectStore(IAmazonS3 s3, string accountId) : IObjectStore
{
    private const int KeysPerDelete = 1000;

    public async Task<bool> TryPutDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, CancellationToken cancellationToken) =>
        await TryReplaceDataAsync(bucket, key, gzip, etag: null, cancellationToken).ConfigureAwait(false) is not null;

    public async Task<StoredObject?> GetAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectRequest { BucketName = bucket, Key = key, ExpectedBucketOwner = accountId };
            using var response = await s3.GetObjectAsync(request, cancellationToken).ConfigureAwait(false);
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            return new StoredObject(content.ToArray(), response.ETag);
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    public Task<string?> TryReplaceAsync(string bucket, string key, ReadOnlyMemory<byte> json, string? etag, CancellationToken cancellationToken) =>
        TryPutAsync(Put(bucket, key, json, "application/json"), etag, cancellationToken);

    public Task<string?> TryReplaceDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, string? etag, CancellationToken cancellationToken)
    {
        var request = Put(bucket, key, gzip, "application/x-ndjson");
        request.Headers.ContentEncoding = "gzip";
        return TryPutAsync(request, etag, cancellationToken);
    }

    public async IAsyncEnumerable<ListedObject> ListAsync(
        string bucket, string prefix, string after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, StartAfter = after, ExpectedBucketOwner = accountId };
        do
        {
            var page = await s3.ListObjectsV2Async(request, cancellationToken).ConfigureAwait(false);
            foreach (var listed in page.S3Objects ?? [])
                yield return new ListedObject(listed.Key, listed.ETag);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (request.ContinuationToken is not null);
    }

    /// <exception cref="DeleteObjectsException">Some objects could not be deleted.</exception>
    public async Task DeleteAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var some in keys.Chunk(KeysPerDelete))
        {
            var request = new DeleteObjectsRequest
            {
                BucketName = bucket,
                ExpectedBucketOwner = accountId,
                Objects = [.. some.Select(key => new KeyVersion { Key = key })],
                Quiet = true,
            };
            await s3.DeleteObjectsAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private PutObjectRequest Put(string bucket, string key, ReadOnlyMemory<byte> content, string contentType) => new()
    {
        BucketName = bucket,
        Key = key,
        ExpectedBucketOwner = accountId,
        ContentType = contentType,
        InputStream = MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false),
        // The whole body is in memory: one signature and one checksum over it, no chunks.
        UseChunkEncoding = false,
    };

    private async Task<string?> TryPutAsync(PutObjectRequest request, string? etag, CancellationToken cancellationToken)
    {
        if (etag is null)
            request.IfNoneMatch = "*";
        else
            request.IfMatch = etag;
        try
        {
            return (await s3.PutObjectAsync(request, cancellationToken).ConfigureAwait(false)).ETag;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed || (request.IfMatch is not null && e.ErrorCode == "NoSuchKey"))
        {
            return null;
        }
    }
}
