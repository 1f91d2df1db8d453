using System.Net;
using k8s;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Poll;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion;

/// <summary>The <c>ingest</c> role of a pipeline that polls: fetches events and puts them into the stream until asked to stop.</summary>
internal sealed class PollProgram(PipelineConfig config, PollConfig poll, IStreamWriter stream, TimeProvider time, ILoggerFactory logs)
{
    private const long MemoryLimit = 96 * 1024 * 1024;
    private static readonly TimeSpan FetchTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan KubernetesTimeout = TimeSpan.FromSeconds(10);

    /// <exception cref="ListenException">The address cannot be listened on.</exception>
    public async Task RunAsync(string? headers, IPEndPoint management, CancellationToken stop)
    {
        var log = logs.CreateLogger<PollProgram>();
        var budget = new MemoryBudget(MemoryLimit);
        var readiness = new Readiness();
        using var ingestMetrics = new IngestMetrics(() => budget.Used);
        using var metrics = new PollMetrics(time);
        await using var queue = new StreamQueue(stream, new StreamQueueOptions(), budget, ingestMetrics, time, logs.CreateLogger<StreamQueue>());
        using var http = Client(headers);
        var plan = new PollPlan(poll, config.Schema);
        var poller = new Poller(plan, new PageFetcher(http, plan, metrics, time, log), new PolledEvents(config.Schema, queue, budget, ingestMetrics), metrics, time, log);
        await using var server = await WebServer.StartManagementAsync(management, readiness, logs, stop).ConfigureAwait(false);
        readiness.SetReady();
        log.LogInformation("Fetching from host {Host} every {Interval} into stream {Stream}", plan.Host, plan.Interval, config.Stream.Name);
        await Task.WhenAny(PollAsync(poller, log, stop), queue.Ended).Unwrap().ConfigureAwait(false);
        readiness.SetNotReady("draining");
    }

    private async Task PollAsync(Poller poller, ILogger log, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBECONFIG")) && !KubernetesClientConfiguration.IsInCluster())
        {
            log.LogWarning("There is no cluster to keep the position in: a restart begins anew");
            try
            {
                await poller.RunAsync(new MemoryPositions(), stop).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // As asked.
            }
            return;
        }
        var kubernetes = KubernetesClientConfiguration.BuildDefaultConfig();
        kubernetes.HttpClientTimeout = KubernetesTimeout;
        var identity = Environment.GetEnvironmentVariable("POD_NAME") ?? Environment.MachineName;
        using var lease = new PollLease(new KubernetesClient(kubernetes), config.Namespace, poll.Lease, identity);
        await new PollElection(lease, log).RunAsync(cancellationToken => poller.RunAsync(lease, cancellationToken), stop).ConfigureAwait(false);
    }

    private HttpClient Client(string? headers)
    {
        var allowed = (poll.AllowedCidrs ?? []).Select(Cidr.TryParse).OfType<IPNetwork>().ToList();
        var handler = PollHandler.Create(new AddressRules(allowed), Dns.GetHostAddressesAsync, new PollHeaders(headers).Read);
        var client = new HttpClient(handler) { Timeout = FetchTimeout, MaxResponseContentBufferSize = EventsEndpoint.MaxBodyLength };
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        client.DefaultRequestHeaders.UserAgent.ParseAdd("platform-ingestion");
        return client;
    }
}
