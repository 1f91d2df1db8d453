using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// The JSONPath that printer columns use: members (<c>.a.b</c>, <c>['a.b']</c>, <c>.a\.b</c>), indexes, <c>*</c>, and filters that compare a member
/// with a literal (<c>[?(@.type=="Ready")]</c>). Verified against the Kubernetes documentation, "JSONPath Support".
/// </summary>
internal sealed partial class JsonPath
{
    private readonly List<Func<JsonNode, IEnumerable<JsonNode?>>> _steps = [];

    private JsonPath()
    {
    }

    public static JsonPath Parse(string text)
    {
        var path = new JsonPath();
        var rest = text.Trim();
        rest = rest.StartsWith('$') ? rest[1..] : rest;
        while (rest.Length > 0)
        {
            var match = Step().Match(rest);
            if (!match.Success)
                throw new FormatException($"JSONPath '{text}' is not understood at '{rest}'");
            path._steps.Add(ToStep(match, text));
            rest = rest[match.Length..];
        }

        return path;
    }

    /// <summary>All values that the path finds.</summary>
    public IReadOnlyList<JsonNode> Find(JsonNode root)
    {
        IEnumerable<JsonNode> found = [root];
        foreach (var step in _steps)
            found = [.. found.SelectMany(step).OfType<JsonNode>()];
        return [.. found];
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> ToStep(Match match, string text)
    {
        if (match.Groups["member"].Success)
            return Member(match.Groups["member"].Value.Replace("\\.", ".", StringComparison.Ordinal));
        if (match.Groups["quoted"].Success)
            return Member(match.Groups["quoted"].Value);
        if (match.Groups["index"].Success)
            return Index(int.Parse(match.Groups["index"].Value, CultureInfo.InvariantCulture));
        if (match.Groups["all"].Success)
            return node => node switch { JsonArray list => list, JsonObject map => map.Select(pair => pair.Value), _ => [] };
        var field = Parse(match.Groups["field"].Value);
        if (!match.Groups["literal"].Success)
            return node => Elements(node).Where(item => item != null && field.Find(item).Count > 0);
        var literal = Literal(match.Groups["literal"].Value, text);
        var equal = match.Groups["op"].Value == "==";
        return node => Elements(node).Where(item => item != null && field.Find(item).Any(value => Display(value) == literal) == equal);
    }

    private static Func<JsonNode, IEnumerable<JsonNode?>> Member(string name) => node => [node.At(name)];

    private static Func<JsonNode, IEnumerable<JsonNode?>> Index(int index) => node =>
        node is JsonArray list && (index < 0 ? list.Count + index : index) is var i && i >= 0 && i < list.Count ? [list[i]] : [];

    private static IEnumerable<JsonNode?> Elements(JsonNode node) => node as JsonArray ?? Enumerable.Empty<JsonNode?>();

    private static string Literal(string text, string path) => text switch
    {
        ['"', .., '"'] or ['\'', .., '\''] => text[1..^1],
        "true" or "false" => text,
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => text,
        _ => throw new FormatException($"JSONPath '{path}': '{text}' is not a literal"),
    };

    /// <summary>A value as a printer shows it.</summary>
    public static string Display(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString(JsonNodes.Compact);

    [GeneratedRegex(
        """^(?:\.?\[\?\(\s*@(?<field>(?:\.(?:\\\.|[^.\s=!<>)\[\]])+)+)\s*(?:(?<op>==|!=)\s*(?<literal>"[^"]*"|'[^']*'|[^)\s]+)\s*)?\)\]|\.?\['(?<quoted>[^']*)'\]|\.?\["(?<quoted>[^"]*)"\]|\.?\[(?<index>-?\d+)\]|\.?\[(?<all>\*)\]|\.(?<all>\*)|\.(?<member>(?:\\\.|[^.\[\]])+))""",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Step();
}
