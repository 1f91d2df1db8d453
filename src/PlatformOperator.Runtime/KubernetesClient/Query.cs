using System.Globalization;
using System.Text;

namespace KubeOps.KubernetesClient;

/// <summary>The query of a request: only what was given.</summary>
internal static class Query
{
    public static string With(this string path, params (string Name, object? Value)[] parameters)
    {
        var result = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in parameters)
        {
            var text = value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
            if (string.IsNullOrEmpty(text))
                continue;
            result.Append(separator).Append(name).Append('=').Append(Uri.EscapeDataString(text));
            separator = '&';
        }
        return result.ToString();
    }
}

/// <summary>What a list or watch selects; null namespace for all, null selectors for everything.</summary>
internal sealed record ListQuery(string? Namespace, string? LabelSelector, string? FieldSelector);

/// <summary>How a patch is applied.</summary>
internal sealed record PatchQuery(string? FieldManager, bool? Force, string? DryRun);
