using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>The form of a query operation: <c>Tags.member.1.Key=…</c>, lists under any item name.</summary>
internal sealed class QueryInput(IReadOnlyDictionary<string, StringValues> form)
{
    public string? Text(string name) => form.TryGetValue(name, out var value) ? value.ToString() : null;

    public string Required(string name) => Text(name) is { Length: > 0 } text
        ? text
        : throw AwsException.Constraint(name, null, "not be null", "ValidationError");

    public int? Int(string name) => Text(name) is { } text
        ? int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
            : throw new AwsException("MalformedInput", $"{name} is not an integer: {text}")
        : null;

    public bool? Flag(string name) => Text(name) is { } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>A list of scalars; <paramref name="item"/> is the wire's item name, such as <c>member</c> or <c>SubnetIdentifier</c>.</summary>
    public IReadOnlyList<string> Texts(string name, string item = "member") =>
        [.. Indexes(name, item).Select(i => Text($"{name}.{item}.{i}") ?? "")];

    /// <summary>A list of structures, each addressed by its prefix.</summary>
    public IReadOnlyList<QueryInput> Structures(string name, string item = "member") =>
        [.. Indexes(name, item).Select(i => Under($"{name}.{item}.{i}."))];

    public bool HasList(string name) => form.Keys.Any(k => k == name || k.StartsWith(name + ".", StringComparison.Ordinal));

    QueryInput Under(string prefix) => new(form.Where(p => p.Key.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(p => p.Key[prefix.Length..], p => p.Value, StringComparer.Ordinal));

    IEnumerable<int> Indexes(string name, string item)
    {
        var prefix = $"{name}.{item}.";
        return form.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
            .Select(k => int.TryParse(k[prefix.Length..].Split('.')[0], CultureInfo.InvariantCulture, out var i) ? i : 0)
            .Where(i => i > 0).Distinct().Order();
    }
}
