using System.Net;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion;

/// <summary>The <c>ingest</c> role: takes events over HTTP and puts them into the stream until asked to stop.</summary>
internal sealed class IngestProgram(PipelineConfig config, IStreamWriter stream, TimeProvider time, ILoggerFactory logs)
{
    /// <summary>After SIGTERM, for requests under way: longer than events are tried, shorter than what the pod's grace period leaves (150 s).</summary>
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(140);

    /// <summary>Bytes that all requests and their waiting events may hold together.</summary>
    public long MemoryLimit { get; init; } = 96 * 1024 * 1024;

    /// <summary>Told once requests are taken; the addresses of events and management.</summary>
    public Action<Uri, Uri>? Listening { get; init; }

    /// <exception cref="ConfigurationException">The API keys cannot be read.</exception>
    /// <exception cref="ListenException">An address cannot be listened on.</exception>
    public async Task RunAsync(string apiKeys, IPEndPoint listen, IPEndPoint management, CancellationToken stop)
    {
        var log = logs.CreateLogger<IngestProgram>();
        var budget = new MemoryBudget(MemoryLimit);
        var readiness = new Readiness();
        using var metrics = new IngestMetrics(() => budget.Used);
        using var keys = new ApiKeys(apiKeys, time, logs.CreateLogger<ApiKeys>());
        await using var queue = new StreamQueue(stream, new StreamQueueOptions(), budget, metrics, time, logs.CreateLogger<StreamQueue>());
        await using var managementServer = await WebServer.StartManagementAsync(management, readiness, logs, stop).ConfigureAwait(false);
        var endpoint = new EventsEndpoint(config.Schema, new ApiKeyGuard(keys, "ingest"), queue, budget, metrics);
        await using var events = await WebServer.StartEventsAsync(listen, endpoint, logs, stop).ConfigureAwait(false);
        readiness.SetReady();
        var address = new Uri(events.Urls.First());
        log.LogInformation("Taking events at {Address} with {Keys} API keys into stream {Stream}", address, keys.Count, config.Stream.Name);
        Listening?.Invoke(address, new Uri(managementServer.Urls.First()));
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, time, stop);
        if (await Task.WhenAny(stopped, queue.Ended).ConfigureAwait(false) == queue.Ended)
            await queue.Ended.ConfigureAwait(false);
        readiness.SetNotReady("draining");
        log.LogInformation("Draining: no new requests, those under way are answered");
        // Stops listening and waits for the requests, each of which waits for its events to be stored.
        using var deadline = new CancellationTokenSource(DrainTimeout, time);
        await events.StopAsync(deadline.Token).ConfigureAwait(false);
    }
}
