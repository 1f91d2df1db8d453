using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

/// <summary>How many process pods follow from a history of lags, one a minute.</summary>
public class ProcessScaleTests
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("keeps pace", 1, "0 0 0 0 0 0", 1)]
    [InlineData("short peaks", 1, "0 45 50 60 0 0 45 50 60 0", 1)]
    [InlineData("high and growing", 1, "40 45 50 70", 2)]
    [InlineData("high and steady", 1, "40 40 40 40", 2)]
    [InlineData("high but falling", 1, "400 390 370 350 330 320 310 300 290 270", 1)]
    [InlineData("falling too slowly", 1, "4000 3950 3900 3850", 2)]
    [InlineData("new pods get their time", 1, "40 45 50 70 90 120", 2)]
    [InlineData("and double again if they do not help", 1, "40 45 50 70 90 120 150", 4)]
    [InlineData("never more than there are shards", 4, "40 45 50 70 90 120 150", 6)]
    [InlineData("neither high nor low", 3, "20 20 20 20 20 20 20 20 20 20 20 20", 3)]
    [InlineData("unknown", 3, "? ? ? ? ? ? ? ? ? ? ? ?", 3)]
    [InlineData("what was seen before the pods went counts no more", 1, "40 45 ? 70 90", 1)]
    public void The_number_of_pods_follows_the_lag(string what, int pods, string lags, int expected)
    {
        var scale = Run(new ProcessScale(pods), lags.Split(' '));
        Assert.True(scale.Replicas == expected, $"{what}: {scale}");
    }

    [Fact]
    public void One_pod_goes_after_ten_quiet_minutes_and_the_next_after_ten_more()
    {
        var scale = new ProcessScale(4);
        var seen = new List<int>();
        for (var look = 0; look <= 80; look++)
        {
            scale = scale.Next(TimeSpan.Zero, openShards: 6, max: 8, Start.AddSeconds(30 * look));
            seen.Add(scale.Replicas);
        }
        Assert.Equal([4, 4, 3, 3, 2, 2, 1, 1], new[] { 0, 19, 20, 39, 40, 59, 60, 80 }.Select(look => seen[look]));
    }

    [Fact]
    public void A_lag_in_between_starts_the_quiet_time_anew()
    {
        var scale = new ProcessScale(2);
        for (var look = 0; look < 60; look++)
            scale = scale.Next(TimeSpan.FromSeconds(look % 15 == 14 ? 12 : 0), openShards: 6, max: 8, Start.AddSeconds(30 * look));
        Assert.Equal(2, scale.Replicas);
    }

    [Theory]
    [InlineData(0, 4, 8, 1)]
    [InlineData(12, 4, 8, 4)]
    [InlineData(12, 20, 8, 8)]
    [InlineData(3, 0, 8, 1)]
    public void Bounds_hold_at_once_whatever_the_lag(int pods, int openShards, int max, int expected) =>
        Assert.Equal(new ProcessScale(expected), new ProcessScale(pods).Next(TimeSpan.FromHours(1), openShards, max, Start));

    private static ProcessScale Run(ProcessScale scale, string[] lags)
    {
        for (var look = 0; look < lags.Length; look++)
        {
            TimeSpan? lag = lags[look] == "?" ? null : TimeSpan.FromSeconds(int.Parse(lags[look], System.Globalization.CultureInfo.InvariantCulture));
            scale = scale.Next(lag, openShards: 6, max: 8, Start.AddMinutes(look));
        }
        return scale;
    }
}
