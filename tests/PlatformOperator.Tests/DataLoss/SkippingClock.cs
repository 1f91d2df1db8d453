namespace PlatformOperator.Tests.DataLoss;

/// <summary>The machine's clock, set forward by what a test skips. Timers run as on the machine: nothing that waits is woken by a skip.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private long skipped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref skipped));

    public override long GetTimestamp() => System.GetElapsedTime(0).Ticks + Interlocked.Read(ref skipped);

    public void Skip(TimeSpan time) => Interlocked.Add(ref skipped, time.Ticks);
}
