using System.Globalization;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Times and ages as Kubernetes writes them.</summary>
internal static class Timestamps
{
    /// <summary>metav1.Time: RFC 3339 in UTC, whole seconds.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>metav1.MicroTime.</summary>
    public static string FormatMicro(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The AGE column. Verified against apimachinery's documented rule (<c>duration.HumanDuration</c>): two units only where they matter.</summary>
    public static string Age(DateTimeOffset? since, DateTimeOffset now) => since is { } start ? Duration(now - start) : "<unknown>";

    public static string Duration(TimeSpan span)
    {
        var seconds = (long)span.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 120)
            return $"{seconds}s";
        long minutes = seconds / 60, hours = minutes / 60, days = hours / 24;
        if (minutes < 10)
            return Two(minutes, "m", seconds % 60, "s");
        if (minutes < 180)
            return $"{minutes}m";
        if (hours < 8)
            return Two(hours, "h", minutes % 60, "m");
        if (hours < 48)
            return $"{hours}h";
        if (hours < 192)
            return Two(days, "d", hours % 24, "h");
        if (days < 730)
            return $"{days}d";
        return days < 2920 ? Two(days / 365, "y", days % 365, "d") : $"{days / 365}y";
    }

    private static string Two(long large, string largeUnit, long small, string smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
