using System.Text.RegularExpressions;

namespace PlatformOperator.Sandbox.Aws.Policies;

/// <summary>The condition keys of one request; keys ignore case, an absent key is different from an empty one.</summary>
internal sealed partial class AccessContext
{
    readonly Dictionary<string, IReadOnlyList<string>> _values = new(StringComparer.OrdinalIgnoreCase);

    public AccessContext Set(string key, params IEnumerable<string> values)
    {
        _values[key] = [.. values];
        return this;
    }

    /// <summary>Sets the key unless the value is null.</summary>
    public AccessContext SetIf(string key, string? value) => value is null ? this : Set(key, value);

    public AccessContext ResourceTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        foreach (var (key, value) in tags) Set("aws:ResourceTag/" + key, value);
        return this;
    }

    public AccessContext RequestTags(IEnumerable<KeyValuePair<string, string>> tags)
    {
        var keys = new List<string>();
        foreach (var (key, value) in tags)
        {
            Set("aws:RequestTag/" + key, value);
            keys.Add(key);
        }

        return keys.Count > 0 ? Set("aws:TagKeys", keys) : this;
    }

    public IReadOnlyList<string>? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Replaces policy variables such as <c>${aws:PrincipalAccount}</c>; an unknown one matches nothing.</summary>
    public string Substitute(string pattern) => pattern.Contains("${", StringComparison.Ordinal)
        ? Variable().Replace(pattern, m => this[m.Groups["name"].Value] is [var value] ? value : "\0")
        : pattern;

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
