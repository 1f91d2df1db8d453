using System.Diagnostics;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Management;
using Polly;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Stores a range's objects. Repeating it is harmless: an object that is there already is left as it is.</summary>
internal sealed class RangeWriter(IObjectStore store, ResiliencePipeline retry, ProcessMetrics metrics)
{
    private const int PutsAtOnce = 8;

    public Task WriteAsync(IReadOnlyList<RangeObject> objects, StorageConfig storage, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            objects,
            new ParallelOptions { MaxDegreeOfParallelism = PutsAtOnce, CancellationToken = cancellationToken },
            async (item, token) => await WriteAsync(item, Bucket(storage, item.Zone), token).ConfigureAwait(false));

    /// <summary>Whether every one of these objects is there.</summary>
    public async Task<bool> AreStoredAsync(IReadOnlyList<IntentObject> objects, StorageConfig storage, CancellationToken cancellationToken)
    {
        foreach (var (zone, key) in objects)
        {
            var version = await retry.ExecuteAsync(
                async token => await store.VersionAsync(Bucket(storage, zone), key, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            if (version is null)
                return false;
        }
        return true;
    }

    private static string Bucket(StorageConfig storage, Zone zone) => zone switch
    {
        Zone.Raw => storage.Raw.Bucket,
        Zone.Processed => storage.Processed.Bucket,
        _ => storage.Errors.Bucket,
    };

    private async Task WriteAsync(RangeObject item, string bucket, CancellationToken cancellationToken)
    {
        using var span = Traces.Source.StartActivity("PutObject", ActivityKind.Client)?.SetTag("aws.s3.bucket", bucket).SetTag("aws.s3.key", item.Key);
        var gzip = item.Lines.Finish();
        var isNew = await retry.ExecuteAsync(
            async token => await store.TryPutDataAsync(bucket, item.Key, gzip, token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (isNew)
            metrics.Bytes.Add(gzip.Length, new KeyValuePair<string, object?>("zone", item.Zone.ToString().ToLowerInvariant()));
    }
}
