using System.Globalization;
using System.Text;

namespace OpenTelemetry.Metrics;

/// <summary>OpenTelemetry's names, units and values as Prometheus wants them.</summary>
internal static class PrometheusNames
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["s"] = "seconds",
        ["ms"] = "milliseconds",
        ["us"] = "microseconds",
        ["ns"] = "nanoseconds",
        ["min"] = "minutes",
        ["h"] = "hours",
        ["d"] = "days",
        ["By"] = "bytes",
        ["KiBy"] = "kibibytes",
        ["MiBy"] = "mebibytes",
        ["GiBy"] = "gibibytes",
        ["%"] = "percent",
    };

    /// <summary>Name of a family: legal characters, the unit spelled out, and exactly one <c>_total</c> at the end of a counter.</summary>
    public static string Family(string name, string? unit, bool isCounter)
    {
        const string total = "_total";
        name = Legal(name, allowColon: true);
        var hasTotal = name.EndsWith(total, StringComparison.Ordinal);
        var stem = hasTotal && isCounter ? name[..^total.Length] : name;
        // Units in braces ("{request}") are notes, not units.
        if (!string.IsNullOrEmpty(unit) && !unit.StartsWith('{') && Spelled(unit) is { Length: > 0 } spelled
            && !stem.EndsWith(spelled, StringComparison.Ordinal))
            stem = $"{stem}_{spelled}";
        return isCounter ? stem + total : stem;
    }

    public static string Label(string name) => Legal(name, allowColon: false);

    public static string EscapeHelp(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    public static string EscapeLabelValue(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Spelled(string unit) => Units.TryGetValue(unit, out var spelled)
        ? spelled
        : unit == "1" ? "" : Legal(unit, allowColon: false).Trim('_');

    private static string Legal(string name, bool allowColon)
    {
        var legal = new StringBuilder(name.Length + 1);
        foreach (var character in name)
            legal.Append(char.IsAsciiLetterOrDigit(character) || character == '_' || (allowColon && character == ':') ? character : '_');
        if (legal.Length == 0 || char.IsAsciiDigit(legal[0]))
            legal.Insert(0, '_');
        return legal.ToString();
    }
}
