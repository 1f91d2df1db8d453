using System.Net;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion;

/// <summary>The <c>process</c> role: carries the stream's events into the lake until asked to stop.</summary>
internal sealed class ProcessProgram(PipelineConfig config, IStreamReader stream, IObjectStore store, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>Joins those that share the stream; null: this process is alone.</summary>
    public Func<ConsumerContext, CancellationToken, Task<IMembership>>? Join { get; init; }

    /// <summary>Where queries are served; null: nowhere.</summary>
    public QuerySettings? Queries { get; init; }

    /// <exception cref="ConfigurationException">The API keys or the cache's token cannot be read.</exception>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public async Task RunAsync(ProcessOptions options, IPEndPoint management, CancellationToken stop)
    {
        var log = logs.CreateLogger<ProcessProgram>();
        var configuration = new ConfigurationVersion(config);
        var readiness = new Readiness();
        using var metrics = new ProcessMetrics(time);
        await using var server = await WebServer.StartManagementAsync(management, readiness, logs, stop).ConfigureAwait(false);
        var retry = Retries.Create(time, metrics, log);
        try
        {
            var created = (
                await retry.ExecuteAsync(async token => await stream.DescribeAsync(token).ConfigureAwait(false), stop).ConfigureAwait(false)).Created;
            var writer = $"{Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName}/{Guid.NewGuid():N}";
            var context = new ConsumerContext(stream, store, configuration, ObjectKeys.StreamId(created), writer, retry, metrics)
            {
                Options = options,
                Time = time,
                Log = log,
            };
            await using var members = Join is null ? new AllShards() : await Join(context, stop).ConfigureAwait(false);
            await using var aggregates = await AggregateService.StartAsync(config, store, members, Queries, time, logs, stop).ConfigureAwait(false);
            readiness.SetReady();
            log.LogInformation("Reading stream {Stream} created {Created:O}", config.Stream.Name, created);
            // An intent may name it as soon as a range is stored.
            await context.CallAsync(token => context.Configurations.SaveAsync(configuration, token), stop).ConfigureAwait(false);
            await new ShardSupervisor(members, context).RunAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && readiness.Reason is not null)
        {
            // Stopped before the stream could be found; nothing was read.
        }
    }
}
