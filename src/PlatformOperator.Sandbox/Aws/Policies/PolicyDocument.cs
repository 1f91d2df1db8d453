using System.Text.Json;

namespace PlatformOperator.Sandbox.Aws.Policies;

internal enum PolicyKind
{
    /// <summary>On a role: no Principal.</summary>
    Identity,

    /// <summary>On a bucket or key: Principal and Resource.</summary>
    Resource,

    /// <summary>A role's trust: Principal, no Resource.</summary>
    Trust,
}

/// <summary>Why a document is no policy.</summary>
internal sealed class PolicyFormatException(string message) : Exception(message);

/// <summary>A parsed IAM policy. Grammar verified with the IAM user guide ("Grammar of the IAM JSON policy language").</summary>
internal sealed record PolicyDocument(IReadOnlyList<Statement> Statements)
{
    public static PolicyDocument Parse(string json, PolicyKind kind)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Parse(document.RootElement, kind);
        }
        catch (JsonException error)
        {
            throw new PolicyFormatException($"Policies must be valid JSON: {error.Message}");
        }
    }

    static PolicyDocument Parse(JsonElement root, PolicyKind kind)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new PolicyFormatException("The policy is not a JSON object.");
        foreach (var member in root.EnumerateObject())
            if (member.Name is not ("Version" or "Id" or "Statement")) throw new PolicyFormatException($"Syntax errors in policy: unknown field {member.Name}.");
        if (root.TryGetProperty("Version", out var version) && version.GetString() is not ("2012-10-17" or "2008-10-17"))
            throw new PolicyFormatException("The policy must contain a valid version string");
        if (!root.TryGetProperty("Statement", out var statement)) throw new PolicyFormatException("Missing required field Statement");
        var statements = statement.ValueKind == JsonValueKind.Array ? [.. statement.EnumerateArray()] : new List<JsonElement> { statement };
        if (statements.Count == 0) throw new PolicyFormatException("Could not parse the policy: Statement is empty!");
        return new PolicyDocument([.. statements.Select(s => Statement.Parse(s, kind))]);
    }
}
