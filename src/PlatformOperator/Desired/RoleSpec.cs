namespace PlatformOperator.Desired;

/// <summary>An IAM role with one inline policy, as it should be.</summary>
/// <param name="Owner">Whom the role belongs to.</param>
/// <param name="Name">Role name, at most 64 characters.</param>
/// <param name="Path">Path that starts and ends with a slash; the operator's own permissions end there.</param>
/// <param name="Description">Free text shown in the IAM console.</param>
/// <param name="TrustPolicy">Who may assume the role, JSON.</param>
/// <param name="PolicyName">Name of the inline policy.</param>
/// <param name="Policy">What the role may do, JSON.</param>
/// <param name="PermissionsBoundaryArn">ARN of the managed policy that bounds the role, or null when the installation sets none.</param>
/// <param name="Tags">All tags, the owner's included.</param>
public sealed record RoleSpec(
    Owner Owner, string Name, string Path, string Description, string TrustPolicy, string PolicyName, string Policy,
    string? PermissionsBoundaryArn, IReadOnlyDictionary<string, string> Tags) : ITagged;
