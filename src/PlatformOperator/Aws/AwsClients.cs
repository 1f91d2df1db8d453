using System.Collections.Concurrent;
using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;

namespace PlatformOperator.Aws;

/// <summary>Makes AWS clients that keep to the limits of their account and region.</summary>
/// <param name="access">How to reach AWS.</param>
/// <param name="time">The clock.</param>
internal sealed class AwsClients(AwsAccess access, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string AccountId, string Region, string Family), CallLimiter> limiters = new();

    /// <summary>The clients of an identity that was verified.</summary>
    public AwsSession Open(AwsIdentity identity, string principalArn, AWSCredentials credentials) => new(
        identity, principalArn,
        new LimitedKms(credentials, Configure(new AmazonKeyManagementServiceConfig(), identity), Limiter(identity, CallLimits.Kms)),
        new LimitedS3(credentials, ConfigureS3(identity), Limiter(identity, CallLimits.S3)),
        new LimitedKinesis(credentials, Configure(new AmazonKinesisConfig(), identity), Limiter(identity, CallLimits.Kinesis)),
        new LimitedElastiCache(credentials, Configure(new AmazonElastiCacheConfig(), identity), Limiter(identity, CallLimits.ElastiCache)),
        new LimitedIam(credentials, Configure(new AmazonIdentityManagementServiceConfig(), identity), Limiter(identity, CallLimits.Iam)),
        new LimitedTagging(credentials, Configure(new AmazonResourceGroupsTaggingAPIConfig(), identity), Limiter(identity, CallLimits.Tagging)));

    /// <summary>STS in the identity's region.</summary>
    public ClockedSts Sts(AWSCredentials credentials, AwsIdentity identity) =>
        new(credentials, Configure(new AmazonSecurityTokenServiceConfig(), identity), time);

    /// <summary>Two Tenants in one account and region share its quotas, and so its limiter, whatever role they use.</summary>
    private CallLimiter Limiter(AwsIdentity identity, CallLimits limits) =>
        limiters.GetOrAdd((identity.AccountId, identity.Region, limits.Family), _ => new CallLimiter(limits, time) { Guard = access.Guard });

    private TConfig Configure<TConfig>(TConfig config, AwsIdentity identity)
        where TConfig : ClientConfig
    {
        // The work queue backs off for ever; the SDK's own retries only smooth over single lost calls.
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = 2;
        config.Timeout = TimeSpan.FromSeconds(30);
        return config.At(access, identity.Region);
    }

    private AmazonS3Config ConfigureS3(AwsIdentity identity)
    {
        var config = Configure(new AmazonS3Config(), identity);
        // An endpoint of one's own has no DNS entry per bucket.
        config.ForcePathStyle = config.ServiceURL is not null;
        return config;
    }
}
