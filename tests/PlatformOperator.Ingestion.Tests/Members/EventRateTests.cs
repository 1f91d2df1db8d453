using PlatformOperator.Ingestion.Members;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Members;

public class EventRateTests
{
    [Fact]
    public void Is_the_mean_over_the_last_half_minute()
    {
        var clock = new FakeTimeProvider();
        var rate = new EventRate(clock);
        Assert.Equal(0, rate.Next(1000));
        for (var look = 1; look <= 6; look++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            // Every other look sees a flush.
            Assert.InRange(rate.Next(1000 + (look / 2 * 1000)), 0, 100);
        }
        for (var look = 0; look < 6; look++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            rate.Next(4000);
        }
        Assert.Equal(0, rate.Next(4000));
    }
}
