using static PlatformOperator.Ingestion.Tests.Aggregates.AggregateLake;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

public class CompactorTests
{
    private readonly AggregateLake _lake = new();

    [Fact]
    public async Task A_window_is_final_once_its_lateness_has_passed()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20), new Reading(At("2026-03-01T01:10Z"), "hall-1", 30));

        _lake.SetNow(At("2026-03-01T01:59Z"));
        await _lake.PassAsync();
        Assert.Empty(_lake.FinalRows());

        _lake.SetNow(At("2026-03-01T02:00Z"));
        await _lake.PassAsync();
        Assert.Equal(_lake.Expected(At("2026-03-01T01:00Z")), _lake.FinalRows());

        _lake.SetNow(At("2026-03-01T03:00Z"));
        await _lake.PassAsync();
        Assert.Equal(_lake.Expected(), _lake.FinalRows());
    }

    [Fact]
    public async Task What_has_no_final_window_yet_is_merged_and_deleted_all_the_same()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T05:10Z"), "hall-1", 20));
        await _lake.PutAsync("shard-b", new Reading(At("2026-03-01T06:10Z"), "hall-1", 30));
        _lake.SetNow(At("2026-03-01T06:30Z"));

        await _lake.PassAsync();

        Assert.Single(_lake.Partials);
        Assert.Empty(_lake.FinalRows());
    }

    [Fact]
    public async Task Late_events_are_counted_in_the_row_that_was_final()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
        _lake.SetNow(At("2026-03-05T00:00Z"));
        await _lake.PassAsync();
        await _lake.PutAsync("shard-b", new Reading(At("2026-03-01T00:50Z"), "hall-1", 40), new Reading(At("2026-03-01T05:50Z"), "hall-2", 1));

        await _lake.PassAsync();

        Assert.Equal(_lake.Expected(), _lake.FinalRows());
        Assert.Contains("\"avg_value\":30,\"readings\":2", _lake.FinalRows()[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_merged_is_deleted_but_for_one_until_the_unit_is_done()
    {
        for (var i = 0; i < 5; i++)
            await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", i));

        await _lake.PassAsync();
        Assert.Single(_lake.Partials);

        _lake.SetNow(At("2026-03-02T01:00Z"));
        await _lake.PassAsync();
        Assert.Empty(_lake.Partials);
        Assert.Equal(_lake.Expected(), _lake.FinalRows());
    }

    [Fact]
    public async Task A_partial_that_a_halted_process_stores_again_counts_once()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20));
        var key = _lake.Partials.Single();
        var again = await _lake.Store.GetAsync("processed", key, TestContext.Current.CancellationToken);
        _lake.SetNow(At("2026-03-05T00:00Z"));
        await _lake.PassAsync();
        Assert.Empty(_lake.Partials);
        Assert.True(await _lake.Store.TryPutDataAsync("processed", key, again!.Content, TestContext.Current.CancellationToken));

        await _lake.PassAsync();

        Assert.Equal(_lake.Expected(), _lake.FinalRows());
        Assert.Empty(_lake.Partials);
    }

    [Fact]
    public async Task More_partials_than_are_merged_at_once_all_count()
    {
        for (var i = 0; i < 150; i++)
            await _lake.PutAsync(i % 3 == 0 ? "shard-a" : "shard-b", new Reading(At("2026-03-01T00:10Z").AddMinutes(i * 7), $"hall-{i % 4}", i));
        _lake.SetNow(At("2026-03-05T00:00Z"));

        await _lake.PassAsync();

        Assert.Equal(_lake.Expected(), _lake.FinalRows());
        Assert.Empty(_lake.Partials);
    }

    [Fact]
    public async Task A_unit_is_merged_by_the_process_that_it_is_assigned_to()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20), new Reading(At("2026-03-02T00:10Z"), "hall-1", 20));
        _lake.SetNow(At("2026-03-05T00:00Z"));

        await _lake.Compactor(isMine: key => key == "aggregates/date=2026-03-02").PassAsync(TestContext.Current.CancellationToken);

        Assert.Contains("date=2026-03-01", Assert.Single(_lake.Partials), StringComparison.Ordinal);
        Assert.StartsWith("""{"window_start":"2026-03-02T""", Assert.Single(_lake.FinalRows()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_partial_holds_up_its_own_unit_only()
    {
        await _lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 20), new Reading(At("2026-03-02T00:10Z"), "hall-1", 20));
        var broken = _lake.Partials[0].Replace("-101-101", "-102-102", StringComparison.Ordinal);
        await _lake.Store.TryPutDataAsync("processed", broken, new byte[] { 1, 2, 3 }, TestContext.Current.CancellationToken);
        _lake.SetNow(At("2026-03-05T00:00Z"));

        await _lake.Compactor().PassAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("""{"window_start":"2026-03-02T""", Assert.Single(_lake.FinalRows()), StringComparison.Ordinal);
        Assert.Contains(broken, _lake.Partials);
        Assert.StartsWith("Aggregates of date=2026-03-01 cannot be merged", Assert.Single(_lake.Complaints), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7.00:00:00", "2026-03-05T00:00Z", "2026-03-12T01:00Z")]
    [InlineData("00:05:00", "2026-03-01T10:55Z", "2026-03-01T12:00Z")]
    public async Task Windows_longer_than_a_day_and_shorter_than_an_hour_end_when_they_end(string window, string start, string done)
    {
        var lake = new AggregateLake(TimeSpan.Parse(window, System.Globalization.CultureInfo.InvariantCulture));
        await lake.PutAsync("shard-a", new Reading(At(start), "hall-1", 20));
        lake.SetNow(At(done).AddMinutes(-1));
        await lake.PassAsync();
        Assert.Empty(lake.FinalRows());

        lake.SetNow(At(done));
        await lake.PassAsync();

        Assert.Equal(lake.Expected(), lake.FinalRows());
        Assert.Empty(lake.Partials);
    }
}
