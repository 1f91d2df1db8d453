using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace PlatformOperator.Aws;

/// <summary>
/// The session of a role, renewed before it ends. The SDK's own class asks an STS of its choosing, whatever endpoint and region the other
/// clients have; this one is given it.
/// </summary>
/// <param name="sts">Makes an STS client with the operator's own credentials.</param>
/// <param name="identity">Role and external id.</param>
internal sealed class RoleCredentials(Func<IAmazonSecurityTokenService> sts, AwsIdentity identity) : RefreshingAWSCredentials
{
    /// <inheritdoc />
    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var client = sts();
        var answer = await client.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = identity.RoleArn, RoleSessionName = "platform-operator", ExternalId = identity.ExternalId });
        var session = answer.Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken), session.Expiration!.Value.ToUniversalTime());
    }
}
