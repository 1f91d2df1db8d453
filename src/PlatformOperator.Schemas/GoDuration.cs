using System.Globalization;
using System.Text;

namespace PlatformOperator.Schemas;

/// <summary>Go's durations: <c>1h30m</c>, <c>1.5s</c>, <c>-2ms</c>. Nanoseconds, in a long as in Go.</summary>
/// <remarks>Verified against the documentation of Go's time package.</remarks>
internal static class GoDuration
{
    private static readonly (string Unit, long Nanoseconds)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    private static readonly (string[] Names, long Nanoseconds)[] LongUnits =
    [
        (["ns", "nano"], 1), (["us", "µs", "micro"], 1_000), (["ms", "milli"], 1_000_000), (["s", "sec"], 1_000_000_000),
        (["m", "min"], 60_000_000_000), (["h", "hr", "hour"], 3_600_000_000_000), (["d", "day"], 86_400_000_000_000),
        (["w", "wk", "week"], 604_800_000_000_000),
    ];

    /// <summary>Go's <c>time.ParseDuration</c>.</summary>
    public static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
            rest = rest[1..];
        if (rest.SequenceEqual("0"))
            return true;
        if (rest.IsEmpty)
            return false;
        decimal total = 0;
        while (!rest.IsEmpty)
        {
            var length = Count(rest, c => char.IsAsciiDigit(c) || c == '.');
            if (!decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                return false;
            rest = rest[length..];
            length = Count(rest, c => !char.IsAsciiDigit(c) && c != '.');
            var unit = rest[..length].ToString();
            var factor = Units.FirstOrDefault(known => string.Equals(known.Unit, unit, StringComparison.Ordinal)).Nanoseconds;
            if (factor == 0 || amount > long.MaxValue)
                return false;
            total += amount * factor;
            rest = rest[length..];
        }

        if (total > long.MaxValue)
            return false;
        nanoseconds = (long)(negative ? -total : total);
        return true;
    }

    /// <summary>The wider form that the schema format <c>duration</c> takes: also <c>3 days</c>, <c>1 week</c>.</summary>
    public static bool IsSchemaDuration(string text)
    {
        if (TryParse(text, out _))
            return true;
        var found = false;
        foreach (System.Text.RegularExpressions.Match match in GoRegex.Compile(@"((\d+)\s*([A-Za-zµ]+))").Matches(text))
        {
            var unit = match.Groups[3].Value.ToLowerInvariant();
            found |= LongUnits.Any(known => known.Names.Contains(unit, StringComparer.Ordinal) || unit.StartsWith(known.Names[^1], StringComparison.Ordinal));
        }

        return found;
    }

    /// <summary>Go's <c>Duration.String</c>: <c>1h30m0s</c>, <c>1.5s</c>, <c>10ms</c>.</summary>
    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
            return "0s";
        var sign = nanoseconds < 0 ? "-" : "";
        var value = nanoseconds < 0 ? (ulong)-(nanoseconds + 1) + 1 : (ulong)nanoseconds;
        if (value < 1_000)
            return $"{sign}{value}ns";
        if (value < 1_000_000)
            return $"{sign}{Fraction(value, 1_000)}µs";
        if (value < 1_000_000_000)
            return $"{sign}{Fraction(value, 1_000_000)}ms";
        var text = new StringBuilder(sign);
        var (hours, minutes) = (value / 3_600_000_000_000, value / 60_000_000_000 % 60);
        if (hours > 0)
            text.Append(CultureInfo.InvariantCulture, $"{hours}h");
        if (hours > 0 || minutes > 0)
            text.Append(CultureInfo.InvariantCulture, $"{minutes}m");
        return text.Append(Fraction(value % 60_000_000_000, 1_000_000_000)).Append('s').ToString();
    }

    private static string Fraction(ulong value, ulong unit) =>
        ((decimal)value / unit).ToString("0.#########", CultureInfo.InvariantCulture);

    private static int Count(ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var length = 0;
        while (length < text.Length && belongs(text[length]))
            length++;
        return length;
    }
}
