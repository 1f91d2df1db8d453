using System.Diagnostics.Metrics;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace PlatformOperator.Aws;

/// <summary>Paces the calls of one API family in one account and region; reads and writes apart, since their quotas differ by orders of magnitude.</summary>
/// <param name="limits">The rates to keep to.</param>
/// <param name="time">The clock.</param>
public sealed class CallLimiter(CallLimits limits, TimeProvider time)
{
    private static readonly Meter Meter = new(Convergence.Drift.MeterName);

    private static readonly Counter<long> Calls = Meter.CreateCounter<long>(
        "dataplatform_aws_calls_total", description: "Calls made to AWS, by service, operation and outcome.");

    private readonly CallPacer reads = new(limits.ReadsPerSecond, time);
    private readonly CallPacer writes = new(limits.WritesPerSecond, time);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Looks at each call first; null: nobody does.</summary>
    public CallGuard? Guard { get; init; }

    /// <summary>Waits until a call may be made.</summary>
    public Task WaitAsync(string operation, CancellationToken cancellationToken)
    {
        Guard?.Invoke(limits.Family, operation);
        return PacerOf(operation).WaitAsync(cancellationToken);
    }

    /// <summary>Takes note of how a call ended.</summary>
    /// <param name="operation">Its operation.</param>
    /// <param name="error">What it ended with; null after a success.</param>
    public void Note(string operation, Exception? error)
    {
        var pacer = PacerOf(operation);
        if (error is null)
            pacer.Passed();
        else if (error is AmazonServiceException service && AwsErrors.IsThrottled(service))
            pacer.Throttled();
        var outcome = error is null ? "success" : (error as AmazonServiceException)?.ErrorCode ?? "error";
        Calls.Add(1, new("service", limits.Family), new("operation", operation), new("outcome", outcome));
    }

    private CallPacer PacerOf(string operation) => IsRead(operation) ? reads : writes;

    /// <summary>Whether an operation only reads, by its name.</summary>
    internal static bool IsRead(string operation) =>
        operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal)
        || operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("Head", StringComparison.Ordinal);
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
            limiter.Note(operation, error: null);
            return response;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            limiter.Note(operation, exception);
            throw;
        }
    }
}
