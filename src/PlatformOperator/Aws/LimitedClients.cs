using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace PlatformOperator.Aws;

/// <summary>
/// What the clients' pipelines have in common. Each builds its own within the constructor of its base class, which is after its fields are
/// initialized and before any constructor body of its own: the limiter must be such a field.
/// </summary>
internal static class LimitedPipeline
{
    /// <summary>Paces the calls and their retries.</summary>
    public static void Limit(this RuntimePipeline pipeline, RetryPolicy retries, CallLimiter limiter)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(retries));
        pipeline.AddHandlerAfter<RetryHandler>(new CallLimiterHandler(limiter));
        pipeline.AddHandler(new NetworkFailureHandler());
    }
}

/// <summary>
/// KMS without retries: CreateKey has no token, and repeated after a lost answer it makes a second key (the SDK repeats that case even with
/// MaxErrorRetry 0). The next pass looks for the first key instead.
/// </summary>
internal sealed class LimitedKms(AWSCredentials credentials, AmazonKeyManagementServiceConfig config, CallLimiter limiter)
    : AmazonKeyManagementServiceClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new CallLimiterHandler(limiter));
        pipeline.AddHandler(new NetworkFailureHandler());
    }
}

/// <summary>S3.</summary>
internal sealed class LimitedS3(AWSCredentials credentials, AmazonS3Config config, CallLimiter limiter) : AmazonS3Client(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.Limit(new S3RetryPolicy(Config, limiter.Time), limiter);
    }
}

/// <summary>Kinesis.</summary>
internal sealed class LimitedKinesis(AWSCredentials credentials, AmazonKinesisConfig config, CallLimiter limiter) : AmazonKinesisClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.Limit(new ClockedRetryPolicy(Config, limiter.Time), limiter);
    }
}

/// <summary>ElastiCache.</summary>
internal sealed class LimitedElastiCache(AWSCredentials credentials, AmazonElastiCacheConfig config, CallLimiter limiter) : AmazonElastiCacheClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.Limit(new ClockedRetryPolicy(Config, limiter.Time), limiter);
    }
}

/// <summary>IAM.</summary>
internal sealed class LimitedIam(AWSCredentials credentials, AmazonIdentityManagementServiceConfig config, CallLimiter limiter)
    : AmazonIdentityManagementServiceClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.Limit(new ClockedRetryPolicy(Config, limiter.Time), limiter);
    }
}

/// <summary>The search for tagged resources.</summary>
internal sealed class LimitedTagging(AWSCredentials credentials, AmazonResourceGroupsTaggingAPIConfig config, CallLimiter limiter)
    : AmazonResourceGroupsTaggingAPIClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.Limit(new ClockedRetryPolicy(Config, limiter.Time), limiter);
    }
}
