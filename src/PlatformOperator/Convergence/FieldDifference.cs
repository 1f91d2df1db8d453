using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Convergence;

/// <summary>A field of an object that would change.</summary>
/// <param name="Field">Its path: <c>spec.stream.shards</c>.</param>
/// <param name="Before">Its value now, null where it has none.</param>
/// <param name="After">Its value then, null where it would have none.</param>
internal sealed record FieldDifference(string Field, JsonNode? Before, JsonNode? After)
{
    private const int LongestShown = 60;
    private const int MostShown = 6;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The fields of an object that would have another value.</summary>
    /// <param name="before">The object now.</param>
    /// <param name="after">What it should be; fields that it does not name stay.</param>
    /// <param name="areSame">Whether a value, the one that is wanted, and the name of their field amount to the same.</param>
    public static IEnumerable<FieldDifference> Between(JsonNode? before, JsonNode? after, Func<JsonNode?, JsonNode?, string, bool> areSame) =>
        Between(before, after, areSame, "", "");

    /// <summary>The fields of an object that would have another value, or none any more.</summary>
    public static IEnumerable<FieldDifference> Between(JsonNode? before, JsonNode? after) =>
        Between(before, after, (there, then, _) => JsonNode.DeepEquals(there, then)).Concat(Gone(before, after, ""));

    /// <summary>The differences in one sentence.</summary>
    public static string Sentence(IReadOnlyList<FieldDifference> differences) =>
        string.Join("; ", differences.Take(MostShown)) + (differences.Count > MostShown ? $"; and {differences.Count - MostShown} more" : "");

    /// <summary>The difference in words. Texts that nobody reads at a glance are left out.</summary>
    public override string ToString()
    {
        if (After is null)
            return $"{Field} taken out";
        var (before, after) = (Shown(Before), Shown(After));
        if (after is null || (Before is not null && before is null))
            return Before is null ? $"{Field} set" : $"{Field} changes";
        return before is null ? $"{Field} → {after}" : $"{Field} {before} → {after}";
    }

    private static IEnumerable<FieldDifference> Between(
        JsonNode? before, JsonNode? after, Func<JsonNode?, JsonNode?, string, bool> areSame, string path, string name)
    {
        if (areSame(before, after, name))
            return [];
        return (before, after) switch
        {
            (JsonObject there, JsonObject wanted) =>
                wanted.SelectMany(member => Between(there[member.Key], member.Value, areSame, Child(path, member.Key), member.Key)),
            (JsonArray there, JsonArray wanted) when there.Count == wanted.Count =>
                wanted.SelectMany((item, i) => Between(there[i], item, areSame, $"{path}[{i}]", name)),
            _ => [new FieldDifference(path, before, after)],
        };
    }

    private static IEnumerable<FieldDifference> Gone(JsonNode? before, JsonNode? after, string path) => (before, after) switch
    {
        (JsonObject there, JsonObject then) => there.SelectMany(member => Gone(member.Value, then[member.Key], Child(path, member.Key))),
        (not null, null) => [new FieldDifference(path, before, null)],
        _ => [],
    };

    private static string Child(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static string? Shown(JsonNode? value) => value?.ToJsonString(Readable) is { Length: <= LongestShown } text ? text.Trim('"') : null;
}
