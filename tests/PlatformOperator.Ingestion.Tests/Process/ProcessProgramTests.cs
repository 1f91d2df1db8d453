using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Process;

public class ProcessProgramTests
{
    [Fact]
    public async Task Carries_events_into_the_lake_and_stops_where_the_next_one_begins()
    {
        await using var harness = new ProcessHarness();
        await harness.PutAsync(0, 250);
        var first = harness.Start();
        await harness.UntilRawHoldsAsync(250);
        await harness.PutAsync(250, 50);
        await first.TerminateAsync();
        await harness.PutAsync(300, 50);
        harness.Start();
        await harness.UntilAsync(() => harness.Checkpoint().Contains("\"sequenceNumber\":\"350\"", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 350), harness.Raw.Order());
        Assert.Equal(harness.Lake.Lines("raw").Order(StringComparer.Ordinal), harness.Lake.Lines("processed").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Writes_what_it_holds_when_it_is_asked_to_stop()
    {
        await using var harness = new ProcessHarness();
        await harness.PutAsync(0, 10);
        var program = harness.Start();
        await harness.UntilRawHoldsAsync(10);
        harness.Stream.ReadFaults.Enqueue(null);
        await harness.PutAsync(10, 5);
        await harness.UntilAsync(() => harness.Stream.ReadFaults.Count == 0);
        await program.TerminateAsync();
        Assert.Equal(Enumerable.Range(0, 15), harness.Raw.Order());
        Assert.Contains("\"sequenceNumber\":\"15\"", harness.Checkpoint(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_before_the_commit_neither_loses_nor_doubles()
    {
        await using var harness = new ProcessHarness();
        var never = new TaskCompletionSource();
        var reached = false;
        harness.Lake.BeforeWrite = key =>
        {
            // The first write of a checkpoint names the range, the second one commits it.
            var isCommit = key.EndsWith("/shardId-000000000000.json", StringComparison.Ordinal) && harness.Lake.Keys("raw").Count > 0;
            reached |= isCommit;
            return isCommit ? never.Task : Task.CompletedTask;
        };
        await harness.PutAsync(0, 20);
        harness.Start();
        await harness.UntilAsync(() => reached);
        harness.Lake.BeforeWrite = _ => Task.CompletedTask;
        await harness.PutAsync(20, 20);
        harness.Start();
        await harness.UntilRawHoldsAsync(40);
        await harness.UntilAsync(() => harness.Checkpoint().Contains("\"sequenceNumber\":\"40\"", StringComparison.Ordinal));
        Assert.Equal(Enumerable.Range(0, 40), harness.Raw.Order());
    }

    [Fact]
    public async Task A_process_that_another_has_overtaken_begins_again_behind_it()
    {
        await using var harness = new ProcessHarness();
        harness.Start();
        harness.Start();
        for (var round = 0; round < 5; round++)
        {
            await harness.PutAsync(round * 20, 20);
            await harness.UntilAsync(() => harness.Raw.Distinct().Count() == (round + 1) * 20);
        }
        Assert.Equal(Enumerable.Range(0, 100), harness.Raw.Order());
    }

    [Fact]
    public async Task A_lost_answer_to_a_commit_is_no_other_process()
    {
        await using var harness = new ProcessHarness();
        var lost = 0;
        harness.Lake.AfterWrite = key =>
        {
            if (key.StartsWith("_state/", StringComparison.Ordinal) && lost++ == 0)
                throw new IOException("connection reset");
        };
        await harness.PutAsync(0, 10);
        harness.Start();
        await harness.UntilRawHoldsAsync(10);
        await harness.UntilAsync(() => lost > 0);
        await harness.PutAsync(10, 10);
        await harness.UntilRawHoldsAsync(20);
        Assert.Equal(Enumerable.Range(0, 20), harness.Raw.Order());
        await harness.UntilAsync(() => harness.Checkpoint().Contains("\"epoch\":4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Outages_of_S3_and_Kinesis_pass()
    {
        await using var harness = new ProcessHarness();
        var failures = 10;
        harness.Lake.BeforeWrite = _ => failures-- > 0 ? Task.FromException(new HttpRequestException("S3 is away")) : Task.CompletedTask;
        var lost = 2;
        harness.Lake.AfterWrite = key =>
        {
            if (key.StartsWith("data/", StringComparison.Ordinal) && lost-- > 0)
                throw new IOException("connection reset");
        };
        harness.Stream.ReadFaults.Enqueue(new HttpRequestException("Kinesis is away"));
        await harness.PutAsync(0, 250);
        harness.Stream.ReadFaults.Enqueue(null);
        harness.Stream.ReadFaults.Enqueue(new IteratorExpiredException(new TimeoutException()));
        harness.Start();
        await harness.UntilRawHoldsAsync(250);
        Assert.Equal(Enumerable.Range(0, 250), harness.Raw.Order());
    }

    [Fact]
    public async Task Children_of_a_shard_are_read_when_it_is_done_and_not_before()
    {
        await using var harness = new ProcessHarness();
        await harness.PutAsync(0, 150);
        harness.Stream.Split("shardId-000000000000");
        await harness.PutAsync(150, 20, bucket: 0);
        await harness.PutAsync(170, 20, bucket: 255);
        var parentClosedFirst = true;
        harness.Lake.BeforeWrite = key =>
        {
            if (key.Contains("shardId-", StringComparison.Ordinal) && !key.Contains("shardId-000000000000", StringComparison.Ordinal))
                parentClosedFirst &= harness.Checkpoint().Contains("\"closed\":true", StringComparison.Ordinal);
            return Task.CompletedTask;
        };
        harness.Start();
        await harness.UntilRawHoldsAsync(190);
        Assert.True(parentClosedFirst);
        Assert.Equal(Enumerable.Range(0, 190), harness.Raw.Order());
        Assert.Equal(3, harness.Lake.Keys("raw").Select(key => key[key.IndexOf("shardId", StringComparison.Ordinal)..][..20]).Distinct().Count());
    }

    [Fact]
    public async Task A_stream_made_again_ends_the_process()
    {
        await using var harness = new ProcessHarness();
        await harness.PutAsync(0, 1);
        var program = harness.Start();
        await harness.UntilRawHoldsAsync(1);
        harness.Stream.Created += TimeSpan.FromDays(1);
        harness.Stream.ReadFaults.Enqueue(new ShardGoneException(new InvalidOperationException("no such shard")));
        await harness.UntilAsync(() => program.Ended.IsCompleted);
        await Assert.ThrowsAsync<StreamReplacedException>(() => program.Ended);
    }

    [Fact]
    public async Task Records_of_others_and_broken_events_do_not_hold_it_up()
    {
        await using var harness = new ProcessHarness();
        harness.Stream.PutForeign("not ours"u8.ToArray());
        harness.Stream.PutForeign(Samples.Record("{\"timestamp\":\"never\",\"sensor\":\"a\"}", "{\"timestamp\":0,\"sensor\":\"a\"}"));
        harness.Start(Samples.Config());
        // A range's objects come in no order.
        await harness.UntilAsync(() => new[] { "raw", "processed", "errors" }.Sum(zone => harness.Lake.Lines(zone).Count) >= 5);
        Assert.Equal((2, 1, 2), (harness.Lake.Lines("raw").Count, harness.Lake.Lines("processed").Count, harness.Lake.Lines("errors").Count));
    }
}
