using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Ingest;

/// <summary>The ingest program on free loopback ports, with a stream in memory.</summary>
internal sealed class IngestHarness : IAsyncDisposable
{
    public const string Key = "test-key";

    private readonly CancellationTokenSource _stop = new();
    private readonly string _keys = Directory.CreateTempSubdirectory("api-keys-").FullName;
    private readonly TaskCompletionSource _listening = new();

    private IngestHarness()
    {
    }

    public MemoryStreamService Stream { get; } = MemoryStreamService.WithShards(2, TimeProvider.System);

    public HttpClient Http { get; private set; } = new();

    public Uri Management { get; private set; } = new("http://127.0.0.1");

    public Task Program { get; private set; } = Task.CompletedTask;

    public IEnumerable<string> Contents => Stream.Stored.SelectMany(record => Samples.Contents(record.Data.Span));

    public static Task<IngestHarness> StartAsync(string? schema = Samples.SchemaJson, long memory = 96 * 1024 * 1024) =>
        StartAsync(Samples.Config(schema), stream: null, memory);

    /// <summary>With a log that the test reads.</summary>
    public static Task<IngestHarness> StartAsync(ILoggerFactory logs) => StartAsync(Samples.Config(Samples.SchemaJson), stream: null, logs: logs);

    /// <summary>With another stream than the one in memory.</summary>
    public static async Task<IngestHarness> StartAsync(
        PipelineConfig config, IStreamWriter? stream, long memory = 96 * 1024 * 1024, ILoggerFactory? logs = null, TimeProvider? time = null)
    {
        var harness = new IngestHarness();
        await File.WriteAllTextAsync(Path.Combine(harness._keys, "key"), Key);
        var program = new IngestProgram(config, stream ?? harness.Stream, time ?? TimeProvider.System, logs ?? NullLoggerFactory.Instance)
        {
            MemoryLimit = memory,
            Listening = (events, management) =>
            {
                harness.Http.BaseAddress = events;
                harness.Management = management;
                harness._listening.SetResult();
            },
        };
        harness.Program = program.RunAsync(harness._keys, new IPEndPoint(IPAddress.Loopback, 0), new IPEndPoint(IPAddress.Loopback, 0), harness._stop.Token);
        await await Task.WhenAny(harness._listening.Task, harness.Program);
        return harness;
    }

    public Task<HttpResponseMessage> PostAsync(string type, string body, Action<HttpRequestMessage>? with = null) => PostAsync(type, Encoding.UTF8.GetBytes(body), with);

    public Task<HttpResponseMessage> PostAsync(string type, byte[] body, Action<HttpRequestMessage>? with = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/events") { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        with?.Invoke(request);
        return Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public void Terminate() => _stop.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // A test that made it fail has said so.
        if (!Program.IsFaulted)
            await Program;
        _stop.Dispose();
        Http.Dispose();
        Directory.Delete(_keys, recursive: true);
    }
}
