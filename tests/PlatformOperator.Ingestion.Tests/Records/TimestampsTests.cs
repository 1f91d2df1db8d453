using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Tests.Records;

public class TimestampsTests
{
    [Theory]
    [InlineData("2013-07-04 00:00:00", "2013-07-04T00:00:00Z")]
    [InlineData("2013-07-04T01:02:03Z", "2013-07-04T01:02:03Z")]
    [InlineData("2013-07-04t01:02:03z", "2013-07-04T01:02:03Z")]
    [InlineData("2013-07-04T01:02:03", "2013-07-04T01:02:03Z")]
    [InlineData("2013-07-04T01:02", "2013-07-04T01:02:00Z")]
    [InlineData("2013-07-04", "2013-07-04T00:00:00Z")]
    [InlineData("2013-07-04T01:02:03.25+02:30", "2013-07-03T22:32:03.25Z")]
    [InlineData("2013-07-04T23:00:00-02:00", "2013-07-05T01:00:00Z")]
    [InlineData("2013-07-04T01:02:03.123456789Z", "2013-07-04T01:02:03.1234567Z")]
    [InlineData("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z")]
    [InlineData("2016-12-31T23:59:59.500Z", "2016-12-31T23:59:59.5Z")]
    [InlineData("2016-12-31T23:59:59.000Z", "2016-12-31T23:59:59Z")]
    [InlineData("2016-12-31T23:59:59.1234567Z", "2016-12-31T23:59:59.1234567Z")]
    [InlineData("1372896000", "2013-07-04T00:00:00Z")]
    [InlineData("1372896000500", "2013-07-04T00:00:00.5Z")]
    [InlineData("1372896000.5", "2013-07-04T00:00:00.5Z")]
    [InlineData("-1", "1969-12-31T23:59:59Z")]
    [InlineData("0", "1970-01-01T00:00:00Z")]
    public void Reads(string text, string utc)
    {
        Assert.True(Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out var ticks));
        Assert.Equal(DateTime.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal), new DateTime(ticks, DateTimeKind.Utc));
        Assert.Equal(text == Format(ticks), Timestamps.IsFormatted(Encoding.UTF8.GetBytes(text), ticks));
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("2013-13-01")]
    [InlineData("2013-02-29")]
    [InlineData("2013-07-04T24:00:00Z")]
    [InlineData("2013-07-04T01:02:03.Z")]
    [InlineData("2013-07-04T01:02:03+2")]
    [InlineData("2013-07-04T01:02:03 Europe/Berlin")]
    [InlineData("2013-07-04x01:02:03")]
    [InlineData("2013-7-4 1:2:3")]
    [InlineData("0000-01-01")]
    [InlineData("0001-01-01T00:00:00+01:00")]
    [InlineData("9999-12-31T23:59:60Z")]
    [InlineData("NaN")]
    [InlineData("1e300")]
    [InlineData("12 34")]
    public void Refuses(string text) => Assert.False(Timestamps.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Knows_what_it_writes() => Check.QuickThrowOnFailure(Prop.ForAll<DateTime>(time =>
        Assert.True(Timestamps.IsFormatted(Encoding.UTF8.GetBytes(Format(time.Ticks)), time.Ticks))));

    [Fact]
    public void Reads_every_time_that_dotnet_writes()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<DateTimeOffset>(time =>
        {
            Assert.True(Timestamps.TryParse(Encoding.UTF8.GetBytes(time.ToString("O", CultureInfo.InvariantCulture)), out var ticks));
            Assert.Equal(time.UtcTicks, ticks);
        }));
    }

    [Fact]
    public void Never_fails_on_any_bytes() =>
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes => { _ = Timestamps.TryParse(bytes ?? [], out _); }));

    private static string Format(long ticks)
    {
        Span<byte> text = stackalloc byte[Timestamps.MaxLength];
        return Encoding.UTF8.GetString(text[..Timestamps.Format(ticks, text)]);
    }
}
