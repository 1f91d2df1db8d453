using System.Collections.Concurrent;
using PlatformOperator.Ingestion.Cache;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Tests.Fakes;
using static PlatformOperator.Ingestion.Tests.Aggregates.AggregateLake;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

public class UnitReaderTests
{
    private readonly AggregateLake _lake = new();
    private readonly KeepsAll _cache = new();

    [Fact]
    public async Task A_compaction_between_any_two_calls_of_a_query_changes_nothing()
    {
        for (var at = 0; at < 12; at++)
        {
            var lake = new AggregateLake();
            var cache = new KeepsAll();
            await lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
            await lake.PassAsync();
            await Answers.RowsAsync(lake, new UnitReader(lake.Units(), cache));
            await lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:20Z"), "hall-1", 30));
            await lake.PutAsync("shard-b", new Reading(At("2026-03-01T03:20Z"), "hall-2", 40));
            lake.SetNow(At("2026-03-05Z"));
            var store = new InterruptedStore(lake.Store) { Before = call => call == at ? lake.PassAsync() : Task.CompletedTask };

            Assert.Equal(lake.Expected(), await Answers.RowsAsync(lake, new UnitReader(lake.Units(store), cache)));
            Assert.Equal(lake.Expected(), await Answers.RowsAsync(lake, new UnitReader(lake.Units(), cache)));
        }
    }

    [Fact]
    public async Task A_cached_state_goes_on_with_what_was_stored_since()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
        await RowsAsync();
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:20Z"), "hall-1", 30));
        var store = new InterruptedStore(_lake.Store);

        Assert.Equal(_lake.Expected(), await RowsAsync(store));

        // Two listings and the new partial.
        Assert.Equal(3, store.Calls);
    }

    [Fact]
    public async Task A_cached_state_of_before_a_compaction_is_not_gone_on_with()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
        await RowsAsync();
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:20Z"), "hall-1", 30));
        await _lake.PassAsync();

        Assert.Equal(_lake.Expected(), await RowsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("no line feed")]
    [InlineData("etag\nnot gzip")]
    public async Task What_the_cache_holds_beside_states_is_ignored(string garbage)
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
        await RowsAsync();
        _cache.SpoilWith(garbage);

        Assert.Equal(_lake.Expected(), await RowsAsync());
    }

    private Task<IReadOnlyList<string>> RowsAsync(InterruptedStore? store = null) => Answers.RowsAsync(_lake, new UnitReader(_lake.Units(store), _cache));

    private sealed class KeepsAll : IStateCache
    {
        private readonly ConcurrentDictionary<string, byte[]> _states = new();

        public Task<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => Task.FromResult(_states.GetValueOrDefault(key));

        public Task SetAsync(string key, byte[] value, CancellationToken cancellationToken)
        {
            _states[key] = value;
            return Task.CompletedTask;
        }

        public void SpoilWith(string garbage)
        {
            foreach (var key in _states.Keys)
                _states[key] = System.Text.Encoding.UTF8.GetBytes(garbage);
        }
    }
}
