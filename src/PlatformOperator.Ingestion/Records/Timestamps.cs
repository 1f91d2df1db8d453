using System.Buffers.Text;
using System.Globalization;

namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// Times as events write them, as UTC ticks (100 ns since year 1). Accepted: RFC 3339 (<c>2013-07-04T00:00:00.5+02:00</c>), the same with a
/// space for the T or without offset (then UTC), a date alone (its midnight UTC), and seconds or milliseconds since 1970 as number or text.
/// </summary>
internal static class Timestamps
{
    /// <summary>Numbers below are seconds, others milliseconds: 1e11 s lie in the year 5138, 1e11 ms in March 1973.</summary>
    private const double MillisecondsFrom = 1e11;

    /// <summary>Length of the longest text that <see cref="Format"/> writes.</summary>
    public const int MaxLength = 28;

    public static bool TryFromEpoch(double value, out long ticks) =>
        TryFromMilliseconds(Math.Abs(value) < MillisecondsFrom ? value * 1000 : value, out ticks);

    public static bool TryFromMilliseconds(double milliseconds, out long ticks)
    {
        ticks = 0;
        if (!double.IsFinite(milliseconds) || milliseconds < -62_135_596_800_000d || milliseconds > 253_402_300_799_999d)
            return false;
        ticks = DateTime.UnixEpoch.Ticks + (long)Math.Round(milliseconds * TimeSpan.TicksPerMillisecond);
        return true;
    }

    public static bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.Length < 10 || text[4] != '-')
            return Utf8Parser.TryParse(text, out double epoch, out var used) && used == text.Length && TryFromEpoch(epoch, out ticks);
        if (!TryDate(text[..10], out var date))
            return false;
        if (text.Length == 10)
        {
            ticks = date;
            return true;
        }
        if (text[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || !TryTime(text[11..], out var time, out var length))
            return false;
        if (!TryOffset(text[(11 + length)..], out var offset))
            return false;
        ticks = date + time - offset;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks;
    }

    /// <summary>Whether a text that was parsed as that time is what <see cref="Format"/> would write.</summary>
    public static bool IsFormatted(ReadOnlySpan<byte> text, long ticks) =>
        text.Length == LengthOf(ticks) && text[10] == 'T' && text[^1] == 'Z' && text[17] != '6'; // :60 is a leap second

    /// <summary>Writes a time as RFC 3339 in UTC, with as many decimals as it needs: none, 3 or 7. Answers its length.</summary>
    public static int Format(long ticks, Span<byte> text)
    {
        _ = new DateTime(ticks, DateTimeKind.Utc).TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        var length = LengthOf(ticks);
        text[length - 1] = (byte)'Z';
        return length;
    }

    private static int LengthOf(long ticks) => ticks % TimeSpan.TicksPerSecond == 0 ? 20 : ticks % TimeSpan.TicksPerMillisecond == 0 ? 24 : 28;

    private static bool TryDate(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        var (century, rest) = (TwoDigits(text, 0), TwoDigits(text, 2));
        var (year, month, day) = (century * 100 + rest, TwoDigits(text, 5), TwoDigits(text, 8));
        if (text[7] != '-' || rest < 0 || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        ticks = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc).Ticks;
        return true;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, out long ticks, out int length)
    {
        ticks = 0;
        length = 0;
        if (text.Length < 5 || text[2] != ':' || TwoDigits(text, 0) is not (>= 0 and <= 23 and var hour)
            || TwoDigits(text, 3) is not (>= 0 and <= 59 and var minute))
            return false;
        length = 5;
        ticks = hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute;
        if (text.Length == 5 || text[5] != ':')
            return true;
        // A leap second (":60") becomes the first instant of the next minute, as POSIX clocks have it.
        if (text.Length < 8 || TwoDigits(text, 6) is not (>= 0 and <= 60 and var second))
            return false;
        length = 8;
        ticks += second * TimeSpan.TicksPerSecond;
        if (text.Length == 8 || text[8] != '.')
            return true;
        return TryFraction(text, ref ticks, ref length);
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, ref long ticks, ref int length)
    {
        var unit = TimeSpan.TicksPerSecond / 10;
        for (length = 9; length < text.Length && char.IsAsciiDigit((char)text[length]); length++)
        {
            ticks += (text[length] - '0') * unit;
            unit /= 10;
        }
        return length > 9;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (text.IsEmpty || (text.Length == 1 && text[0] is (byte)'Z' or (byte)'z'))
            return true;
        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || TwoDigits(text, 1) is not (>= 0 and <= 23 and var hour) || TwoDigits(text, 4) is not (>= 0 and <= 59 and var minute))
            return false;
        ticks = (hour * TimeSpan.TicksPerHour + minute * TimeSpan.TicksPerMinute) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    /// <summary>Their number; negative if one is no digit.</summary>
    private static int TwoDigits(ReadOnlySpan<byte> text, int start)
    {
        var (tens, ones) = ((uint)(text[start] - '0'), (uint)(text[start + 1] - '0'));
        return tens <= 9 && ones <= 9 ? (int)(tens * 10 + ones) : -1;
    }
}
