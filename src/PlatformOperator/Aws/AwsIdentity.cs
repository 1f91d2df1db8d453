namespace PlatformOperator.Aws;

/// <summary>As whom and where the operator works for a tenant.</summary>
/// <param name="AccountId">The account that the calls must land in, twelve digits.</param>
/// <param name="Region">Region name, for instance <c>eu-west-1</c>.</param>
/// <param name="RoleArn">Role to assume, or null to use the operator's own credentials.</param>
/// <param name="ExternalId">External id that the role's trust policy asks for, or null.</param>
public sealed record AwsIdentity(string AccountId, string Region, string? RoleArn, string? ExternalId);
