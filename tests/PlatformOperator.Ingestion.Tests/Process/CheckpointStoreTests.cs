using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Process;

public class CheckpointStoreTests
{
    private readonly MemoryObjectStore _lake = new();

    [Fact]
    public async Task What_was_written_is_read()
    {
        var store = Store();
        var version = await store.LoadAsync("s", CancellationToken.None);
        Assert.Null(version.Checkpoint);
        var checkpoint = Checkpoint(1) with
        {
            Intent = new RangeIntent(
                "6", "9", 3, DateTimeOffset.UnixEpoch, "hash", [new IntentObject(Zone.Raw, "data/x"), new IntentObject(Zone.Errors, "data/y")]),
            Lost = new LostRange(DateTimeOffset.UnixEpoch, To: "5"),
        };
        version = await store.ReplaceAsync(version, checkpoint, CancellationToken.None);
        var read = await store.LoadAsync("s", CancellationToken.None);
        Assert.Equal(version.ETag, read.ETag);
        Assert.Equal(checkpoint.Intent.Objects, read.Checkpoint!.Intent!.Objects);
        Assert.Equal(checkpoint, read.Checkpoint with { Intent = checkpoint.Intent });
        Assert.Equal(["_state/S/s.json"], _lake.Keys("processed"));
    }

    [Fact]
    public async Task Of_two_that_replace_one_version_one_loses()
    {
        var start = await Store().LoadAsync("s", CancellationToken.None);
        await Store().ReplaceAsync(start, Checkpoint(1, "a"), CancellationToken.None);
        await Assert.ThrowsAsync<ShardTakenException>(() => Store().ReplaceAsync(start, Checkpoint(1, "b"), CancellationToken.None));
        var current = await Store().LoadAsync("s", CancellationToken.None);
        Assert.Equal("a", current.Checkpoint!.Writer);
        await Store().ReplaceAsync(current, Checkpoint(2, "b"), CancellationToken.None);
        await Assert.ThrowsAsync<ShardTakenException>(() => Store().ReplaceAsync(current, Checkpoint(2, "a"), CancellationToken.None));
    }

    [Fact]
    public async Task An_earlier_try_of_the_same_process_with_other_content_is_not_its_own_write()
    {
        var start = await Store().LoadAsync("s", CancellationToken.None);
        await Store().ReplaceAsync(start, Checkpoint(1) with { SequenceNumber = "3" }, CancellationToken.None);
        await Assert.ThrowsAsync<ShardTakenException>(() => Store().ReplaceAsync(start, Checkpoint(1) with { SequenceNumber = "5" }, CancellationToken.None));
        await Store().ReplaceAsync(start, Checkpoint(1) with { SequenceNumber = "3" }, CancellationToken.None);
    }

    [Fact]
    public async Task A_checkpoint_of_a_newer_program_is_not_overlooked()
    {
        var json = """{"shard":"s","epoch":1,"arrived":"2026-01-01T00:00:00Z","readUntil":"2026-01-01T00:00:00Z","writer":"x","closed":false,"novelty":{}}""";
        await _lake.TryReplaceAsync("processed", "_state/S/s.json", System.Text.Encoding.UTF8.GetBytes(json), null, CancellationToken.None);
        var fault = await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => Store().LoadAsync("s", CancellationToken.None));
        Assert.Contains("novelty", fault.Message, StringComparison.Ordinal);
    }

    private static ShardCheckpoint Checkpoint(long epoch, string writer = "a") => new()
    {
        Shard = "s",
        Epoch = epoch,
        SequenceNumber = "5",
        Arrived = DateTimeOffset.UnixEpoch,
        ReadUntil = DateTimeOffset.UnixEpoch,
        Writer = writer,
    };

    private CheckpointStore Store() => new(_lake, "processed", "S");
}
