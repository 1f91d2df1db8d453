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
/// The clients with a limiter in their pipeline. A client builds its pipeline inside its base constructor, before any field of the subclass is set
/// by a constructor body; a primary constructor's captured parameter is set earlier, which is why these are written so.
/// </summary>
/// <remarks>
/// No retries here: CreateKey has no token, and repeated after a lost answer it makes a second key (the SDK repeats that case even with
/// MaxErrorRetry 0). The next pass looks for the first key instead.
/// </remarks>
internal sealed class LimitedKms(AWSCredentials credentials, AmazonKeyManagementServiceConfig config, CallLimiter limiter)
    : AmazonKeyManagementServiceClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new CallLimiterHandler(limiter));
    }
}

/// <inheritdoc cref="LimitedKms" />
internal sealed class LimitedS3(AWSCredentials credentials, AmazonS3Config config, CallLimiter limiter) : AmazonS3Client(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new S3RetryPolicy(Config, limiter.Time)));
        pipeline.AddHandlerAfter<RetryHandler>(new CallLimiterHandler(limiter));
    }
}

/// <inheritdoc cref="LimitedKms" />
internal sealed class LimitedKinesis(AWSCredentials credentials, AmazonKinesisConfig config, CallLimiter limiter) : AmazonKinesisClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockedRetryPolicy(Config, limiter.Time)));
        pipeline.AddHandlerAfter<RetryHandler>(new CallLimiterHandler(limiter));
    }
}

/// <inheritdoc cref="LimitedKms" />
internal sealed class LimitedElastiCache(AWSCredentials credentials, AmazonElastiCacheConfig config, CallLimiter limiter) : AmazonElastiCacheClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockedRetryPolicy(Config, limiter.Time)));
        pipeline.AddHandlerAfter<RetryHandler>(new CallLimiterHandler(limiter));
    }
}

/// <inheritdoc cref="LimitedKms" />
internal sealed class LimitedIam(AWSCredentials credentials, AmazonIdentityManagementServiceConfig config, CallLimiter limiter) : AmazonIdentityManagementServiceClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockedRetryPolicy(Config, limiter.Time)));
        pipeline.AddHandlerAfter<RetryHandler>(new CallLimiterHandler(limiter));
    }
}

/// <inheritdoc cref="LimitedKms" />
internal sealed class LimitedTagging(AWSCredentials credentials, AmazonResourceGroupsTaggingAPIConfig config, CallLimiter limiter) : AmazonResourceGroupsTaggingAPIClient(credentials, config)
{
    private readonly CallLimiter limiter = limiter;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockedRetryPolicy(Config, limiter.Time)));
        pipeline.AddHandlerAfter<RetryHandler>(new CallLimiterHandler(limiter));
    }
}
