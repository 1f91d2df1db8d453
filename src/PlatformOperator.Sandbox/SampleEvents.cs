using System.Globalization;
using System.Text;

namespace PlatformOperator.Sandbox;

/// <summary>Events for the sample pipeline, as NDJSON.</summary>
/// <param name="Lines">One event a line.</param>
/// <param name="Sent">How many.</param>
/// <param name="Passing">How many pass schema and filter.</param>
/// <param name="Wrong">How many break the schema.</param>
internal sealed record SampleBatch(string Lines, int Sent, int Passing, int Wrong);

/// <summary>Makes a day of readings of four sensors: most are good, some are out of range, some are no numbers.</summary>
internal static class SampleEvents
{
    public static SampleBatch Batch()
    {
        var lines = new StringBuilder();
        var (passing, wrong) = (0, 0);
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        const int Sent = 1000;
        for (var i = 0; i < Sent; i++)
        {
            var value = i % 50 == 0 ? "\"broken\"" : i % 20 == 1 ? "999.5" : (15 + (i % 100 / 10.0)).ToString(CultureInfo.InvariantCulture);
            wrong += i % 50 == 0 ? 1 : 0;
            passing += i % 50 != 0 && i % 20 != 1 ? 1 : 0;
            lines.Append(
                CultureInfo.InvariantCulture,
                $"{{\"timestamp\":\"{start.AddSeconds(i * 86):yyyy-MM-dd'T'HH:mm:ss'Z'}\",\"sensor\":\"hall-{i % 4}\",\"value\":{value}}}\n");
        }

        return new SampleBatch(lines.ToString(), Sent, passing, wrong);
    }
}
