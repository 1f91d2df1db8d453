using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3.Internal;
using Amazon.SecurityToken;

namespace PlatformOperator.Aws;

/// <summary>The SDK's pause before a retry, on the operator's clock: a random share of 1 s, then of 2 s.</summary>
internal static class RetryPause
{
    public static Task WaitAsync(IRequestContext request, TimeProvider time) =>
        Task.Delay(TimeSpan.FromSeconds(Math.Pow(2, request.Retries - 1) * Random.Shared.NextDouble()), time, request.CancellationToken);
}

/// <summary>The SDK's retries, with their pauses on the operator's clock.</summary>
internal sealed class ClockedRetryPolicy(IClientConfig config, TimeProvider time) : StandardRetryPolicy(config)
{
    private readonly TimeProvider time = time;

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) =>
        RetryPause.WaitAsync(executionContext.RequestContext, time);
}

/// <summary>The same for S3, whose policy also follows buckets into their regions.</summary>
internal sealed class S3RetryPolicy(IClientConfig config, TimeProvider time) : AmazonS3StandardRetryPolicy(config)
{
    private readonly TimeProvider time = time;

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext) =>
        RetryPause.WaitAsync(executionContext.RequestContext, time);
}

/// <summary>STS with these retries; it has no quota that a limiter would have to mind.</summary>
internal sealed class ClockedSts(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, TimeProvider time) : AmazonSecurityTokenServiceClient(credentials, config)
{
    private readonly TimeProvider time = time;

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new ClockedRetryPolicy(Config, time)));
        pipeline.AddHandler(new NetworkFailureHandler());
    }
}
