using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class ReadingsTests
{
    [Theory]
    [InlineData(null, null, null)]
    [InlineData(1200d, null, null)]
    [InlineData(null, 1234d, 1200d)]
    [InlineData(null, 0.567d, 0.57d)]
    [InlineData(null, 98_765d, 99_000d)]
    [InlineData(1200d, 1350d, 1200d)]
    [InlineData(1200d, 1050d, 1200d)]
    [InlineData(1200d, 1500d, 1500d)]
    [InlineData(1200d, 0d, 0d)]
    [InlineData(0d, 0d, 0d)]
    [InlineData(0d, 3d, 3d)]
    public void A_reading_has_two_digits_and_stays_until_it_has_really_changed(double? shown, double? measured, double? expected) =>
        Assert.Equal(expected, Readings.Steady(shown, measured));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(1200, "1.2s")]
    [InlineData(45_000, "45s")]
    [InlineData(240_000, "4m")]
    [InlineData(3 * 3_600_000, "3h")]
    [InlineData(5L * 86_400_000, "5d")]
    public void A_lag_reads_as_people_say_it(long milliseconds, string expected) =>
        Assert.Equal(expected, Readings.Lag(TimeSpan.FromMilliseconds(milliseconds)));
}
