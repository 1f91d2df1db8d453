using System.Text.Json;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Process;

/// <summary>What retention removed before it was stored is told, and does not hold up the rest.</summary>
public sealed class DataLostTests : IDisposable
{
    private const string Shard = "shardId-000000000000";

    private readonly ShardWorld _world = new();
    private readonly MemoryObjectStore _lake = new();
    private readonly ProcessMetrics _metrics = new(TimeProvider.System);

    private IReadOnlyList<string> Raw => _lake.Lines("raw");

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public async Task Records_trimmed_before_they_were_read_are_told_and_passed_over()
    {
        await PutAsync(0, 4);
        await ReadAsync();
        await PutAsync(4, 8);
        _world.Clock.Advance(TimeSpan.FromHours(25));
        _world.Stream.Trim(Shard, 6);
        await PutAsync(8, 10);
        var lost = await ReadAsync();
        Assert.Equal(("4", "7"), (lost!.From, lost.To));
        Assert.Equal([0, 1, 2, 3, 6, 7, 8, 9], Numbers());
        Assert.Equal(lost, (await CheckpointAsync()).Lost);
    }

    [Fact]
    public async Task A_gap_is_told_once()
    {
        await PutAsync(0, 4);
        await ReadAsync();
        _world.Clock.Advance(TimeSpan.FromHours(25));
        _world.Stream.Trim(Shard, 4);
        var first = await ReadAsync();
        Assert.Equal(("4", (string?)null), (first!.From, first.To));
        var epoch = (await CheckpointAsync()).Epoch;
        await PutAsync(4, 5);
        Assert.Equal(first, await ReadAsync());
        Assert.Equal(epoch + 2, (await CheckpointAsync()).Epoch);
        Assert.Equal([0, 1, 2, 3, 4], Numbers());
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_last_stored_record_is_still_there()
    {
        await PutAsync(0, 4);
        await ReadAsync();
        _world.Clock.Advance(TimeSpan.FromHours(25));
        _world.Stream.Trim(Shard, 3);
        await PutAsync(4, 5);
        Assert.Null(await ReadAsync());
        Assert.Equal([0, 1, 2, 3, 4], Numbers());
    }

    [Fact]
    public async Task Nothing_is_lost_of_a_stream_that_was_quiet_while_it_was_read()
    {
        await PutAsync(0, 4);
        for (var hours = 0; hours < 40; hours += 8)
        {
            await ReadAsync();
            _world.Clock.Advance(TimeSpan.FromHours(8));
        }
        _world.Stream.Trim(Shard, 4);
        await PutAsync(4, 5);
        Assert.Null(await ReadAsync());
        Assert.Equal([0, 1, 2, 3, 4], Numbers());
    }

    [Fact]
    public async Task A_range_that_was_begun_and_is_trimmed_is_lost_whole()
    {
        await PutAsync(0, 2);
        await KillAtCommitAsync(beforeObjects: true);
        _world.Clock.Advance(TimeSpan.FromHours(25));
        _world.Stream.Trim(Shard, 1);
        await PutAsync(2, 3);
        var lost = await ReadAsync();
        Assert.Equal(((string?)null, "2"), (lost!.From, lost.To));
        Assert.Equal([2], Numbers());
    }

    [Fact]
    public async Task A_range_given_up_and_the_gap_behind_it_are_told_as_one()
    {
        await PutAsync(0, 1);
        await ReadAsync();
        await PutAsync(1, 3);
        await KillAtCommitAsync(beforeObjects: true);
        await PutAsync(3, 4);
        _world.Clock.Advance(TimeSpan.FromHours(25));
        _world.Stream.Trim(Shard, 4);
        await PutAsync(4, 5);
        var lost = await ReadAsync();
        Assert.Equal(("1", "5"), (lost!.From, lost.To));
        Assert.Equal(lost, (await CheckpointAsync()).Lost);
        Assert.Equal([0, 4], Numbers());
    }

    [Fact]
    public async Task A_range_whose_objects_are_all_there_is_not_lost()
    {
        await PutAsync(0, 2);
        await KillAtCommitAsync(beforeObjects: false);
        _world.Clock.Advance(TimeSpan.FromHours(25));
        _world.Stream.Trim(Shard, 1);
        await PutAsync(2, 3);
        Assert.Null(await ReadAsync());
        Assert.Equal([0, 1, 2], Numbers());
    }

    [Fact]
    public async Task A_range_that_is_not_seen_though_it_must_be_there_is_not_given_up()
    {
        await PutAsync(0, 2);
        await KillAtCommitAsync(beforeObjects: true);
        _world.Stream.Trim(Shard, 2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync());
        _world.Stream.Trim(Shard, 0);
        Assert.Null(await ReadAsync());
        Assert.Equal([0, 1], Numbers());
    }

    private async Task PutAsync(int from, int to)
    {
        for (var n = from; n < to; n++)
            await _world.PutAsync(0, Samples.Record(ShardWorld.Event(n)));
    }

    private IEnumerable<int> Numbers() => Raw.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("value").GetInt32()).Order();

    /// <summary>Reads to the shard's present end, and answers the gap that is told.</summary>
    private async Task<LostRange?> ReadAsync()
    {
        using var stop = new CancellationTokenSource();
        var context = _world.Context(_lake, new StopAtTip(_world.Stream, stop), _metrics);
        Assert.False(await new ShardConsumer(Shard, context).RunAsync(stop.Token));
        return context.Lost.ByShard.GetValueOrDefault(Shard);
    }

    /// <summary>A process that dies when its first range's objects are there, or before any of them is.</summary>
    private async Task KillAtCommitAsync(bool beforeObjects)
    {
        _lake.BeforeWrite = key => IsPlace(key) ? Task.FromException(new KilledException()) : Task.CompletedTask;
        await Assert.ThrowsAsync<KilledException>(() => ReadAsync());
        _lake.BeforeWrite = _ => Task.CompletedTask;
        Assert.NotNull((await CheckpointAsync()).Intent);

        bool IsPlace(string key) => beforeObjects
            ? key.StartsWith("data/", StringComparison.Ordinal)
            : key.EndsWith($"{Shard}.json", StringComparison.Ordinal) && _lake.Lines("raw").Count > 0;
    }

    private async Task<ShardCheckpoint> CheckpointAsync()
    {
        var store = new CheckpointStore(_lake, "processed", ObjectKeys.StreamId(_world.Stream.Created));
        return (await store.LoadAsync(Shard, CancellationToken.None)).Checkpoint!;
    }

    /// <summary>Asks the reader to stop once it is at the end of what there is.</summary>
    private sealed class StopAtTip(IStreamReader inner, CancellationTokenSource stop) : IStreamReader
    {
        public Task<StreamSummary> DescribeAsync(CancellationToken cancellationToken) => inner.DescribeAsync(cancellationToken);

        public Task<IReadOnlyList<StreamShard>> ListShardsAsync(CancellationToken cancellationToken) => inner.ListShardsAsync(cancellationToken);

        public Task<string> GetIteratorAsync(string shard, DateTimeOffset from, CancellationToken cancellationToken) =>
            inner.GetIteratorAsync(shard, from, cancellationToken);

        public async Task<ShardPage> GetRecordsAsync(string iterator, CancellationToken cancellationToken)
        {
            var page = await inner.GetRecordsAsync(iterator, cancellationToken);
            if (page is { MillisecondsBehind: 0, Records.Count: 0 })
                await stop.CancelAsync();
            return page;
        }
    }
}
