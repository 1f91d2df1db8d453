using PlatformOperator.Testing;

namespace PlatformOperator.Chaos;

/// <summary>
/// A clock that runs many times as fast as the machine's, and stands still while work is under way: waits cost next to nothing, and nothing times
/// out because the machine is slow.
/// </summary>
internal sealed class AcceleratedClock : TimeProvider, IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider clock = new(System.GetUtcNow());
    private readonly CancellationTokenSource stopping = new();
    private readonly Task running;
    private long stirred;

    /// <param name="isBusy">Whether work is under way.</param>
    public AcceleratedClock(Func<bool> isBusy) => running = Task.Run(() => RunAsync(isBusy));

    /// <summary>How many times as fast as the machine's; 0 has it stand still.</summary>
    public int Speed { get; set; } = 300;

    /// <summary>How long nothing must have stirred before the clock goes on; what is computed between two calls then takes no time.</summary>
    public TimeSpan Calm { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(
            held =>
            {
                Stir();
                callback(held);
            },
            state, dueTime, period);

    /// <summary>Something happened that more may follow from.</summary>
    public void Stir() => Interlocked.Exchange(ref stirred, System.GetTimestamp());

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync(Func<bool> isBusy)
    {
        using var timer = new PeriodicTimer(Tick, System);
        var last = System.GetTimestamp();
        while (!stopping.IsCancellationRequested)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            var elapsed = System.GetElapsedTime(last);
            last = System.GetTimestamp();
            // A machine that was halted must not let the clock leap.
            if (!isBusy() && System.GetElapsedTime(Interlocked.Read(ref stirred)) >= Calm)
                clock.Advance((elapsed < 5 * Tick ? elapsed : 5 * Tick) * Speed);
        }
    }
}
