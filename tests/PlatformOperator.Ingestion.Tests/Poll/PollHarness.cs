using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Poll;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>An event as the stream has it: what identifies it, and what it is.</summary>
internal sealed record StoredEvent(string Request, int Index, string Content);

/// <summary>Rounds of a poll of an API on loopback into a stream in memory; what outlives a pod is the position and the stream.</summary>
internal sealed class PollHarness : IAsyncDisposable, IPollPositions
{
    private readonly TlsServer _server;
    private readonly MemoryBudget _budget = new(96 * 1024 * 1024);
    private readonly IngestMetrics _ingestMetrics = new(() => 0);
    private readonly PollMetrics _metrics;
    private readonly StreamQueue _queue;
    private readonly HttpClient _http;
    private readonly SchemaConfig? _schema;
    private readonly PollConfig _config;
    private int _saves;

    private PollHarness(TlsServer server, Func<PollConfig, PollConfig> configure, string? schema, Func<IReadOnlyDictionary<string, string>>? headers)
    {
        _server = server;
        _config = configure(new PollConfig { Url = Url("/"), Interval = TimeSpan.FromMinutes(5), Items = "$.docs", Lease = "launches-poll" });
        _schema = schema is null ? null : Samples.Config(schema).Schema;
        Stream = MemoryStreamService.WithShards(2, Clock);
        _metrics = new PollMetrics(Clock);
        _queue = new StreamQueue(Stream, new StreamQueueOptions { Linger = TimeSpan.Zero }, _budget, _ingestMetrics, Clock, NullLogger<StreamQueue>.Instance);
        _http = PollHandlerTests.Client(_ => [IPAddress.Loopback], headers);
        _http.MaxResponseContentBufferSize = 64 * 1024;
    }

    public FakeTimeProvider Clock { get; } = new();

    public MemoryStreamService Stream { get; }

    public string? Position { get; set; }

    /// <summary>Called with the number of each save before it takes effect, until it throws: then the pod is dead.</summary>
    public Func<int, Task> BeforeSave { get; set; } = _ => Task.CompletedTask;

    public IReadOnlyList<string> Requests => [.. _server.Requests.Select(request => request.Path)];

    public TlsServer Server => _server;

    public long MemoryUsed => _budget.Used;

    public IReadOnlyList<StoredEvent> Events => [.. Stream.Stored.SelectMany(Unpack)];

    public IEnumerable<string> Contents => Events.Select(e => e.Content).Order(StringComparer.Ordinal);

    /// <summary>With an API that answers with JSON by path and query.</summary>
    public static async Task<PollHarness> StartAsync(
        Func<HttpContext, string?> answer, Func<PollConfig, PollConfig>? configure = null, string? schema = null, Func<IReadOnlyDictionary<string, string>>? headers = null)
    {
        var server = await TlsServer.StartAsync();
        server.Answer = context => answer(context) is { } body ? context.Response.WriteAsync(body, context.RequestAborted) : Task.CompletedTask;
        return new PollHarness(server, configure ?? (config => config), schema, headers);
    }

    public string Url(string path) => PollHandlerTests.Url("api.test", _server, path);

    /// <summary>One round of a pod that knows nothing but the position.</summary>
    public Task<bool> RoundAsync() => Round().RunAsync(TestContext.Current.CancellationToken);

    public Poller Poller()
    {
        var plan = new PollPlan(_config, _schema);
        return new Poller(plan, Fetcher(plan), Sink(), _metrics, Clock, NullLogger.Instance);
    }

    public Task<string?> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(Position);

    public async Task SaveAsync(string position, CancellationToken cancellationToken)
    {
        var hook = BeforeSave;
        BeforeSave = _ => Task.CompletedTask;
        await hook(++_saves);
        (BeforeSave, Position) = (hook, position);
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        _http.Dispose();
        _metrics.Dispose();
        _ingestMetrics.Dispose();
        await _server.DisposeAsync();
    }

    private PollRound Round()
    {
        var plan = new PollPlan(_config, _schema);
        return new PollRound(plan, Fetcher(plan), Sink(), this, Clock);
    }

    private PageFetcher Fetcher(PollPlan plan) => new(_http, plan, _metrics, Clock, NullLogger.Instance);

    private PolledEvents Sink() => new(_schema, _queue, _budget, _ingestMetrics);

    private static List<StoredEvent> Unpack(PlatformOperator.Ingestion.Streams.ReceivedRecord record)
    {
        var events = new List<StoredEvent>();
        var reader = new PackedRecordReader(record.Data.Span);
        while (reader.Read())
            events.Add(new StoredEvent(Encoding.ASCII.GetString(reader.RequestKey), reader.Number, Encoding.UTF8.GetString(reader.Content)));
        return events;
    }
}
