using System.Collections.Concurrent;
using Amazon;
using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;

namespace PlatformOperator.Aws;

/// <summary>
/// Makes and keeps the clients per identity. Fails closed: before any other call <c>GetCallerIdentity</c> must name the account that the Tenant
/// names, and a failure is not remembered.
/// </summary>
/// <param name="access">How to reach AWS.</param>
/// <param name="time">The clock.</param>
public sealed class AwsSessions(AwsAccess access, TimeProvider time)
{
    private static readonly TimeSpan VerifyAgainAfter = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<AwsIdentity, (AwsSession Session, DateTimeOffset Verified)> sessions = new();
    private readonly ConcurrentDictionary<(string AccountId, string Region, string Family), CallLimiter> limiters = new();

    /// <summary>The clients of an identity.</summary>
    /// <exception cref="IdentityMismatchException">The credentials lead into another account.</exception>
    public async Task<AwsSession> OpenAsync(AwsIdentity identity, CancellationToken cancellationToken)
    {
        if (sessions.TryGetValue(identity, out var known) && time.GetUtcNow() - known.Verified < VerifyAgainAfter)
            return known.Session;
        var credentials = Credentials(identity);
        using var sts = Sts(credentials, identity);
        var caller = await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken);
        if (caller.Account != identity.AccountId)
            throw new IdentityMismatchException(identity, caller.Account);
        var session = known.Session is { } open && open.PrincipalArn == caller.Arn ? open : Open(identity, caller.Arn, credentials);
        sessions[identity] = (session, time.GetUtcNow());
        return session;
    }

    private AwsSession Open(AwsIdentity identity, string principalArn, AWSCredentials credentials) => new(
        identity, principalArn,
        new LimitedKms(credentials, Configure(new AmazonKeyManagementServiceConfig(), identity), Limiter(identity, CallLimits.Kms)),
        new LimitedS3(credentials, ConfigureS3(identity), Limiter(identity, CallLimits.S3)),
        new LimitedKinesis(credentials, Configure(new AmazonKinesisConfig(), identity), Limiter(identity, CallLimits.Kinesis)),
        new LimitedElastiCache(credentials, Configure(new AmazonElastiCacheConfig(), identity), Limiter(identity, CallLimits.ElastiCache)),
        new LimitedIam(credentials, Configure(new AmazonIdentityManagementServiceConfig(), identity), Limiter(identity, CallLimits.Iam)),
        new LimitedTagging(credentials, Configure(new AmazonResourceGroupsTaggingAPIConfig(), identity), Limiter(identity, CallLimits.Tagging)));

    /// <summary>Two Tenants in one account and region share its quotas, and so its limiter, whatever role they use.</summary>
    private CallLimiter Limiter(AwsIdentity identity, CallLimits limits) =>
        limiters.GetOrAdd((identity.AccountId, identity.Region, limits.Family), _ => new CallLimiter(limits, time));

    private AWSCredentials Credentials(AwsIdentity identity)
    {
        var own = access.Credentials ?? DefaultAWSCredentialsIdentityResolver.GetCredentials(new AmazonSecurityTokenServiceConfig());
        return identity.RoleArn is null ? own : new RoleCredentials(() => Sts(own, identity), identity);
    }

    private ClockedSts Sts(AWSCredentials credentials, AwsIdentity identity) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), identity), time);

    private TConfig Configure<TConfig>(TConfig config, AwsIdentity identity)
        where TConfig : ClientConfig
    {
        if (access.Endpoint is { } endpoint)
            config.ServiceURL = endpoint.ToString();
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(identity.Region);
        // An endpoint of one's own, by AWS_ENDPOINT_URL too, does not say what region to sign for.
        if (config.ServiceURL is not null)
            config.AuthenticationRegion = identity.Region;
        // The work queue backs off for ever; the SDK's own retries only smooth over single lost calls.
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 2;
        config.Timeout = TimeSpan.FromSeconds(30);
        return config;
    }

    private AmazonS3Config ConfigureS3(AwsIdentity identity)
    {
        var config = Configure(new AmazonS3Config(), identity);
        // An endpoint of one's own has no DNS entry per bucket.
        config.ForcePathStyle = config.ServiceURL is not null;
        return config;
    }
}
