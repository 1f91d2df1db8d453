using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PlatformOperator.Ingestion.Records;

/// <summary>
/// A field's own form of time: <c>UnixSeconds</c>, <c>UnixMilliseconds</c>, or a date and time format of .NET like <c>dd.MM.yyyy HH:mm</c>,
/// whose times are in UTC unless it holds an offset (<c>zzz</c>).
/// </summary>
internal sealed record TimestampFormat(string Format)
{
    private const int MaxLength = 64;
    private const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    private readonly double? _milliseconds = Format switch { "UnixSeconds" => 1000, "UnixMilliseconds" => 1, _ => null };

    /// <summary>Whether times so written can be read again, to the day at least.</summary>
    public static bool IsValid(string format)
    {
        if (new TimestampFormat(format)._milliseconds is not null)
            return true;
        // A single letter would be one of .NET's standard formats, most of which are for people.
        var sample = new DateTime(2013, 12, 31, 22, 58, 59, DateTimeKind.Utc);
        try
        {
            return format.Length > 1
                && DateTime.TryParseExact(sample.ToString(format, CultureInfo.InvariantCulture), format, CultureInfo.InvariantCulture, Styles, out var read)
                && read.Date == sample.Date && (read.Hour == sample.Hour || read.Hour == 0);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    public bool TryParse(ReadOnlySpan<byte> text, out long ticks)
    {
        ticks = 0;
        if (_milliseconds is not null)
            return Utf8Parser.TryParse(text, out double number, out var used) && used == text.Length && TryFromNumber(number, out ticks);
        Span<char> chars = stackalloc char[MaxLength];
        if (text.Length > MaxLength
            || !DateTime.TryParseExact(chars[..Encoding.UTF8.GetChars(text, chars)], Format, CultureInfo.InvariantCulture, Styles, out var time))
            return false;
        ticks = time.Ticks;
        return true;
    }

    public bool TryFromNumber(double number, out long ticks)
    {
        ticks = 0;
        return _milliseconds is { } milliseconds && Timestamps.TryFromMilliseconds(number * milliseconds, out ticks);
    }
}
