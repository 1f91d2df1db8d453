using System.Text.RegularExpressions;

namespace PlatformOperator.Schemas.Cel;

/// <summary>Field names as rules write them: reserved words and some characters are escaped.</summary>
/// <remarks>Verified against the Kubernetes documentation (CustomResourceDefinitions, validation rules, escaping table).</remarks>
internal static class CelNames
{
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    };

    /// <summary>The name that rules use; null if rules cannot name the field.</summary>
    public static string? Escape(string name)
    {
        if (!Escapable().IsMatch(name))
            return null;
        if (Reserved.Contains(name))
            return $"__{name}__";
        return Special().Replace(name, match => match.Value switch
        {
            "__" => "__underscores__",
            "." => "__dot__",
            "-" => "__dash__",
            _ => "__slash__",
        });
    }

    public static string Unescape(string escaped)
    {
        if (!escaped.Contains("__", StringComparison.Ordinal))
            return escaped;
        return Escaped().Replace(escaped, match => match.Groups[1].Value switch
        {
            "underscores" => "__",
            "dot" => ".",
            "dash" => "-",
            "slash" => "/",
            var word when match.Length == escaped.Length && Reserved.Contains(word) => word,
            _ => match.Value,
        });
    }

    private static Regex Escapable() => GoRegex.Compile(@"^[A-Za-z_./-][A-Za-z0-9_./-]*\z");

    private static Regex Special() => GoRegex.Compile(@"__|\.|-|/");

    private static Regex Escaped() => GoRegex.Compile("__([a-z]+)__");
}
