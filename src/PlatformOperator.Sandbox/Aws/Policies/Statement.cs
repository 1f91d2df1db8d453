using System.Text.Json;

namespace PlatformOperator.Sandbox.Aws.Policies;

/// <summary>One statement; null lists are absent members.</summary>
internal sealed record Statement(bool Allows, PrincipalSet? Principal, PrincipalSet? NotPrincipal, IReadOnlyList<string>? Action,
    IReadOnlyList<string>? NotAction, IReadOnlyList<string>? Resource, IReadOnlyList<string>? NotResource,
        IReadOnlyList<Condition> Conditions)
{
    static readonly HashSet<string> Members = new(StringComparer.Ordinal)
    {
        "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition",
    };

    public static Statement Parse(JsonElement json, PolicyKind kind)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new PolicyFormatException("A statement is not a JSON object.");
        foreach (var member in json.EnumerateObject())
            if (!Members.Contains(member.Name)) throw new PolicyFormatException($"Syntax errors in policy: unknown field {member.Name}.");
        var statement = new Statement(Effect(json), PrincipalSet.Parse(json, "Principal"), PrincipalSet.Parse(json, "NotPrincipal"),
            Texts(json, "Action"), Texts(json, "NotAction"), Texts(json, "Resource"), Texts(json, "NotResource"), Condition.ParseAll(json));
        statement.Check(kind);
        return statement;
    }

    public bool MatchesAction(string action) => Action is not null
        ? Action.Any(p => Wildcard.Matches(p, action, ignoreCase: true))
        : !NotAction!.Any(p => Wildcard.Matches(p, action, ignoreCase: true));

    public bool MatchesResource(string resource, AccessContext context) => (Resource, NotResource) switch
    {
        ({ } patterns, _) => patterns.Any(p => Wildcard.Matches(context.Substitute(p), resource)),
        (_, { } patterns) => !patterns.Any(p => Wildcard.Matches(context.Substitute(p), resource)),
        _ => true,
    };

    public bool MeetsConditions(AccessContext context) => Conditions.All(c => c.IsMet(context));

    void Check(PolicyKind kind)
    {
        if ((Action is null) == (NotAction is null)) throw new PolicyFormatException("Policy statement must contain actions.");
        foreach (var action in (Action ?? NotAction)!)
            if (action != "*" && !action.Contains(':', StringComparison.Ordinal))
                throw new PolicyFormatException("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        var hasPrincipal = Principal is not null || NotPrincipal is not null;
        var hasResource = Resource is not null || NotResource is not null;
        if (kind == PolicyKind.Identity && hasPrincipal) throw new PolicyFormatException("Policy document should not specify a principal.");
        if (kind != PolicyKind.Identity && !hasPrincipal) throw new PolicyFormatException("Missing required field Principal");
        if (kind == PolicyKind.Trust && hasResource) throw new PolicyFormatException("Has prohibited field Resource");
        if (kind != PolicyKind.Trust && !hasResource) throw new PolicyFormatException("Policy statement must contain resources.");
        foreach (var resource in Resource ?? NotResource ?? [])
            if (resource != "*" && !resource.StartsWith("arn:", StringComparison.Ordinal))
                throw new PolicyFormatException($"Resource {resource} must be in ARN format or \"*\".");
    }

    static bool Effect(JsonElement json) => json.TryGetProperty("Effect", out var effect) ? effect.GetString() switch
    {
        "Allow" => true,
        "Deny" => false,
        var other => throw new PolicyFormatException($"Invalid effect: {other}"),
    } : throw new PolicyFormatException("Missing required field Effect");

    internal static IReadOnlyList<string>? Texts(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? Texts(value)
        : null;

    internal static IReadOnlyList<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Texts)],
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Number => [value.GetRawText()],
        _ => throw new PolicyFormatException("Syntax errors in policy."),
    };
}
