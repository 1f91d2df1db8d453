using System.Text.Json;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Policies;

/// <summary>How directly a statement names a caller; later is more direct.</summary>
internal enum PrincipalMatch
{
    None,

    /// <summary>By its account: the account's own IAM policies decide.</summary>
    Account,

    /// <summary>By its role, or as anyone: a permissions boundary still limits.</summary>
    Role,

    /// <summary>By the user or session itself.</summary>
    Exact,
}

/// <summary>The Principal member. Verified with the IAM user guide ("AWS JSON policy elements: Principal").</summary>
internal sealed record PrincipalSet(bool Anyone, IReadOnlyList<string> Aws, IReadOnlyList<string> Federated, IReadOnlyList<string> Services)
{
    public static PrincipalSet? Parse(JsonElement statement, string name)
    {
        if (!statement.TryGetProperty(name, out var json)) return null;
        if (json.ValueKind == JsonValueKind.String)
            return json.GetString() == "*" ? new PrincipalSet(true, [], [], [])
                : throw new PolicyFormatException("Invalid principal in policy");
        if (json.ValueKind != JsonValueKind.Object) throw new PolicyFormatException("Invalid principal in policy");
        foreach (var member in json.EnumerateObject())
            if (member.Name is not ("AWS" or "Federated" or "Service" or "CanonicalUser")) throw new PolicyFormatException("Invalid principal in policy");
        IReadOnlyList<string> Of(string kind) => Statement.Texts(json, kind) ?? [];
        var set = new PrincipalSet(Of("AWS").Contains("*"), [.. Of("AWS").Where(p => p != "*")], Of("Federated"), Of("Service"));
        foreach (var principal in set.Aws)
            if (!IsAccount(principal) && !principal.StartsWith("arn:aws:", StringComparison.Ordinal))
                throw new PolicyFormatException($"Invalid principal in policy: \"AWS\":\"{principal}\"");
        return set;
    }

    public PrincipalMatch Match(Caller caller)
    {
        var best = Anyone ? PrincipalMatch.Role : PrincipalMatch.None;
        if (caller.IsAnonymous) return best;
        foreach (var principal in Aws)
        {
            var match = principal == caller.Arn ? PrincipalMatch.Exact
                : principal == caller.RoleArn ? PrincipalMatch.Role
                : principal == caller.Account || principal == $"arn:aws:iam::{caller.Account}:root" ? PrincipalMatch.Account
                : PrincipalMatch.None;
            if (match > best) best = match;
        }

        return best;
    }

    /// <summary>The ARNs of users and roles that it names, for services that refuse principals which do not exist.</summary>
    public IEnumerable<string> RoleArns => Aws.Where(p => p.Contains(":role/", StringComparison.Ordinal));

    static bool IsAccount(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}
