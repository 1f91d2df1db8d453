using System.Text;

namespace PlatformOperator.Schemas;

/// <summary>The <c>fieldPath</c> of a rule: <c>.a.b</c>, <c>.map['key']</c>.</summary>
/// <remarks>Verified against the Kubernetes documentation (field <c>fieldPath</c> of ValidationRule).</remarks>
internal static class RuleFieldPath
{
    /// <summary>The path as errors show it below the rule's own.</summary>
    public static string Normalize(string path, bool isRoot)
    {
        var text = new StringBuilder();
        foreach (var (name, isKey) in Read(path))
            text.Append(isKey ? $"[{name}]" : $".{name}");
        return isRoot && text.Length > 0 && text[0] == '.' ? text.ToString(1, text.Length - 1) : text.ToString();
    }

    /// <summary>Why a path does not lead to a field of the schema; null if it does.</summary>
    public static string? Check(string path, SchemaNode schema)
    {
        SchemaNode? at = schema;
        foreach (var (name, _) in Read(path))
        {
            at = at.Member(name);
            if (at is null)
                return "does not refer to a valid field";
        }

        return null;
    }

    private static IEnumerable<(string Name, bool IsKey)> Read(string path)
    {
        var at = 0;
        while (at < path.Length)
        {
            if (path[at] == '[' && path.IndexOf("']", at, StringComparison.Ordinal) is >= 0 and var close)
            {
                yield return (path[(at + 2)..close].Replace("\\'", "'", StringComparison.Ordinal), true);
                at = close + 2;
                continue;
            }

            var start = path[at] == '.' ? at + 1 : at;
            var end = path.AsSpan(start).IndexOfAny('.', '[');
            end = end < 0 ? path.Length : start + end;
            yield return (path[start..end], false);
            at = Math.Max(end, at + 1);
        }
    }
}
