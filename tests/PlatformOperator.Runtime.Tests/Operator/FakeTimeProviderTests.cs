using PlatformOperator.Testing;

namespace PlatformOperator.Runtime.Tests.Operator;

public sealed class FakeTimeProviderTests
{
    [Fact]
    public async Task Delay_completes_when_the_clock_reaches_it_and_not_before()
    {
        var clock = new FakeTimeProvider();
        var delay = Task.Delay(TimeSpan.FromSeconds(10), clock, TestContext.Current.CancellationToken);
        await clock.WhenTimersPendingAsync(1);

        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));

        await delay;
        Assert.Equal(0, clock.PendingTimers);
    }

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_instant()
    {
        var clock = new FakeTimeProvider();
        var start = clock.GetUtcNow();
        List<string> fired = [];
        using var late = clock.CreateTimer(
            _ => fired.Add($"late {(clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(
            _ => fired.Add($"often {(clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2));

        clock.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(["often 2", "often 4", "late 5", "often 6"], fired);
    }

    [Fact]
    public async Task A_cancelled_delay_leaves_no_timer_behind()
    {
        var clock = new FakeTimeProvider();
        using var cancelled = new CancellationTokenSource();
        var delay = Task.Delay(TimeSpan.FromSeconds(10), clock, cancelled.Token);

        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => delay);
        Assert.Equal(0, clock.PendingTimers);
    }

    [Fact]
    public async Task Waiting_for_timers_ends_when_the_last_of_them_is_set()
    {
        var clock = new FakeTimeProvider();
        var waiting = clock.WhenTimersPendingAsync(2);
        using var one = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        Assert.False(waiting.IsCompleted);
        using var two = clock.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await waiting;
    }
}
