using Amazon.Runtime;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Streams;
using Polly;
using Polly.Retry;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// The one way in which process repeats calls: for ever, with doubling waits up to 10 s. The stream keeps what waits, and giving up would
/// only begin the same work again.
/// </summary>
internal static class Retries
{
    public static ResiliencePipeline Create(TimeProvider time, ProcessMetrics metrics, ILogger log) =>
        new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder()
                    .Handle<Exception>(e => e is not (OperationCanceledException or IteratorExpiredException or ShardGoneException or ShardTakenException)),
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(200),
                MaxDelay = TimeSpan.FromSeconds(10),
                OnRetry = attempt =>
                {
                    metrics.Retries.Add(1);
                    log.LogWarning("A call failed and will be made again in {Delay}: {Error}", attempt.RetryDelay, Describe(attempt.Outcome.Exception));
                    return ValueTask.CompletedTask;
                },
            })
            .Build();

    private static string Describe(Exception? e) =>
        e is AmazonServiceException service ? $"{service.ErrorCode}: {service.Message}" : $"{e?.GetType().Name}: {e?.Message}";
}
