using System.IO.Compression;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;
using Polly;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Stores a range's objects. Repeating it is harmless: an object that is there already is left as it is.</summary>
internal sealed class RangeWriter(IObjectStore store, StorageConfig storage, ResiliencePipeline retry, ProcessMetrics metrics)
{
    private const int PutsAtOnce = 8;

    public Task WriteAsync(IReadOnlyList<RangeObject> objects, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            objects,
            new ParallelOptions { MaxDegreeOfParallelism = PutsAtOnce, CancellationToken = cancellationToken },
            async (item, token) => await WriteAsync(item, token).ConfigureAwait(false));

    private async Task WriteAsync(RangeObject item, CancellationToken cancellationToken)
    {
        using var gzip = new PooledBuffer();
        Compress(item.Lines, gzip);
        var bucket = item.Zone switch
        {
            Zone.Raw => storage.Raw.Bucket,
            Zone.Processed => storage.Processed.Bucket,
            _ => storage.Errors.Bucket,
        };
        var isNew = await retry.ExecuteAsync(
            async token => await store.TryPutDataAsync(bucket, item.Key, gzip.Written, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (isNew)
            metrics.Bytes.Add(gzip.Length, new KeyValuePair<string, object?>("zone", item.Zone.ToString().ToLowerInvariant()));
    }

    internal static void Compress(PooledBuffer lines, PooledBuffer target)
    {
        using var sink = new BufferStream(target);
        using var gzip = new GZipStream(sink, CompressionLevel.Fastest);
        gzip.Write(lines.Written.Span);
    }
}
