using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Process;

public class CheckpointStoreTests
{
    private readonly MemoryObjectStore _lake = new();

    [Fact]
    public async Task The_epoch_grows_with_each_commit()
    {
        var store = Store("a");
        var version = await store.LoadAsync("s", CancellationToken.None);
        Assert.Null(version.Checkpoint);
        version = await store.CommitAsync("s", version, "5", closed: false, CancellationToken.None);
        version = await store.CommitAsync("s", version, "9", closed: true, CancellationToken.None);
        Assert.Equal(version, await store.LoadAsync("s", CancellationToken.None));
        Assert.Equal((2, "9", true), (version.Checkpoint!.Epoch, version.Checkpoint.SequenceNumber, version.Checkpoint.Closed));
        Assert.Equal(["_state/S/s.json"], _lake.Keys("processed"));
    }

    [Fact]
    public async Task Of_two_that_replace_one_version_one_loses()
    {
        var start = await Store("a").LoadAsync("s", CancellationToken.None);
        await Store("a").CommitAsync("s", start, "5", closed: false, CancellationToken.None);
        await Assert.ThrowsAsync<ShardTakenException>(() => Store("b").CommitAsync("s", start, "5", closed: false, CancellationToken.None));
        var current = await Store("b").LoadAsync("s", CancellationToken.None);
        Assert.Equal("a", current.Checkpoint!.Writer);
        await Store("b").CommitAsync("s", current, "6", closed: false, CancellationToken.None);
        await Assert.ThrowsAsync<ShardTakenException>(() => Store("a").CommitAsync("s", current, "6", closed: false, CancellationToken.None));
    }

    [Fact]
    public async Task A_checkpoint_of_a_newer_program_is_not_overlooked()
    {
        await _lake.TryReplaceAsync("processed", "_state/S/s.json", """{"shard":"s","epoch":1,"writer":"x","intent":{}}"""u8.ToArray(), null, CancellationToken.None);
        await Assert.ThrowsAsync<System.Text.Json.JsonException>(() => Store("a").LoadAsync("s", CancellationToken.None));
    }

    private CheckpointStore Store(string writer) => new(_lake, "processed", "S", writer);
}
