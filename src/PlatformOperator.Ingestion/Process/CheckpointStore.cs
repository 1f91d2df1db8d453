using System.Text.Json;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Another process has carried this shard on; this one's unsaved work on it is void.</summary>
internal sealed class ShardTakenException(string shard) : Exception($"shard {shard} is being carried on by another process");

/// <summary>A checkpoint and the version to replace. Checkpoint is null before the shard's first commit.</summary>
internal sealed record CheckpointVersion(ShardCheckpoint? Checkpoint, string? ETag);

/// <summary>
/// Checkpoints at <c>_state/&lt;stream creation time&gt;/&lt;shard&gt;.json</c> in the processed bucket. Replacing is a compare-and-swap, the
/// only fence between two processes that believe a shard theirs.
/// </summary>
internal sealed class CheckpointStore(IObjectStore store, string bucket, string stream, string writer)
{
    public async Task<CheckpointVersion> LoadAsync(string shard, CancellationToken cancellationToken)
    {
        var stored = await store.GetAsync(bucket, Key(shard), cancellationToken).ConfigureAwait(false);
        return stored is null
            ? new CheckpointVersion(null, null)
            : new CheckpointVersion(JsonSerializer.Deserialize(stored.Content, ShardCheckpointContext.Default.ShardCheckpoint), stored.ETag);
    }

    /// <exception cref="ShardTakenException">The stored checkpoint is not the current one.</exception>
    public async Task<CheckpointVersion> CommitAsync(
        string shard, CheckpointVersion current, string? sequenceNumber, bool closed, CancellationToken cancellationToken)
    {
        var next = new ShardCheckpoint
        {
            Shard = shard,
            Epoch = (current.Checkpoint?.Epoch ?? 0) + 1,
            SequenceNumber = sequenceNumber,
            Closed = closed,
            Writer = writer,
        };
        var json = JsonSerializer.SerializeToUtf8Bytes(next, ShardCheckpointContext.Default.ShardCheckpoint);
        if (await store.TryReplaceAsync(bucket, Key(shard), json, current.ETag, cancellationToken).ConfigureAwait(false) is { } etag)
            return new CheckpointVersion(next, etag);
        // Refused, perhaps because an earlier try of this very write had arrived and its answer had not.
        var stored = await LoadAsync(shard, cancellationToken).ConfigureAwait(false);
        return stored.Checkpoint == next ? stored : throw new ShardTakenException(shard);
    }

    private string Key(string shard) => $"_state/{stream}/{shard}.json";
}
