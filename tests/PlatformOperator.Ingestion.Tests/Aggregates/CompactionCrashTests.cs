using PlatformOperator.Ingestion.Cache;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Tests.Fakes;
using static PlatformOperator.Ingestion.Tests.Aggregates.AggregateLake;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

/// <summary>
/// A compaction that ends at any of its calls, and one that wakes up after another has overtaken it: final rows come out as if nothing had
/// happened, and at every moment queries count each event once.
/// </summary>
public class CompactionCrashTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_crash_at_any_call_changes_nothing()
    {
        var clean = new AggregateLake();
        var calls = new InterruptedStore(clean.Store);
        await StoryAsync(clean, () => clean.Compactor(calls).PassAsync(None));

        Assert.InRange(calls.Calls, 30, 200);
        for (var call = 0; call < calls.Calls; call++)
        {
            await CrashAsync(call, before: true, clean);
            await CrashAsync(call, before: false, clean);
        }
    }

    [Fact]
    public async Task A_halted_compaction_that_goes_on_after_another_changes_nothing()
    {
        var clean = new AggregateLake();
        var calls = new InterruptedStore(clean.Store);
        await StoryAsync(clean, () => clean.Compactor(calls).PassAsync(None));

        for (var halted = 0; halted < calls.Calls; halted++)
        {
            var lake = new AggregateLake();
            var store = new InterruptedStore(lake.Store) { Before = async call => await (call == halted ? MeanwhileAsync(lake) : Task.CompletedTask) };
            await StoryAsync(lake, () => lake.Compactor(store).PassAsync(None));
            await lake.PassAsync();
            Assert.Equal(lake.Expected(), lake.FinalRows());
            Assert.Empty(lake.Partials);
        }
    }

    private static async Task CrashAsync(int at, bool before, AggregateLake clean)
    {
        var lake = new AggregateLake();
        var store = new InterruptedStore(lake.Store);
        Func<int, Task> crash = call => call == at ? throw new OperationCanceledException("killed") : Task.CompletedTask;
        if (before)
            store.Before = crash;
        else
            store.After = crash;
        await StoryAsync(lake, async () =>
        {
            try
            {
                await lake.Compactor(store).PassAsync(None);
            }
            catch (OperationCanceledException)
            {
                await AssertQueriedAsync(lake);
                await lake.PassAsync();
            }
        });
        await lake.PassAsync();
        Assert.Equal(clean.FinalRows(), lake.FinalRows());
        Assert.Equal(clean.Partials, lake.Partials);
        Assert.Empty(clean.Complaints);
    }

    /// <summary>Another process merges what is there, and late events of a final window besides.</summary>
    private static async Task MeanwhileAsync(AggregateLake lake)
    {
        await lake.PutAsync("shard-c", new Reading(At("2026-03-01T00:20Z"), "hall-1", 7), new Reading(At("2026-03-01T12:20Z"), "hall-3", 9));
        await lake.PassAsync();
    }

    /// <summary>Events before, during and after a unit's windows become final, with a pass after each step.</summary>
    private static async Task StoryAsync(AggregateLake lake, Func<Task> passAsync)
    {
        await lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20), new Reading(At("2026-03-01T13:10Z"), "hall-2", 30));
        await lake.PutAsync("shard-b", new Reading(At("2026-03-01T00:11Z"), "hall-1", 10));
        await passAsync();
        await AssertQueriedAsync(lake);
        lake.SetNow(At("2026-03-01T12:00Z"));
        await lake.PutAsync("shard-a", new Reading(At("2026-03-01T11:30Z"), "hall-1", 15));
        await passAsync();
        await AssertQueriedAsync(lake);
        await lake.PutAsync("shard-b", new Reading(At("2026-03-01T00:30Z"), "hall-1", 50));
        await passAsync();
        await AssertQueriedAsync(lake);
        lake.SetNow(At("2026-03-02T01:00Z"));
        await passAsync();
        await AssertQueriedAsync(lake);
        await lake.PutAsync("shard-a", new Reading(At("2026-03-01T23:30Z"), "hall-1", 60));
        await passAsync();
        await AssertQueriedAsync(lake);
    }

    private static async Task AssertQueriedAsync(AggregateLake lake)
    {
        using var cache = new MemoryStateCache();
        Assert.Equal(lake.Expected(), await Answers.RowsAsync(lake, new UnitReader(lake.Units(), cache)));
    }
}
