using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Iam;

/// <summary>A policy document as it was given, with its meaning.</summary>
internal sealed record PolicyText(string Json, PolicyDocument Document);

/// <summary>A role.</summary>
internal sealed class Role(string name, string path, string arn, string id, DateTimeOffset created)
{
    public string Name => name;

    public string Path => path;

    public string Arn => arn;

    public string Id => id;

    public DateTimeOffset Created => created;

    public required PolicyText Trust { get; set; }

    public string? Description { get; set; }

    public int MaxSessionDuration { get; set; } = 3600;

    public string? BoundaryArn { get; set; }

    public SortedDictionary<string, PolicyText> Inline { get; } = new(StringComparer.Ordinal);

    public SortedSet<string> Attached { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}

/// <summary>A customer managed policy; only its first version exists.</summary>
internal sealed record ManagedPolicy(string Name, string Path, string Arn, string Id, PolicyText Text, string? Description,
    DateTimeOffset Created)
{
    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);
}

/// <summary>One account's roles (by lower-case name, since IAM compares names without case) and policies (by ARN).</summary>
internal sealed class IamAccount
{
    /// <summary>The one AWS managed policy that the sandbox knows.</summary>
    public const string AdministratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";

    static readonly PolicyDocument Everything =
        PolicyDocument.Parse("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""", PolicyKind.Identity);

    public SortedDictionary<string, Role> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    public SortedDictionary<string, ManagedPolicy> Policies { get; } = new(StringComparer.Ordinal);

    public PolicyDocument? Managed(string arn) =>
        arn == AdministratorAccess ? Everything : Policies.TryGetValue(arn, out var policy) ? policy.Text.Document : null;
}
