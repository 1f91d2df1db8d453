using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Cache;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Tests.Aggregates;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Queries;

/// <summary>Queries of a lake on a free loopback port.</summary>
internal sealed class QueryHarness : IAsyncDisposable
{
    public const string Key = "query-key";

    private readonly string _keys = Directory.CreateTempSubdirectory("api-keys-").FullName;
    private readonly List<object> _parts = [];

    public AggregateLake Lake { get; private init; } = new();

    public HttpClient Http { get; } = new();

    public static async Task<QueryHarness> StartAsync(AggregateLake? lake = null, InterruptedStore? store = null)
    {
        var harness = new QueryHarness { Lake = lake ?? new AggregateLake() };
        await File.WriteAllTextAsync(Path.Combine(harness._keys, "key"), Key);
        var cache = new MemoryStateCache();
        var keys = new ApiKeys(harness._keys, harness.Lake.Clock, NullLogger<ApiKeys>.Instance);
        var metrics = new QueryMetrics();
        var answers = new AggregateAnswers(new UnitReader(harness.Lake.Units(store), cache), harness.Lake.Clock);
        var endpoints = new QueryEndpoints(answers, new ApiKeyGuard(keys, "queries"), metrics, harness.Lake.Clock, NullLogger<QueryEndpoints>.Instance);
        var server = await WebServer.StartQueriesAsync(new IPEndPoint(IPAddress.Loopback, 0), endpoints, NullLoggerFactory.Instance, CancellationToken.None);
        harness._parts.AddRange([server, endpoints, metrics, keys, cache]);
        harness.Http.BaseAddress = new Uri(server.Urls.First());
        return harness;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? accept = null, string? key = Key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task<string> TextAsync(string path, string? accept = null)
    {
        using var answer = await GetAsync(path, accept);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }

    public async Task<JsonNode> JsonAsync(string path) => JsonNode.Parse(await TextAsync(path))!;

    /// <summary>Rows as the lines that <see cref="AggregateLake.Expected"/> makes.</summary>
    public async Task<IReadOnlyList<string>> RowsAsync(string path) =>
        (await TextAsync(path, "application/x-ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        foreach (var part in _parts)
        {
            if (part is IAsyncDisposable served)
                await served.DisposeAsync();
            else
                ((IDisposable)part).Dispose();
        }
        Directory.Delete(_keys, recursive: true);
    }
}
