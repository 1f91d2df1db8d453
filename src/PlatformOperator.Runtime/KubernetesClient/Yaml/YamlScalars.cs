using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace k8s;

/// <summary>What a plain scalar means to Kubernetes' tools, which read YAML 1.1: <c>yes</c> is true and <c>0644</c> is 420.</summary>
internal static partial class YamlScalars
{
    private static readonly HashSet<string> Nulls = new(["", "~", "null", "Null", "NULL"], StringComparer.Ordinal);

    private static readonly HashSet<string> Truths =
        new(["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"], StringComparer.Ordinal);

    private static readonly HashSet<string> Falsehoods =
        new(["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"], StringComparer.Ordinal);

    // Written unquoted, other readers would take these for numbers or times though this one does not.
    private static readonly HashSet<string> Ambiguous =
        new([".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "-.inf", "+.Inf", "-.Inf", "+.INF", "-.INF", "<<", "="], StringComparer.Ordinal);

    /// <summary>The JSON value of a plain (unquoted) scalar; null stands for JSON's null.</summary>
    public static JsonNode? Resolve(string text)
    {
        if (Nulls.Contains(text))
            return null;
        if (Truths.Contains(text))
            return true;
        if (Falsehoods.Contains(text))
            return false;
        return Number(text) ?? JsonValue.Create(text);
    }

    /// <summary>Whether a string must be quoted to be read back as a string, by this reader and by others.</summary>
    public static bool NeedsQuotes(string text) =>
        Nulls.Contains(text) || Truths.Contains(text) || Falsehoods.Contains(text) || Ambiguous.Contains(text)
        || NumberLike().IsMatch(text) || TimeLike().IsMatch(text);

    private static JsonValue? Number(string text)
    {
        if (text[0] is not ('+' or '-' or '.') && !char.IsAsciiDigit(text[0]))
            return null;
        var digits = text.Replace("_", "", StringComparison.Ordinal);
        if (Integer(digits) is { } integer)
            return integer;
        return Float().IsMatch(digits) && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? JsonValue.Create(number)
            : null;
    }

    private static JsonValue? Integer(string digits)
    {
        var sign = digits[0] == '-' ? -1 : 1;
        var magnitude = digits[0] is '+' or '-' ? digits[1..] : digits;
        var (radix, body) = magnitude switch
        {
            ['0', 'x' or 'X', .. var rest] => (16, rest),
            ['0', 'o' or 'O', .. var rest] => (8, rest),
            ['0', 'b' or 'B', .. var rest] => (2, rest),
            ['0', .. var rest] when rest.Length > 0 => (8, rest),
            _ => (10, magnitude),
        };
        if (body.Length == 0)
            return null;
        if (radix == 10)
        {
            return body.All(char.IsAsciiDigit) && long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? JsonValue.Create(value)
                : null;
        }
        long total = 0;
        foreach (var character in body)
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : radix;
            if (digit >= radix || total > (long.MaxValue - digit) / radix)
                return null;
            total = total * radix + digit;
        }
        return JsonValue.Create(sign * total);
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Float();

    [GeneratedRegex(@"^[-+]?(\.?[0-9][0-9_.,:]*([eE][-+]?[0-9]+)?|0[xXoObB][0-9a-fA-F_]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberLike();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TimeLike();
}
