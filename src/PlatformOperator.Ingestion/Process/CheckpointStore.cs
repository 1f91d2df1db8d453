using System.Text.Json;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Another process has carried this shard on; this one's unsaved work on it is void.</summary>
internal sealed class ShardTakenException(string shard) : Exception($"shard {shard} is being carried on by another process");

/// <summary>A checkpoint and the version to replace. Checkpoint is null before the shard's first write.</summary>
internal sealed record CheckpointVersion(ShardCheckpoint? Checkpoint, string? ETag);

/// <summary>
/// Checkpoints at <c>_state/&lt;stream creation time&gt;/&lt;shard&gt;.json</c> in the processed bucket. Replacing is a compare-and-swap, the
/// only fence between two processes that believe a shard theirs.
/// </summary>
internal sealed class CheckpointStore(IObjectStore store, string bucket, string streamId)
{
    public async Task<CheckpointVersion> LoadAsync(string shard, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(bucket, Key(shard), cancellationToken).ConfigureAwait(false);
        return stored is null
            ? new CheckpointVersion(null, null)
            : new CheckpointVersion(JsonSerializer.Deserialize(stored.Content, ShardCheckpointContext.Default.ShardCheckpoint), stored.ETag);
    }

    /// <exception cref="ShardTakenException">The stored checkpoint is not the current one.</exception>
    public async Task<CheckpointVersion> ReplaceAsync(CheckpointVersion current, ShardCheckpoint next, CancellationToken cancellationToken)
    {
        var key = Key(next.Shard);
        var json = JsonSerializer.SerializeToUtf8Bytes(next, ShardCheckpointContext.Default.ShardCheckpoint);
        if (await store.TryReplaceAsync(bucket, key, json, current.ETag, cancellationToken).ConfigureAwait(false) is { } etag)
            return new CheckpointVersion(next, etag);
        // Refused, perhaps because an earlier try of this very write had arrived and its answer had not.
        var stored = await store.GetAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        return stored is not null && stored.Content.AsSpan().SequenceEqual(json)
            ? new CheckpointVersion(next, stored.ETag)
            : throw new ShardTakenException(next.Shard);
    }

    private string Key(string shard) => $"_state/{streamId}/{shard}.json";
}
