using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas;

/// <summary>The string formats that CRD schemas can ask for; any other format is ignored.</summary>
/// <remarks>
/// Verified against the list in the Kubernetes documentation ("Validation", formats) and kube-openapi's strfmt package, whose patterns are
/// kept. Names are compared without dashes, as there. <c>email</c> is judged by .NET's address parser instead of Go's.
/// </remarks>
internal static class StringFormats
{
    private static readonly Dictionary<string, Func<string, bool>> Checks = new(StringComparer.Ordinal)
    {
        ["bsonobjectid"] = text => BsonObjectId().IsMatch(text),
        ["uri"] = text => text.StartsWith('/') || Uri.TryCreate(text, UriKind.Absolute, out _),
        ["email"] = text => MailAddress.TryCreate(text, out _),
        ["hostname"] = text => text.Length <= 255 && text.Split('.').All(label => label.Length <= 63) && Hostname().IsMatch(text),
        ["ipv4"] = text => IsAddress(text, AddressFamily.InterNetwork),
        ["ipv6"] = text => IsAddress(text, AddressFamily.InterNetworkV6),
        ["cidr"] = IsCidr,
        ["mac"] = text => Mac().IsMatch(text),
        ["uuid"] = text => Uuid().IsMatch(text),
        ["uuid3"] = text => Uuid3().IsMatch(text),
        ["uuid4"] = text => Uuid4().IsMatch(text),
        ["uuid5"] = text => Uuid5().IsMatch(text),
        ["isbn"] = text => IsIsbn10(text) || IsIsbn13(text),
        ["isbn10"] = IsIsbn10,
        ["isbn13"] = IsIsbn13,
        ["creditcard"] = text => CreditCard().IsMatch(NotDigits().Replace(text, "")),
        ["ssn"] = text => Ssn().IsMatch(text),
        ["hexcolor"] = text => HexColor().IsMatch(text),
        ["rgbcolor"] = text => RgbColor().IsMatch(text),
        ["byte"] = text => text.Length % 4 == 0 && Base64().IsMatch(text),
        ["password"] = _ => true,
        ["date"] = IsDate,
        ["duration"] = GoDuration.IsSchemaDuration,
        ["datetime"] = IsDateTime,
        ["k8sshortname"] = text => text.Length <= 63 && DnsLabel().IsMatch(text),
        ["k8slongname"] = text => text.Length <= 253 && text.Split('.').All(label => DnsLabel().IsMatch(label)),
    };

    /// <summary>Whether the API server checks this format of strings.</summary>
    public static bool IsKnown(string format) => Checks.ContainsKey(Normalized(format));

    /// <summary>Whether a string has the format; true of unknown formats.</summary>
    public static bool Accepts(string format, string text) => !Checks.TryGetValue(Normalized(format), out var check) || check(text);

    public static bool IsCidr(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && IsAddress(text[..slash], address.AddressFamily)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    /// <summary>.NET also takes <c>10</c>, <c>0x7f.1</c> and zones; Go does not.</summary>
    public static bool IsAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family
        && (
            family == AddressFamily.InterNetwork
                ? DottedQuad().IsMatch(text)
                : !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal));

    private static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsDateTime(string text)
    {
        var parts = text.ToLowerInvariant().Split('t', 2);
        if (parts.Length < 2 || !IsDate(parts[0]) || DateTimeRest().Match(parts[1]) is not { Success: true } match)
            return false;
        return string.CompareOrdinal(match.Groups[1].Value, "23") <= 0 && string.CompareOrdinal(match.Groups[2].Value, "59") <= 0
            && string.CompareOrdinal(match.Groups[3].Value, "59") <= 0;
    }

    private static bool IsIsbn10(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!Isbn10().IsMatch(digits))
            return false;
        var sum = 0;
        for (var i = 0; i < 10; i++)
            sum += (10 - i) * (digits[i] == 'X' ? 10 : digits[i] - '0');
        return sum % 11 == 0;
    }

    private static bool IsIsbn13(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return digits.Length == 13 && digits.All(char.IsAsciiDigit)
            && digits.Select((digit, i) => (digit - '0') * (i % 2 == 0 ? 1 : 3)).Sum() % 10 == 0;
    }

    private static string Normalized(string format) => format.Replace("-", "", StringComparison.Ordinal);

    private static Regex BsonObjectId() => GoRegex.Compile("^[0-9a-fA-F]{24}$");

    private static Regex Hostname() => GoRegex.Compile(@"^([a-zA-Z0-9\p{S}\p{L}]((-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?)|([a-zA-Z0-9\p{S}\p{L}](([a-zA-Z0-9-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?)(\.)){1,}([a-zA-Z\p{L}]){2,63})\z");

    private static Regex DottedQuad() => GoRegex.Compile(@"^\d{1,3}(\.\d{1,3}){3}\z");

    private static Regex Mac() => GoRegex.Compile(@"^([0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}([:-][0-9a-fA-F]{2}){0,2}|[0-9a-fA-F]{4}(\.[0-9a-fA-F]{4}){2,3})\z");

    private static Regex Uuid() => GoRegex.Compile(@"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\z");

    private static Regex Uuid3() => GoRegex.Compile(@"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?3[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}\z");

    private static Regex Uuid4() => GoRegex.Compile(@"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\z");

    private static Regex Uuid5() => GoRegex.Compile(@"(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?5[0-9a-f]{3}-?[89ab][0-9a-f]{3}-?[0-9a-f]{12}\z");

    private static Regex Isbn10() => GoRegex.Compile(@"^[0-9]{9}[0-9X]\z");

    private static Regex NotDigits() => GoRegex.Compile(@"[^0-9]+");

    private static Regex CreditCard() => GoRegex.Compile(@"^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14}|6(?:011|5[0-9][0-9])[0-9]{12}|3[47][0-9]{13}|3(?:0[0-5]|[68][0-9])[0-9]{11}|(?:2131|1800|35[0-9]{3})[0-9]{11})\z");

    private static Regex Ssn() => GoRegex.Compile(@"^[0-9]{3}[- ]?[0-9]{2}[- ]?[0-9]{4}\z");

    private static Regex HexColor() => GoRegex.Compile(@"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})\z");

    private static Regex RgbColor() => GoRegex.Compile(@"^rgb\(\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*(,\s*(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])\s*){2}\)\z");

    private static Regex Base64() => GoRegex.Compile(@"^[A-Za-z0-9+/]+={0,2}\z");

    private static Regex DateTimeRest() => GoRegex.Compile(@"^([0-9]{2}):([0-9]{2}):([0-9]{2})(.[0-9]+)?(z|([+-][0-9]{2}:[0-9]{2}))\z");

    private static Regex DnsLabel() => GoRegex.Compile(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z");
}
