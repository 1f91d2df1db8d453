using System.Globalization;
using System.Text;

namespace PlatformOperator.Schemas;

/// <summary>Values printed as Go prints them, since Kubernetes' messages are made with Go's fmt, strconv and encoding/json.</summary>
/// <remarks>Verified against the documentation of those packages.</remarks>
internal static class GoText
{
    /// <summary><c>%q</c>: double quotes; control characters escaped, printable Unicode kept.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var rune in value.EnumerateRunes())
            text.Append(QuotedRune(rune));
        return text.Append('"').ToString();
    }

    /// <summary><c>%v</c> of a float64: shortest form that reads back, exponent from 1e+21 and below 1e-4.</summary>
    public static string Float(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "+Inf" : "-Inf";
        if (value == 0)
            return double.IsNegative(value) ? "-0" : "0";
        var exponent = value.ToString("E16", CultureInfo.InvariantCulture);
        var power = int.Parse(
            exponent.AsSpan(exponent.IndexOf('E', StringComparison.Ordinal) + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var (sign, digits, point) = Decimal(value.ToString("R", CultureInfo.InvariantCulture));
        if (power is < -4 or >= 21)
            return Scientific(sign, digits, point - 1);
        if (point <= 0)
            return $"{sign}0.{new string('0', -point)}{digits}";
        return point >= digits.Length ? sign + digits + new string('0', point - digits.Length) : $"{sign}{digits[..point]}.{digits[point..]}";
    }

    /// <summary>A JSON string as encoding/json writes it without HTML escaping.</summary>
    public static string JsonString(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                '\b' => "\\b",
                '\f' => "\\f",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return text.Append('"').ToString();
    }

    /// <summary>Length in Unicode code points, which is what Kubernetes counts.</summary>
    public static int RuneCount(string value)
    {
        var count = 0;
        foreach (var _ in value.EnumerateRunes())
            count++;
        return count;
    }

    private static string QuotedRune(Rune rune) => rune.Value switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\a' => "\\a",
        '\b' => "\\b",
        '\f' => "\\f",
        '\v' => "\\v",
        < ' ' or 0x7f => $"\\x{rune.Value:x2}",
        _ => rune.ToString(),
    };

    private static (string Sign, string Digits, int Point) Decimal(string shortest)
    {
        var sign = shortest.StartsWith('-') ? "-" : "";
        var body = shortest[sign.Length..];
        var power = 0;
        var e = body.IndexOf('E', StringComparison.Ordinal);
        if (e >= 0)
        {
            power = int.Parse(body.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            body = body[..e];
        }

        var dot = body.IndexOf('.', StringComparison.Ordinal);
        var point = (dot < 0 ? body.Length : dot) + power;
        var digits = body.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (sign, digits.Trim('0') is { Length: > 0 } trimmed ? trimmed : "0", point - leading);
    }

    private static string Scientific(string sign, string digits, int power)
    {
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{sign}{digits[0]}{fraction}e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}";
    }
}
