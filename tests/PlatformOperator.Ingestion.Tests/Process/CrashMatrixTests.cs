using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Process;

/// <summary>
/// The protocol of checkpoint, intent and objects: wherever a process is killed or halted, and whoever goes on, the lake ends with the same
/// lines, and raw holds each accepted event once.
/// </summary>
public class CrashMatrixTests
{
    private static PipelineConfig OtherConfig { get; } = ShardWorld.Config with
    {
        Storage = ShardWorld.Config.Storage with { Processed = ShardWorld.Config.Storage.Processed with { PartitionBy = ["sensor", "date"] } },
    };

    [Fact]
    public async Task Without_faults_each_accepted_event_is_in_raw_once()
    {
        var world = await ShardWorld.CreateAsync();
        var lake = new MemoryObjectStore();
        await world.RunAsync(lake, new CallGate(), pageSize: 3);
        Assert.Equal(world.Accepted, lake.Lines("raw").Order(StringComparer.Ordinal));
        var filtered = world.Accepted.Count(
            line => line.Contains("\"value\":9", StringComparison.Ordinal) && !line.Contains("\"value\":9,", StringComparison.Ordinal));
        // Of the errors one is a refused line and one a record of another producer, neither of which is in raw.
        Assert.Equal(world.Accepted.Count(), lake.Lines("processed").Count + filtered + lake.Lines("errors").Count - 2);
        Assert.InRange(lake.Keys("raw").Count, 5, 30);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_kill_at_any_call_neither_loses_nor_doubles(bool after)
    {
        var (world, calls, clean) = await CleanAsync();
        for (var at = 0; at < calls; at++)
        {
            var lake = new MemoryObjectStore();
            await world.RunAsync(lake, new CallGate(at, after), pageSize: 3);
            await world.RunAsync(lake, new CallGate(), pageSize: 2);
            Same(clean, lake, $"killed {Place(after)} call {at}");
        }
    }

    [Fact]
    public async Task A_successor_that_is_killed_too_neither_loses_nor_doubles()
    {
        var (world, calls, clean) = await CleanAsync();
        for (var at = 0; at < calls; at++)
        {
            var lake = new MemoryObjectStore();
            var (second, third) = ((at * 7) % calls, (at * 11) % 23);
            await world.RunAsync(lake, new CallGate(at, after: true), pageSize: 3);
            await world.RunAsync(lake, new CallGate(second, after: at % 2 == 0), pageSize: 2);
            await world.RunAsync(lake, new CallGate(third, after: at % 2 == 1), pageSize: 5);
            await world.RunAsync(lake, new CallGate(), pageSize: 2);
            Same(clean, lake, $"killed at calls {at}, {second} and {third}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_successor_with_another_configuration_finishes_a_range_under_the_old_one(bool after)
    {
        var (world, calls, clean) = await CleanAsync();
        for (var at = 0; at < calls; at++)
        {
            var lake = new MemoryObjectStore();
            await world.RunAsync(lake, new CallGate(at, after), pageSize: 3);
            await world.RunAsync(lake, new CallGate(), pageSize: 3, OtherConfig);
            Same(clean, lake, $"configured anew {Place(after)} call {at}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_process_that_wakes_up_after_another_has_finished_changes_nothing(bool after)
    {
        var (world, calls, clean) = await CleanAsync();
        for (var at = 0; at < calls; at++)
        {
            var lake = new MemoryObjectStore();
            await OvertakeAsync(world, lake, new CallGate(at, after, halts: true), new CallGate());
            Same(clean, lake, $"halted {Place(after)} call {at}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_processes_at_one_shard_neither_lose_nor_double(bool after)
    {
        var (world, calls, clean) = await CleanAsync();
        for (var at = 0; at < calls; at++)
        {
            for (var other = at % 5; other < calls; other += 29)
            {
                var lake = new MemoryObjectStore();
                await OvertakeAsync(world, lake, new CallGate(at, after, halts: true), new CallGate(other, !after));
                await world.RunAsync(lake, new CallGate(), pageSize: 2);
                Same(clean, lake, $"halted {Place(after)} call {at}, another killed at its call {other}");
            }
        }
    }

    /// <summary>Halts one process, lets the other run, and wakes up the first.</summary>
    private static async Task OvertakeAsync(ShardWorld world, MemoryObjectStore lake, CallGate halted, CallGate other)
    {
        var zombie = world.RunAsync(lake, halted, pageSize: 3);
        await Task.WhenAny(zombie, halted.Reached);
        await world.RunAsync(lake, other, pageSize: 2);
        halted.Resume();
        await zombie;
    }

    private static async Task<(ShardWorld World, int Calls, string Lines)> CleanAsync()
    {
        var world = await ShardWorld.CreateAsync();
        var lake = new MemoryObjectStore();
        var gate = new CallGate();
        await world.RunAsync(lake, gate, pageSize: 3);
        return (world, gate.Calls, ShardWorld.Lines(lake));
    }

    private static void Same(string clean, MemoryObjectStore lake, string story)
    {
        if (ShardWorld.Lines(lake) is var lines && lines != clean)
            Assert.Fail($"{story}: expected\n{clean}\nbut found\n{lines}");
    }

    private static string Place(bool after) => after ? "after" : "before";
}
