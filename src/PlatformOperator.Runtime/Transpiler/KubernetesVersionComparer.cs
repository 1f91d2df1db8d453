using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeOps.Transpiler;

/// <summary>Orders API versions by Kubernetes' version priority: v2 over v1 over v1beta1 over v1alpha1 over anything else.</summary>
internal sealed partial class KubernetesVersionComparer : IComparer<string>
{
    public int Compare(string? x, string? y)
    {
        var byPriority = Priority(x).CompareTo(Priority(y));
        // Versions that follow no scheme come in alphabetical order, which in a descending sort is the reverse.
        return byPriority != 0 ? byPriority : StringComparer.Ordinal.Compare(y, x);
    }

    private static (int Stability, int Major, int Minor) Priority(string? version)
    {
        var match = VersionPattern().Match(version ?? "");
        if (!match.Success)
            return (0, 0, 0);
        var stability = match.Groups["stage"].Value switch { "" => 3, "beta" => 2, _ => 1 };
        return (stability, Number(match, "major"), match.Groups["minor"].Success ? Number(match, "minor") : 0);
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^v(?<major>[0-9]{1,9})((?<stage>alpha|beta)(?<minor>[0-9]{1,9}))?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
