using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Process;

/// <summary>How far behind the operator is told that a pod is.</summary>
public class LagTests
{
    private static readonly TimeSpan Retry = new ProcessOptions().RescanInterval;

    [Fact]
    public async Task A_shard_that_cannot_be_stored_falls_behind_with_each_attempt()
    {
        var world = new ShardWorld();
        using var metrics = new ProcessMetrics(world.Clock);
        var lake = new MemoryObjectStore
        {
            BeforeWrite = key => key.StartsWith("data/", StringComparison.Ordinal) ? Task.FromException(new IOException("broken")) : Task.CompletedTask,
        };
        await world.PutAsync(0, Samples.Record(ShardWorld.Event(1)));
        await FailAsync(world, lake, metrics);
        Assert.Empty(lake.Lines("raw"));
    }

    [Fact]
    public async Task A_shard_that_cannot_be_read_falls_behind_with_each_attempt()
    {
        var world = new ShardWorld();
        using var metrics = new ProcessMetrics(world.Clock);
        world.Clock.Advance(TimeSpan.FromMinutes(3));
        for (var fault = 0; fault < 5; fault++)
            world.Stream.ReadFaults.Enqueue(new IOException("broken"));
        await FailAsync(world, new MemoryObjectStore(), metrics);
    }

    /// <summary>Three attempts, each of which finds the lag at the age of all that is not stored.</summary>
    private static async Task FailAsync(ShardWorld world, MemoryObjectStore lake, ProcessMetrics metrics)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = new ShardSupervisor(new AllShards(), world.Context(lake, world.Stream, metrics)).RunAsync(stop.Token);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            // The supervisor's next look and the consumer's next attempt.
            await world.Clock.WhenTimersPendingAsync(2, TestContext.Current.CancellationToken);
            Assert.Equal(world.Clock.GetUtcNow() - world.Stream.Created, metrics.LongestLag);
            world.Clock.Advance(Retry);
        }
        await world.Clock.WhenTimersPendingAsync(2, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;
        Assert.Null(metrics.LongestLag);
    }
}
