using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace PlatformOperator.Aws;

/// <summary>Paces the calls of one API family in one account and region; reads and writes apart, since their quotas differ by orders of magnitude.</summary>
/// <param name="limits">The rates to keep to.</param>
public sealed class CallLimiter(CallLimits limits)
{
    private static readonly Meter Meter = new(Convergence.Drift.MeterName);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>("dataplatform_aws_calls_total", description: "Calls made to AWS, by service, operation and outcome.");

    private readonly TokenBucketRateLimiter reads = Bucket(limits.ReadsPerSecond);
    private readonly TokenBucketRateLimiter writes = Bucket(limits.WritesPerSecond);

    /// <summary>Waits until a call may be made.</summary>
    public async Task WaitAsync(string operation, CancellationToken cancellationToken)
    {
        using var lease = await (IsRead(operation) ? reads : writes).AcquireAsync(1, cancellationToken);
        if (!lease.IsAcquired)
            throw new AmazonClientException($"More than {int.MaxValue} calls wait for {limits.Family}.");
    }

    /// <summary>Counts a call that was made.</summary>
    public void Count(string operation, string outcome) =>
        Calls.Add(1, new("service", limits.Family), new("operation", operation), new("outcome", outcome));

    private static bool IsRead(string operation) =>
        operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal)
        || operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Head", StringComparison.Ordinal);

    private static TokenBucketRateLimiter Bucket(int perSecond) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = perSecond,
        TokensPerPeriod = Math.Max(1, perSecond / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, perSecond / 10) / (double)perSecond),
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}

/// <summary>Puts a <see cref="CallLimiter"/> into an AWS client's pipeline, inside its retries so that each attempt counts.</summary>
internal sealed class CallLimiterHandler(CallLimiter limiter) : PipelineHandler
{
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var name = executionContext.RequestContext.RequestName;
        var operation = name.EndsWith("Request", StringComparison.Ordinal) ? name[..^"Request".Length] : name;
        await limiter.WaitAsync(operation, executionContext.RequestContext.CancellationToken);
        try
        {
            var response = await base.InvokeAsync<T>(executionContext);
            limiter.Count(operation, "success");
            return response;
        }
        catch (AmazonServiceException exception)
        {
            limiter.Count(operation, exception.ErrorCode ?? "error");
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            limiter.Count(operation, "error");
            throw;
        }
    }
}
