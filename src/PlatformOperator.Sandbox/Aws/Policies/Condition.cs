using System.Globalization;
using System.Text.Json;

namespace PlatformOperator.Sandbox.Aws.Policies;

/// <summary>
/// One operator on one key. Verified with the IAM user guide ("IAM JSON policy elements: Condition operators" and "… multiple
/// context keys"): values are alternatives; negated operators are met by an absent key; IfExists is met by an absent key.
/// </summary>
internal sealed record Condition(string Operator, string Key, IReadOnlyList<string> Values, bool IfExists, string? Quantifier)
{
    static readonly Dictionary<string, Func<string, string, bool>> Operators = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (wanted, actual) => wanted == actual,
        ["StringEqualsIgnoreCase"] = (wanted, actual) => wanted.Equals(actual, StringComparison.OrdinalIgnoreCase),
        ["StringLike"] = (wanted, actual) => Wildcard.Matches(wanted, actual),
        ["ArnEquals"] = (wanted, actual) => Wildcard.Matches(wanted, actual),
        ["ArnLike"] = (wanted, actual) => Wildcard.Matches(wanted, actual),
        ["Bool"] = (wanted, actual) => wanted.Equals(actual, StringComparison.OrdinalIgnoreCase),
        ["NumericEquals"] = (wanted, actual) => Number(wanted) == Number(actual),
        ["NumericLessThan"] = (wanted, actual) => Number(actual) < Number(wanted),
        ["NumericLessThanEquals"] = (wanted, actual) => Number(actual) <= Number(wanted),
        ["NumericGreaterThan"] = (wanted, actual) => Number(actual) > Number(wanted),
        ["NumericGreaterThanEquals"] = (wanted, actual) => Number(actual) >= Number(wanted),
        ["IpAddress"] = (wanted, actual) => wanted.Split('/')[0] == actual || wanted.EndsWith("/0", StringComparison.Ordinal),
    };

    public static IReadOnlyList<Condition> ParseAll(JsonElement statement)
    {
        if (!statement.TryGetProperty("Condition", out var json)) return [];
        if (json.ValueKind != JsonValueKind.Object) throw new PolicyFormatException("Syntax errors in policy: Condition is no object.");
        var conditions = new List<Condition>();
        foreach (var block in json.EnumerateObject())
        {
            if (block.Value.ValueKind != JsonValueKind.Object) throw new PolicyFormatException("Syntax errors in policy: Condition.");
            foreach (var key in block.Value.EnumerateObject()) conditions.Add(Parse(block.Name, key.Name, Statement.Texts(key.Value)));
        }

        return conditions;
    }

    public bool IsMet(AccessContext context)
    {
        var actual = context[Key];
        if (Operator == "Null") return Values.Any(v => bool.Parse(v) == (actual is null || actual.Count == 0));
        var negated = Negated(Operator, out var basic);
        if (actual is null) return IfExists || negated || Quantifier == "ForAllValues";
        var matches = Operators[basic];
        bool Any(string value) => Values.Any(v => matches(context.Substitute(v), value));
        return Quantifier switch
        {
            "ForAllValues" => actual.All(a => Any(a) != negated),
            "ForAnyValue" => actual.Any(a => Any(a) != negated),
            _ => actual.Any(Any) != negated,
        };
    }

    static Condition Parse(string name, string key, IReadOnlyList<string> values)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var quantifier = colon < 0 ? null : name[..colon];
        var op = name[(colon + 1)..];
        var ifExists = op.EndsWith("IfExists", StringComparison.Ordinal);
        if (ifExists) op = op[..^"IfExists".Length];
        Negated(op, out var basic);
        if (quantifier is not (null or "ForAllValues" or "ForAnyValue") || (op != "Null" && !Operators.ContainsKey(basic)))
            throw new PolicyFormatException($"Invalid Condition type : {name}.");
        if (op is "Null" or "Bool" && !values.All(v => bool.TryParse(v, out _)))
            throw new PolicyFormatException($"Invalid value for {op} on {key}: true or false is expected.");
        if (!key.Contains(':', StringComparison.Ordinal)) throw new PolicyFormatException($"Conditions must be prefaced by a vendor: {key}");
        return new Condition(op, key, values, ifExists, quantifier);
    }

    static bool Negated(string op, out string basic)
    {
        var not = op.IndexOf("Not", StringComparison.Ordinal);
        basic = not < 0 ? op : op.Remove(not, 3);
        return not >= 0;
    }

    static decimal? Number(string text) => decimal.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
