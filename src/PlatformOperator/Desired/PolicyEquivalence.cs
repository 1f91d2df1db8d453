using System.Text.Json;
using System.Text.Json.Nodes;

namespace PlatformOperator.Desired;

public static partial class Policies
{
    private const string OldestVersion = "2008-10-17";

    /// <summary>
    /// Whether two policy documents mean the same. AWS gives a policy back in another form than it took: a list of one as a text, lists in
    /// another order, an account as its root's ARN. Anything that is no policy is equivalent only to the same text.
    /// </summary>
    public static bool AreEquivalent(string a, string b)
    {
        if (string.Equals(a, b, StringComparison.Ordinal))
            return true;
        return Canonical(a) is { } first && Canonical(b) is { } second && string.Equals(first, second, StringComparison.Ordinal);
    }

    private static string? Canonical(string text)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
        if (node is not JsonObject policy || policy["Statement"] is not { } statements)
            return null;

        var canonical = statements is JsonArray list ? list : [statements.DeepClone()];
        return new JsonObject
        {
            ["Version"] = policy["Version"]?.ToString() ?? OldestVersion,
            ["Statement"] = Sorted(canonical.Select(Statement)),
        }.ToJsonString();
    }

    private static JsonNode Statement(JsonNode? node)
    {
        if (node is not JsonObject statement)
            return node?.DeepClone() ?? new JsonObject();
        var result = new JsonObject();
        foreach (var (name, value) in statement.OrderBy(member => member.Key, StringComparer.Ordinal))
        {
            result[name] = name switch
            {
                "Principal" or "NotPrincipal" => Principal(value),
                "Action" or "NotAction" => Set(value, text => text.ToLowerInvariant()),
                "Resource" or "NotResource" => Set(value),
                "Condition" => Members(value, test => test, keys => Members(keys, key => key.ToLowerInvariant(), values => Set(values))),
                _ => value?.DeepClone(),
            };
        }
        return result;
    }

    private static JsonNode? Principal(JsonNode? value) =>
        value is JsonObject
            ? Members(value, kind => kind, names => Set(names, AccountOfRoot))
            : new JsonObject { ["AWS"] = Set(value) };

    /// <summary>An account's root as the account's twelve digits, the shorter of its two spellings.</summary>
    private static string AccountOfRoot(string principal) =>
        principal.Split(':') is ["arn", _, "iam", "", { Length: 12 } account, "root"] ? account : principal;

    private static JsonNode? Members(JsonNode? value, Func<string, string> name, Func<JsonNode?, JsonNode?> member)
    {
        if (value is not JsonObject members)
            return value?.DeepClone();
        var result = new JsonObject();
        foreach (var (key, inner) in members.OrderBy(inner => name(inner.Key), StringComparer.Ordinal))
            result[name(key)] = member(inner);
        return result;
    }

    private static JsonArray Set(JsonNode? value, Func<string, string>? spelling = null)
    {
        var values = value is JsonArray list ? list.AsEnumerable() : [value];
        return Sorted(values
            .Select(item => item?.ToString() ?? "")
            .Select(text => spelling is null ? text : spelling(text))
            .Distinct(StringComparer.Ordinal)
            .Select(text => (JsonNode)JsonValue.Create(text)));
    }

    private static JsonArray Sorted(IEnumerable<JsonNode> nodes) => [.. nodes.OrderBy(node => node.ToJsonString(), StringComparer.Ordinal)];
}
