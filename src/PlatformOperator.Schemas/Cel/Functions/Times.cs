namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Parts of timestamps and durations.</summary>
/// <remarks>
/// Verified against the CEL language definition: months and days of month count from 0 (getDate from 1), weekdays from Sunday; UTC unless a zone is
/// given.
/// </remarks>
internal static class Times
{
    private static readonly (string Name, Func<DateTimeOffset, int> Part)[] Parts =
    [
        ("getFullYear", time => time.Year), ("getMonth", time => time.Month - 1), ("getDate", time => time.Day), ("getDayOfMonth", time => time.Day - 1),
        ("getDayOfWeek", time => (int)time.DayOfWeek), ("getDayOfYear", time => time.DayOfYear - 1), ("getHours", time => time.Hour),
        ("getMinutes", time => time.Minute), ("getSeconds", time => time.Second), ("getMilliseconds", time => time.Millisecond),
    ];

    private static readonly (string Name, Func<long, long> Part)[] DurationParts =
    [
        ("getHours", nanoseconds => nanoseconds / 3_600_000_000_000), ("getMinutes", nanoseconds => nanoseconds / 60_000_000_000),
        ("getSeconds", nanoseconds => nanoseconds / 1_000_000_000), ("getMilliseconds", nanoseconds => nanoseconds / 1_000_000 % 1000),
    ];

    public static IEnumerable<CelOverload> All()
    {
        foreach (var (name, part) in Parts)
        {
            yield return new CelOverload(
                name, true, [CelType.Timestamp], CelType.Int, arguments => (long)part(((DateTimeOffset)arguments[0]!).ToUniversalTime()));
            yield return new CelOverload(
                name, true, [CelType.Timestamp, CelType.String], CelType.Int,
                arguments => (long)part(InZone((DateTimeOffset)arguments[0]!, (string)arguments[1]!)));
        }

        foreach (var (name, part) in DurationParts)
            yield return new CelOverload(name, true, [CelType.Duration], CelType.Int, arguments => part(((CelDuration)arguments[0]!).Nanoseconds));
    }

    private static DateTimeOffset InZone(DateTimeOffset time, string zone)
    {
        var sign = zone.StartsWith('-') ? -1 : 1;
        if (zone.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(zone.TrimStart('+', '-'), System.Globalization.CultureInfo.InvariantCulture, out var offset))
            return time.ToOffset(sign * offset);
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var known)
            ? TimeZoneInfo.ConvertTime(time, known)
            : throw new CelException($"unknown time zone {zone}");
    }
}
