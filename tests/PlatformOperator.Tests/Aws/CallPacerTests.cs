using PlatformOperator.Aws;
using PlatformOperator.Testing;

namespace PlatformOperator.Tests.Aws;

public sealed class CallPacerTests
{
    [Fact]
    public void No_call_waits_for_a_clock_that_was_set_back()
    {
        var clock = new AdjustedClock();
        var pacer = new CallPacer(perSecond: 1, clock);
        Assert.True(pacer.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);

        clock.SetBack = TimeSpan.FromHours(1);
        clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(pacer.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task After_a_rest_a_seconds_worth_of_calls_passes_at_once_and_the_next_one_waits_its_turn()
    {
        var clock = new FakeTimeProvider();
        var pacer = new CallPacer(perSecond: 2, clock);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(pacer.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        Assert.True(pacer.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);

        var third = pacer.WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(third.IsCompleted);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await third;
    }

    /// <summary>A machine whose time of day is corrected while it runs on.</summary>
    private sealed class AdjustedClock : TimeProvider
    {
        private readonly FakeTimeProvider running = new();

        public TimeSpan SetBack { get; set; }

        public override long TimestampFrequency => running.TimestampFrequency;

        public void Advance(TimeSpan by) => running.Advance(by);

        public override DateTimeOffset GetUtcNow() => running.GetUtcNow() - SetBack;

        public override long GetTimestamp() => running.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => running.CreateTimer(callback, state, dueTime, period);
    }
}
