namespace PlatformOperator.Ingestion.Process;

/// <summary>An object's content and the version that a conditional write names.</summary>
internal sealed record StoredObject(byte[] Content, string ETag);

/// <summary>An object as a listing tells of it.</summary>
internal sealed record ListedObject(string Key, string ETag);

/// <summary>The few things that process asks of S3.</summary>
internal interface IObjectStore
{
    /// <summary>Stores gzip'd NDJSON under a key that is free; false if there is an object already.</summary>
    Task<bool> TryPutDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, CancellationToken cancellationToken);

    /// <summary>Null if there is no such object.</summary>
    Task<StoredObject?> GetAsync(string bucket, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces JSON of exactly the given version (null: where there is none) and answers the new version; null if there is another version.
    /// </summary>
    Task<string?> TryReplaceAsync(string bucket, string key, ReadOnlyMemory<byte> json, string? etag, CancellationToken cancellationToken);

    /// <summary>As <see cref="TryReplaceAsync"/>, with gzip'd NDJSON.</summary>
    Task<string?> TryReplaceDataAsync(string bucket, string key, ReadOnlyMemory<byte> gzip, string? etag, CancellationToken cancellationToken);

    /// <summary>Objects whose keys have the prefix and come after the given key, in the order of their keys' bytes.</summary>
    IAsyncEnumerable<ListedObject> ListAsync(string bucket, string prefix, string after, CancellationToken cancellationToken);

    /// <summary>Deletes objects; those that are gone already are no error.</summary>
    Task DeleteAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken);
}

internal static class ObjectStoreExtensions
{
    /// <summary>The version of an object, without its content; null if there is no such object, but not if there is no such bucket.</summary>
    public static async Task<string?> VersionAsync(this IObjectStore store, string bucket, string key, CancellationToken cancellationToken)
    {
        // Among keys that begin with it, a key itself comes first.
        await foreach (var listed in store.ListAsync(bucket, key, after: key[..^1], cancellationToken).ConfigureAwait(false))
            return listed.Key == key ? listed.ETag : null;
        return null;
    }
}
