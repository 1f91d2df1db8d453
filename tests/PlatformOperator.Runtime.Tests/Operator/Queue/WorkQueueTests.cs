using KubeOps.Operator.Queue;
using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator.Queue;

public sealed class WorkQueueTests : IDisposable
{
    private static readonly Backoff Backoff = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5)) { Random = () => 0 };
    private readonly FakeTimeProvider _clock = new();
    private readonly TestMetrics _metrics = new();
    private readonly WorkQueue<string> _queue;

    public WorkQueueTests() =>
        _queue = new WorkQueue<string>("widget", key => key.Split('/')[0], Backoff, _clock, _metrics.Metrics);

    public void Dispose()
    {
        _queue.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task A_key_added_twice_is_handed_out_once()
    {
        _queue.Add("a/1", WorkPriority.Change);
        _queue.Add("a/1", WorkPriority.Change);
        await TakeAndFinish();
        Assert.Equal(0, _queue.Depth);
        Assert.Equal(1, _metrics["workqueue_adds_total{name=widget}"]);
    }

    [Fact]
    public async Task A_key_added_while_a_worker_has_it_waits_for_that_worker_and_comes_again()
    {
        _queue.Add("a/1", WorkPriority.Change);
        var first = await Take();
        _queue.Add("a/1", WorkPriority.Change);
        Assert.Equal(0, _queue.Depth);

        _queue.Done(first);

        Assert.Equal("a/1", await Take());
    }

    [Fact]
    public async Task Groups_take_turns()
    {
        foreach (var i in Enumerable.Range(1, 1000))
            _queue.Add($"big/{i}", WorkPriority.Change);
        _queue.Add("small/1", WorkPriority.Change);
        _queue.Add("small/2", WorkPriority.Change);

        List<string> order = [await TakeAndFinish(), await TakeAndFinish(), await TakeAndFinish(), await TakeAndFinish()];

        Assert.Equal(["big/1", "small/1", "big/2", "small/2"], order);
    }

    [Fact]
    public async Task Changes_go_before_resyncs_and_a_change_moves_a_waiting_resync_forward()
    {
        foreach (var i in Enumerable.Range(1, 5))
            _queue.Add($"a/{i}", WorkPriority.Resync);
        _queue.Add("b/1", WorkPriority.Change);
        _queue.Add("a/5", WorkPriority.Change);

        List<string> order = [];
        for (var i = 0; i < 6; i++)
            order.Add(await TakeAndFinish());

        Assert.Equal(["b/1", "a/5", "a/1", "a/2", "a/3", "a/4"], order);
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task A_flood_of_changes_does_not_stop_resyncs()
    {
        _queue.Add("resync/1", WorkPriority.Resync);
        foreach (var i in Enumerable.Range(1, 100))
            _queue.Add($"change/{i}", WorkPriority.Change);

        List<string> firstTen = [];
        for (var i = 0; i < 10; i++)
            firstTen.Add(await TakeAndFinish());

        Assert.Contains("resync/1", firstTen);
    }

    [Fact]
    public async Task A_delayed_key_comes_at_the_earliest_time_asked_for_and_only_once()
    {
        _queue.AddAfter("a/1", TimeSpan.FromMinutes(10), WorkPriority.Resync);
        _queue.AddAfter("a/1", TimeSpan.FromSeconds(30), WorkPriority.Resync);
        _queue.AddAfter("a/1", TimeSpan.FromMinutes(5), WorkPriority.Resync);

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(0, _queue.Depth);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a/1", await TakeAndFinish());
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task A_pass_replaces_the_visits_planned_before_it()
    {
        _queue.AddAfter("a/1", TimeSpan.FromMinutes(1), WorkPriority.Resync);
        _queue.Add("a/1", WorkPriority.Change);
        await TakeAndFinish();

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(0, _queue.Depth);
    }

    [Fact]
    public async Task Failures_are_retried_for_ever_with_pauses_that_double_up_to_the_cap()
    {
        List<double> pauses = [];
        for (var failure = 0; failure < 200; failure++)
        {
            var pause = _queue.AddRateLimited("a/1", WorkPriority.Change);
            pauses.Add(pause.TotalSeconds);
            _clock.Advance(pause);
            Assert.Equal("a/1", await TakeAndFinish());
        }
        Assert.Equal([2, 4, 8, 16, 32, 64, 128, 256, 300, 300], pauses.Take(10));
        Assert.All(pauses.Skip(8), pause => Assert.Equal(300, pause));
        Assert.Equal(200, _metrics["workqueue_retries_total{name=widget}"]);
    }

    [Fact]
    public void A_success_ends_the_row_of_failures()
    {
        _queue.AddRateLimited("a/1", WorkPriority.Change);
        _queue.AddRateLimited("a/1", WorkPriority.Change);
        _queue.Forget("a/1");
        Assert.Equal(2, _queue.AddRateLimited("a/1", WorkPriority.Change).TotalSeconds);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Jitter_shortens_a_pause_by_at_most_half(int failures)
    {
        var jittered = new Backoff(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));
        var longest = Backoff.After(failures);
        for (var i = 0; i < 100; i++)
            Assert.InRange(jittered.After(failures), longest / 2, longest);
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6), InlineData(7), InlineData(8)]
    public async Task In_any_order_of_events_no_change_is_lost_and_no_key_has_two_workers(int seed)
    {
        var random = new Random(seed);
        Dictionary<string, int> changes = [];
        Dictionary<string, int> seen = [];
        Dictionary<string, int> inWork = [];
        for (var step = 0; step < 5000 || inWork.Count > 0 || _queue.Depth > 0; step++)
        {
            var key = $"{random.Next(4)}/{random.Next(8)}";
            switch (step < 5000 ? random.Next(6) : 4)
            {
                case 0 or 1:
                    changes[key] = changes.GetValueOrDefault(key) + 1;
                    _queue.Add(key, (WorkPriority)random.Next(2));
                    break;
                case 2:
                    changes[key] = changes.GetValueOrDefault(key) + 1;
                    _queue.AddAfter(key, TimeSpan.FromSeconds(random.Next(1, 30)), (WorkPriority)random.Next(2));
                    break;
                case 3 when _queue.Depth > 0:
                    var taken = await Take();
                    Assert.True(inWork.TryAdd(taken, changes[taken]), $"{taken} has two workers");
                    break;
                case 4 when inWork.Count > 0:
                    var (done, upTo) = inWork.ElementAt(random.Next(inWork.Count));
                    seen[done] = upTo;
                    inWork.Remove(done);
                    _queue.Done(done);
                    break;
                case 4 when _queue.Depth > 0:
                    var last = await Take();
                    inWork.Add(last, changes[last]);
                    break;
                default:
                    _clock.Advance(TimeSpan.FromSeconds(random.Next(10)));
                    break;
            }
            if (step == 4999)
                _clock.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(changes.OrderBy(change => change.Key), seen.OrderBy(change => change.Key));
    }

    [Fact]
    public async Task A_closed_queue_takes_nothing_and_a_waiting_worker_can_leave()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _queue.TakeAsync(stop.Token);
        _queue.AddAfter("a/1", TimeSpan.FromSeconds(1), WorkPriority.Change);
        _queue.Close();

        Assert.False(_queue.Add("a/2", WorkPriority.Change));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, _queue.Depth);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Depth_waits_and_work_are_measured()
    {
        _queue.Add("a/1", WorkPriority.Change);
        Assert.Equal(1, _metrics["workqueue_depth{name=widget}"]);
        _clock.Advance(TimeSpan.FromSeconds(3));
        var key = await Take();
        _clock.Advance(TimeSpan.FromSeconds(5));
        _queue.Done(key);

        Assert.Equal(0, _metrics["workqueue_depth{name=widget}"]);
        Assert.Equal(3, _metrics["workqueue_queue_duration_seconds{name=widget}"]);
        Assert.Equal(5, _metrics["workqueue_work_duration_seconds{name=widget}"]);
    }

    [Fact]
    public void A_time_of_day_that_is_set_back_holds_up_nothing_that_waits()
    {
        var clock = new SetBackClock(_clock);
        using var queue = new WorkQueue<string>("widget", key => key, Backoff, clock, _metrics.Metrics);
        queue.AddAfter("a", TimeSpan.FromSeconds(10), WorkPriority.Change);

        clock.SetBackBy = TimeSpan.FromHours(1);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(1, queue.Depth);
    }

    private async Task<string> Take() => (await _queue.TakeAsync(TestContext.Current.CancellationToken)).Key;

    private async Task<string> TakeAndFinish()
    {
        var key = await Take();
        _queue.Done(key);
        return key;
    }

    private sealed class SetBackClock(FakeTimeProvider clock) : TimeProvider
    {
        public TimeSpan SetBackBy { get; set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public override long GetTimestamp() => clock.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() - SetBackBy;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            clock.CreateTimer(callback, state, dueTime, period);
    }
}
