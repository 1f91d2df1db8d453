using System.Globalization;
using System.Numerics;
using System.Text;

namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Conversions between types, and <c>type()</c>.</summary>
/// <remarks>Verified against the CEL language definition, standard definitions; doubles become ints by truncation, out of range is an error.</remarks>
internal static class Conversions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<CelOverload> All() => [.. ToNumbers(), .. ToTexts(), .. ToTimes(), .. ToTypes()];

    private static CelOverload To(string name, CelType from, CelType to, Func<object, object?> run) =>
        new(name, false, [from], to, arguments => run(arguments[0]!));

    private static IEnumerable<CelOverload> ToNumbers()
    {
        yield return To("int", CelType.Int, CelType.Int, value => value);
        yield return To("int", CelType.UInt, CelType.Int, value => Operators.ToInt((ulong)value));
        yield return To("int", CelType.Double, CelType.Int, value => FromDouble((double)value, Operators.ToInt));
        yield return To(
            "int", CelType.String, CelType.Int,
            value => long.TryParse((string)value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Syntax("ParseInt", value));
        yield return To("int", CelType.Timestamp, CelType.Int, value => ((DateTimeOffset)value).ToUnixTimeSeconds());
        yield return To("uint", CelType.UInt, CelType.UInt, value => value);
        yield return To("uint", CelType.Int, CelType.UInt, value => Operators.ToUInt((long)value));
        yield return To("uint", CelType.Double, CelType.UInt, value => FromDouble((double)value, Operators.ToUInt));
        yield return To("uint", CelType.String, CelType.UInt, value => ulong.TryParse((string)value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Syntax("ParseUint", value));
        yield return To("double", CelType.Double, CelType.Double, value => value);
        yield return To("double", CelType.Int, CelType.Double, value => (double)(long)value);
        yield return To("double", CelType.UInt, CelType.Double, value => (double)(ulong)value);
        yield return To(
            "double", CelType.String, CelType.Double,
            value => double.TryParse((string)value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Syntax("ParseFloat", value));
    }

    private static IEnumerable<CelOverload> ToTexts()
    {
        foreach (var type in new[] { CelType.String, CelType.Int, CelType.UInt, CelType.Double, CelType.Bool, CelType.Timestamp, CelType.Duration })
            yield return To("string", type, CelType.String, CelText.Show);
        yield return To("string", CelType.Bytes, CelType.String, value => Decode((byte[])value));
        yield return To("bytes", CelType.Bytes, CelType.Bytes, value => value);
        yield return To("bytes", CelType.String, CelType.Bytes, value => Encoding.UTF8.GetBytes((string)value));
        yield return To("bool", CelType.Bool, CelType.Bool, value => value);
        yield return To("bool", CelType.String, CelType.Bool, value => (string)value switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            _ => throw Syntax("ParseBool", value),
        });
    }

    private static IEnumerable<CelOverload> ToTimes()
    {
        yield return To("timestamp", CelType.Timestamp, CelType.Timestamp, value => value);
        yield return To("timestamp", CelType.String, CelType.Timestamp, value => StringFormats.Accepts("date-time", (string)value)
            && DateTimeOffset.TryParse((string)value, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time : throw new CelException($"parsing time {GoText.Quote((string)value)}: not an RFC 3339 timestamp"));
        yield return To("timestamp", CelType.Int, CelType.Timestamp, value => (long)value is >= -62135596800 and <= 253402300799
            ? DateTimeOffset.FromUnixTimeSeconds((long)value) : throw CelException.Overflow("timestamp"));
        yield return To("duration", CelType.Duration, CelType.Duration, value => value);
        yield return To("duration", CelType.String, CelType.Duration, value => GoDuration.TryParse((string)value, out var nanoseconds)
            ? new CelDuration(nanoseconds) : throw new CelException($"time: invalid duration {GoText.Quote((string)value)}"));
        yield return To("duration", CelType.Int, CelType.Duration, value => new CelDuration((long)value));
    }

    private static IEnumerable<CelOverload> ToTypes()
    {
        yield return new CelOverload("dyn", false, [CelType.A], CelType.Dyn, arguments => arguments[0]);
        yield return new CelOverload("type", false, [CelType.A], CelType.TypeOf(CelType.A), arguments => new CelTypeValue(NameOf(arguments[0])));
    }

    public static string NameOf(object? value) => value switch
    {
        null => "null_type",
        bool => "bool",
        long => "int",
        ulong => "uint",
        double => "double",
        string => "string",
        byte[] => "bytes",
        DateTimeOffset => "google.protobuf.Timestamp",
        CelDuration => "google.protobuf.Duration",
        CelList => "list",
        CelMap => "map",
        CelOptional => "optional_type",
        CelTypeValue => "type",
        CelObject => "object",
        _ => CelOverload.OpaqueName(value),
    };

    private static string Decode(byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new CelException("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static object FromDouble(double value, Func<BigInteger, object> convert) =>
        double.IsFinite(value) ? convert(new BigInteger(value)) : throw CelException.Overflow();

    private static CelException Syntax(string function, object value) =>
        new($"strconv.{function}: parsing {GoText.Quote((string)value)}: invalid syntax");
}
