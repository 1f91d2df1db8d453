using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>Who calls.</summary>
/// <param name="Account">12 digits.</param>
/// <param name="Arn">What GetCallerIdentity says: a user, or an assumed-role session.</param>
/// <param name="UserId">Unique id; for a session, role id and session name.</param>
internal sealed record Caller(string Account, string Arn, string UserId)
{
    /// <summary>ARN of the role whose policies bind this session; null for users.</summary>
    public string? RoleArn { get; init; }

    /// <summary>What a user may do that has policies; those of a role are asked of IAM.</summary>
    public IReadOnlyList<PolicyDocument> Policies { get; init; } = [];

    /// <summary>True for users without policies, and for sessions of roles in accounts whose roles are not modelled.</summary>
    public bool Unrestricted { get; init; } = true;

    public bool IsAnonymous => Account.Length == 0;

    /// <summary>Someone who sent no credentials.</summary>
    public static Caller Anonymous { get; } = new("", "", "anonymous") { Unrestricted = false };

    public static Caller User(string arn) => new(Core.Arn.Account(arn), arn, "AIDA" + Ids.Stable(arn, 17));
}

/// <summary>Temporary credentials that STS gave out.</summary>
internal sealed record Session(Caller Caller, string AccessKeyId, string SecretAccessKey, string Token, DateTimeOffset Expires);
