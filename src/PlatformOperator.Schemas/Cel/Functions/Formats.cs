using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas.Cel.Functions;

/// <summary>Kubernetes' format library: <c>format.dns1123Label().validate(self.name)</c> gives an optional list of complaints.</summary>
/// <remarks>Verified against the Kubernetes documentation ("CEL in Kubernetes", format library) and apimachinery's validation messages.</remarks>
internal static class Formats
{
    private static readonly CelType Type = CelType.Opaque("kubernetes.NamedFormat");

    private static readonly CelFormat[] Known =
    [
        new(
            "dns1123Label",
            text => Name(
                text, 63, Label(),
                "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
                "[a-z0-9]([-a-z0-9]*[a-z0-9])?", "'my-name',  or '123-abc'")),
        new("dns1123Subdomain", text => Name(text, 253, Subdomain(), "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character", @"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*", "'example.com'")),
        new("dns1035Label", text => Name(text, 63, Label1035(), "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character", "[a-z]([-a-z0-9]*[a-z0-9])?", "'my-name',  or 'abc-123'")),
        new("labelValue", text => Name(text, 63, LabelValue(), "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character", "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?", "'MyValue',  or 'my_value',  or '12345'")),
        new("uri", text => StringFormats.Accepts("uri", text) ? [] : ["invalid URI"]),
        new("uuid", text => StringFormats.Accepts("uuid", text) ? [] : ["does not match the UUID format"]),
        new("byte", text => StringFormats.Accepts("byte", text) ? [] : ["invalid base64"]),
        new("date", text => StringFormats.Accepts("date", text) ? [] : ["invalid date"]),
        new("datetime", text => StringFormats.Accepts("datetime", text) ? [] : ["invalid datetime"]),
    ];

    public static IEnumerable<CelOverload> All()
    {
        foreach (var format in Known)
            yield return new CelOverload($"format.{format.Name}", false, [], Type, _ => format);
        yield return new CelOverload("format.named", false, [CelType.String], CelType.Optional(Type), arguments =>
            Array.Find(Known, format => format.Name == (string)arguments[0]!) is { } found ? CelOptional.Of(found) : CelOptional.None);
        yield return new CelOverload("validate", true, [Type, CelType.String], CelType.Optional(CelType.List(CelType.String)), arguments =>
            ((CelFormat)arguments[0]!).Validate((string)arguments[1]!) is { Count: > 0 } complaints ? CelOptional.Of(new CelList([.. complaints])) : CelOptional.None);
    }

    private static List<string> Name(string text, int most, Regex form, string rule, string pattern, string examples)
    {
        var complaints = new List<string>();
        if (text.Length > most)
            complaints.Add($"must be no more than {most} {(most == 1 ? "byte" : "bytes")}");
        if (!form.IsMatch(text))
            complaints.Add($"{rule} (e.g. {examples}, regex used for validation is '{pattern}')");
        return complaints;
    }

    private static Regex Label() => GoRegex.Compile(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z");

    private static Regex Subdomain() => GoRegex.Compile(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z");

    private static Regex Label1035() => GoRegex.Compile(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z");

    private static Regex LabelValue() => GoRegex.Compile(@"^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?\z");
}
