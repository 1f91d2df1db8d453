using System.Net;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion;

/// <summary>The <c>process</c> role: carries the stream's events into the lake until asked to stop.</summary>
internal sealed class ProcessProgram(PipelineConfig config, IStreamReader stream, IObjectStore store, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>Joins those that share the stream; null: this process is alone.</summary>
    public Func<ProcessMetrics, CancellationToken, Task<IMembership>>? Join { get; init; }

    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task RunAsync(ProcessOptions options, IPEndPoint management, CancellationToken stop)
    {
        var log = logs.CreateLogger<ProcessProgram>();
        var plan = new EventPlan(config);
        var readiness = new Readiness();
        using var metrics = new ProcessMetrics(plan, time);
        await using var server = await WebServer.StartManagementAsync(management, readiness, logs, stop).ConfigureAwait(false);
        var retry = Retries.Create(time, metrics, log);
        try
        {
            var created = await retry.ExecuteAsync(async token => await stream.GetCreationTimeAsync(token).ConfigureAwait(false), stop).ConfigureAwait(false);
            var streamId = ObjectKeys.StreamId(created);
            var writer = $"{Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName}/{Guid.NewGuid():N}";
            var checkpoints = new CheckpointStore(store, config.Storage.Processed.Bucket, streamId, writer);
            var context = new ConsumerContext(stream, checkpoints, new RangeWriter(store, config.Storage, retry, metrics), retry, streamId, options)
            {
                Metrics = metrics,
                Time = time,
                Log = log,
            };
            await using var members = Join is null ? new AllShards() : await Join(metrics, stop).ConfigureAwait(false);
            readiness.SetReady();
            log.LogInformation("Reading stream {Stream} created {Created:O}", config.Stream.Name, created);
            await new ShardSupervisor(plan, members, context).RunAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && readiness.Reason is not null)
        {
            // Stopped before the stream could be found; nothing was read.
        }
    }
}
