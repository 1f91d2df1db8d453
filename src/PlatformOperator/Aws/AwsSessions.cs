using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace PlatformOperator.Aws;

/// <summary>
/// Makes and keeps the clients per identity. Fails closed: before any other call <c>GetCallerIdentity</c> must name the account that the Tenant
/// names, and a failure is not remembered.
/// </summary>
/// <param name="access">How to reach AWS.</param>
/// <param name="time">The clock.</param>
public sealed class AwsSessions(AwsAccess access, TimeProvider time) : IAwsSessions
{
    private static readonly TimeSpan VerifyAgainAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<AwsIdentity, (AwsSession Session, DateTimeOffset Verified)> sessions = new();
    private readonly AwsClients clients = new(access, time);

    /// <inheritdoc />
    public async Task<AwsSession> OpenAsync(AwsIdentity identity, CancellationToken cancellationToken)
    {
        if (sessions.TryGetValue(identity, out var known) && time.GetUtcNow() - known.Verified < VerifyAgainAfter)
            return known.Session;
        var credentials = Credentials(identity);
        using var sts = clients.Sts(credentials, identity);
        var caller = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        if (caller.Account != identity.AccountId)
            throw new IdentityMismatchException(identity, caller.Account);
        var session = known.Session is { } open && open.PrincipalArn == caller.Arn ? open : clients.Open(identity, caller.Arn, credentials);
        sessions[identity] = (session, time.GetUtcNow());
        return session;
    }

    private AWSCredentials Credentials(AwsIdentity identity)
    {
        var own = access.Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(new AmazonSecurityTokenServiceConfig());
        return identity.RoleArn is null ? own : new RoleCredentials(() => clients.Sts(own, identity), identity);
    }
}
