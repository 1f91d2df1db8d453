using System.Text;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using k8s.Models;
using KubeOps.KubernetesClient;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Ingestion.Tests.Poll;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Ingestion.Tests.Pods;

/// <summary>Pods as processes, with what surrounds them: AWS, the cluster, an API to poll, a collector of spans.</summary>
public sealed class PodProgramTests : IAsyncLifetime
{
    private const string Stream = "acme-sensors";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("platform-ingestion-");
    private AwsEndpoint _aws = null!;
    private AmazonKinesisClient _kinesis = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync(new AwsEndpointOptions { StreamTransition = TimeSpan.Zero }, Cancel);
        _kinesis = new AmazonKinesisClient(
            new BasicAWSCredentials("test", "test"), new AmazonKinesisConfig { ServiceURL = _aws.Uri.ToString(), AuthenticationRegion = "eu-west-1" });
        await _kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = Stream, ShardCount = 1 }, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        _kinesis.Dispose();
        await _aws.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Spans_reach_a_collector()
    {
        await using var collector = await Collector.StartAsync();
        var keys = _folder.CreateSubdirectory("keys").FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, "key"), "secret", Cancel);
        await using var pod = new PodProgram(
            Environment(("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address), ("POD_NAME", "ingest-1")),
            "ingest", "--config", await ConfigAsync(Samples.ConfigJson()), "--api-keys", keys, "--listen", "127.0.0.1:0", "--management", "127.0.0.1:0");
        using var http = new HttpClient { BaseAddress = new Uri(await pod.UntilSaidAsync(@"Taking events at (http://[0-9.:]+)")) };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "secret");

        using var answer = await http.PostAsync(
            new Uri("/v1/events", UriKind.Relative), new StringContent("""{"sensor":"a"}""", Encoding.UTF8, "application/x-ndjson"), Cancel);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(0, await pod.StopAsync());

        string[] expected = ["dataplatform-ingest", "ingest-1", "dataplatform.tenant", "acme", "POST /v1/events", "PutRecords"];
        Assert.All(expected, text => Assert.True(collector.Holds(text), text));
        Assert.False(collector.Holds("secret"));
    }

    [Fact]
    public async Task A_pod_polls_an_API_page_by_page_and_its_successor_goes_on_where_it_ended()
    {
        await using var cluster = await KubernetesApiServer.StartAsync(new KubernetesApiServerOptions(), Cancel);
        await using var api = await TlsServer.StartAsync();
        var pages = new List<string> { Page("one"), Page("two") };
        api.Answer = context => context.Response.WriteAsync(
            $$"""{"docs":{{pages[int.Parse(context.Request.Query["page"].ToString(), System.Globalization.CultureInfo.InvariantCulture) - 1]}},"nextPage":{{Next(context)}}}""", Cancel);
        var environment = await ClusterAsync(cluster, api);
        var config = await ConfigAsync(Samples.ConfigJson(schema: null).TrimEnd()[..^1] + $$"""
            , "source": { "poll": { "url": "https://127.0.0.1:{{api.Port}}/launches", "interval": "1s", "items": "$.docs", "lease": "launches-poll",
                "cursor": { "parameter": "page", "path": "$.nextPage", "initial": "1" }, "allowedCidrs": [ "127.0.0.0/8" ] } } }
            """);

        await using (var first = new PodProgram(environment, "ingest", "--config", config, "--management", "127.0.0.1:0"))
        {
            await UntilStoredAsync("""{"id":"one"}""", """{"id":"two"}""");
            Assert.Equal(0, await first.StopAsync());
        }
        var before = api.Requests.Count;
        pages.Add(Page("three"));
        await using var second = new PodProgram(environment, "ingest", "--config", config, "--management", "127.0.0.1:0");
        await UntilStoredAsync("""{"id":"one"}""", """{"id":"two"}""", """{"id":"three"}""");
        Assert.Equal("2", api.Requests[before].Query["page"].ToString());
        Assert.Equal(0, await second.StopAsync());

        string Next(HttpContext context) =>
            context.Request.Query["page"].ToString() is var page && page == $"{pages.Count}"
                ? "null"
                : $"{int.Parse(page, System.Globalization.CultureInfo.InvariantCulture) + 1}";
    }

    private static string Page(string id) => $$"""[{"id":"{{id}}"}]""";

    private async Task<IReadOnlyDictionary<string, string>> ClusterAsync(KubernetesApiServer cluster, TlsServer api)
    {
        var kubeconfig = Path.Combine(_folder.FullName, "kubeconfig");
        var authority = Path.Combine(_folder.FullName, "authority.pem");
        await File.WriteAllTextAsync(kubeconfig, cluster.Kubeconfig, Cancel);
        await File.WriteAllTextAsync(authority, api.Pem, Cancel);
        using var client = new KubernetesClient(k8s.KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        await client.CreateAsync(new V1Namespace { Metadata = new V1ObjectMeta { Name = "acme" } }, Cancel);
        await client.CreateAsync(new V1Lease { Metadata = new V1ObjectMeta { Name = "launches-poll", NamespaceProperty = "acme" } }, Cancel);
        return Environment(("KUBECONFIG", kubeconfig), ("SSL_CERT_FILE", authority));
    }

    private Dictionary<string, string> Environment(params (string Name, string Value)[] more) =>
        new(more.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)))
    {
        ["AWS_ENDPOINT_URL"] = _aws.Uri.ToString(), ["AWS_REGION"] = "eu-west-1", ["AWS_ACCESS_KEY_ID"] = "test", ["AWS_SECRET_ACCESS_KEY"] = "test",
    };

    private async Task<string> ConfigAsync(string json)
    {
        var path = Path.Combine(_folder.FullName, "pipeline.json");
        await File.WriteAllTextAsync(path, json, Cancel);
        return path;
    }

    /// <summary>Waits until the stream holds these events, each at least once, and no others.</summary>
    private async Task UntilStoredAsync(params string[] events)
    {
        while (true)
        {
            var stored = await StoredAsync();
            Assert.Subset(events.ToHashSet(StringComparer.Ordinal), stored);
            if (stored.Count == events.Length)
                return;
            // A shard lets itself be read five times a second.
            await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancel);
        }
    }

    private async Task<HashSet<string>> StoredAsync()
    {
        var iterator = await _kinesis.GetShardIteratorAsync(
            new GetShardIteratorRequest { StreamName = Stream, ShardId = "shardId-000000000000", ShardIteratorType = ShardIteratorType.TRIM_HORIZON }, Cancel);
        var answer = await _kinesis.GetRecordsAsync(new GetRecordsRequest { ShardIterator = iterator.ShardIterator }, Cancel);
        return [.. (answer.Records ?? []).SelectMany(record => Samples.Contents(record.Data!.ToArray()))];
    }
}
