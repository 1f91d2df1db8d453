using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas;

/// <summary>Names, label keys and values. Rules and texts verified against apimachinery's <c>util/validation</c> package.</summary>
internal static partial class NameValidation
{
    private const string Label1123 = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    private const string SubdomainText =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'example.com', regex used for validation is '" + Label1123 + @"(\." + Label1123 + ")*')";

    private const string LabelText =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '" + Label1123 + "')";

    private const string Label1035Text =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string QualifiedText =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string LabelValueText =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>What is wrong with a name; nothing when it is right.</summary>
    public static IEnumerable<string> OfName(NameRule rule, string name) => rule switch
    {
        NameRule.PathSegment => OfPathSegment(name),
        NameRule.Label => Of(name, 63, LabelPattern(), LabelText),
        NameRule.Label1035 => Of(name, 63, Label1035Pattern(), Label1035Text),
        _ => Of(name, 253, SubdomainPattern(), SubdomainText),
    };

    public static IEnumerable<string> OfSubdomain(string name) => Of(name, 253, SubdomainPattern(), SubdomainText);

    /// <summary>What is wrong with a label or annotation key, or a finalizer.</summary>
    public static IEnumerable<string> OfQualifiedName(string key)
    {
        var parts = key.Split('/');
        if (parts.Length > 2)
            return [$"a qualified name {QualifiedText["name part ".Length..]} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        var problems = new List<string>();
        if (parts.Length == 2)
            problems.AddRange(parts[0].Length == 0 ? ["prefix part must be non-empty"] : OfSubdomain(parts[0]).Select(text => $"prefix part {text}"));
        var name = parts[^1];
        if (name.Length == 0)
            problems.Add("name part must be non-empty");
        else if (name.Length > 63)
            problems.Add("name part must be no more than 63 characters");
        if (!QualifiedPattern().IsMatch(name))
            problems.Add(QualifiedText);
        return problems;
    }

    public static IEnumerable<string> OfLabelValue(string value)
    {
        if (value.Length > 63)
            yield return "must be no more than 63 characters";
        if (value.Length > 0 && !QualifiedPattern().IsMatch(value))
            yield return LabelValueText;
    }

    private static IEnumerable<string> Of(string name, int length, Regex pattern, string text)
    {
        if (name.Length > length)
            yield return $"must be no more than {length} characters";
        if (!pattern.IsMatch(name))
            yield return text;
    }

    private static IEnumerable<string> OfPathSegment(string name)
    {
        if (name is "." or "..")
            yield return $"may not be '{name}'";
        foreach (var forbidden in (string[])["/", "%"])
        {
            if (name.Contains(forbidden, StringComparison.Ordinal))
                yield return $"may not contain '{forbidden}'";
        }
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LabelPattern();

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Label1035Pattern();

    [GeneratedRegex(@"^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex QualifiedPattern();
}
