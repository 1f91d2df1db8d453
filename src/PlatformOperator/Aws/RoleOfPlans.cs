using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>
/// Takes a role of another name, one that may only look, in the account of a Tenant that names the operator's role there: whoever plans need not be able
/// to become the operator.
/// </summary>
/// <param name="sessions">Opens the sessions.</param>
/// <param name="roleName">Name of the role, with its path if it has one.</param>
internal sealed class RoleOfPlans(IAwsSessions sessions, string roleName) : IAwsSessions
{
    /// <inheritdoc />
    public Task<AwsSession> OpenAsync(AwsIdentity identity, CancellationToken cancellationToken) => sessions.OpenAsync(
        identity.RoleArn is null ? identity : identity with { RoleArn = Arns.Iam(identity.Region, identity.AccountId, "role/" + roleName) }, cancellationToken);
}
