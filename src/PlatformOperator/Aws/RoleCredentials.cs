using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace PlatformOperator.Aws;

/// <summary>
/// Sessions of the role that a Tenant names. The SDK's own class for this asks the STS that the environment points to, which is another one than
/// the operator's where that has an endpoint of its own, and may be that of another region or partition.
/// </summary>
internal sealed class RoleCredentials : RefreshingAWSCredentials
{
    private readonly AWSCredentials own;
    private readonly AwsIdentity identity;
    private readonly AmazonSecurityTokenServiceConfig config;

    public RoleCredentials(AWSCredentials own, AwsIdentity identity, AmazonSecurityTokenServiceConfig config)
    {
        (this.own, this.identity, this.config) = (own, identity, config);
        PreemptExpiryTime = TimeSpan.FromMinutes(5);
    }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        using var sts = new AmazonSecurityTokenServiceClient(own, config);
        var answer = await sts.AssumeRoleAsync(
            new AssumeRoleRequest { RoleArn = identity.RoleArn, RoleSessionName = "platform-operator", ExternalId = identity.ExternalId });
        var session = answer.Credentials;
        return new CredentialsRefreshState(
            new ImmutableCredentials(session.AccessKeyId, session.SecretAccessKey, session.SessionToken), session.Expiration!.Value.ToUniversalTime());
    }
}
