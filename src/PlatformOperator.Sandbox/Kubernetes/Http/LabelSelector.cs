using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// A label selector as in the query <c>labelSelector</c>: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>. Verified against the Kubernetes documentation,
/// "Labels and Selectors".
/// </summary>
internal sealed partial class LabelSelector
{
    private readonly List<Requirement> _requirements;

    private LabelSelector(List<Requirement> requirements) => _requirements = requirements;

    public bool IsEmpty => _requirements.Count == 0;

    public static LabelSelector Parse(string? text)
    {
        var requirements = new List<Requirement>();
        foreach (var term in Split(text ?? ""))
        {
            var match = Term().Match(term);
            if (!match.Success)
                throw Errors.BadRequest($"unable to parse requirement: found '{term}', expected: identifier");
            requirements.Add(ToRequirement(match));
        }

        return new LabelSelector(requirements);
    }

    /// <summary>Reads a metav1.LabelSelector (<c>matchLabels</c>, <c>matchExpressions</c>).</summary>
    public static LabelSelector From(JsonObject? selector)
    {
        var requirements = selector.Entries("matchLabels").Select(pair => new Requirement(pair.Key, "in", [pair.Value])).ToList();
        foreach (var expression in selector.Maps("matchExpressions"))
            requirements.Add(
                new Requirement(expression.Text("key") ?? "", (expression.Text("operator") ?? "").ToLowerInvariant(), [.. expression.Texts("values")]));
        return new LabelSelector(requirements);
    }

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.TrueForAll(requirement => requirement.Matches(labels));

    private static IEnumerable<string> Split(string text) =>
        Comma().Split(text).Select(term => term.Trim()).Where(term => term.Length > 0);

    private static Requirement ToRequirement(Match match)
    {
        var key = match.Groups["key"].Value;
        if (match.Groups["set"].Success)
        {
            var values = match.Groups["values"].Value.Split(',').Select(value => value.Trim());
            return new Requirement(key, match.Groups["set"].Value, [.. values]);
        }

        if (match.Groups["op"].Success)
            return new Requirement(key, match.Groups["op"].Value == "!=" ? "notin" : "in", [match.Groups["value"].Value]);
        return new Requirement(key, match.Groups["not"].Success ? "doesnotexist" : "exists", []);
    }

    // Commas inside parentheses belong to a set.
    [GeneratedRegex(@",(?![^(]*\))", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comma();

    [GeneratedRegex(
        @"^(?:(?<not>!)\s*)?(?<key>[A-Za-z0-9][-A-Za-z0-9_./]*)(?:\s+(?<set>in|notin)\s*\((?<values>[^)]*)\)|\s*(?<op>==|=|!=)\s*(?<value>[-A-Za-z0-9_.]*))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Term();

    private sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values)
    {
        public bool Matches(IReadOnlyDictionary<string, string> labels) => Operator switch
        {
            "in" => labels.TryGetValue(Key, out var value) && Values.Contains(value),
            "notin" => !labels.TryGetValue(Key, out var value) || !Values.Contains(value),
            "exists" => labels.ContainsKey(Key),
            "doesnotexist" => !labels.ContainsKey(Key),
            _ => false,
        };
    }
}
