using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using PlatformOperator.Sandbox;

namespace PlatformOperator.EndToEnd.Tests;

/// <summary>
/// The alerts and the dashboard of the chart speak of metrics that there are: what the operator and the pods serve once each has had something to
/// tell.
/// </summary>
public sealed partial class MonitoringTests
{
    private const string Home = "monitored";

    private static readonly string Files = Path.Combine(Workspace.Root, "charts", "platform-operator", "files");

    [Fact]
    public async Task Every_metric_of_the_alerts_and_the_dashboard_is_served()
    {
        Assert.SkipWhen(Command.Find("kubectl") is null, "kubectl is not on the PATH.");
        await using var sandbox = await SandboxEnvironment.StartAsync(new SandboxOptions(), TestContext.Current.CancellationToken);
        await PrepareAsync(sandbox);
        using var http = new HttpClient();
        await SendAsync(http, await AddressAsync(sandbox, "pipe-ingest"));
        // Drift, and a look that finds it.
        await KubectlAsync(sandbox, null, "-n", Home, "delete", "cm", "pipe-ingest");
        await KubectlAsync(sandbox, null, "-n", Home, "annotate", "dp", "pipe", "dataplatform.dev/reconcile-at=now");

        foreach (var file in new[] { "alerts.yaml", "dashboard.json" })
        {
            var named = Names().Matches(await File.ReadAllTextAsync(Path.Combine(Files, file))).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
            Assert.NotEmpty(named);
            Assert.Empty(await MissingAsync(http, sandbox, named));
        }
    }

    private static async Task PrepareAsync(SandboxEnvironment sandbox)
    {
        await KubectlAsync(sandbox, $$"""
            ---
            { "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "{{Home}}", "labels": { "dataplatform.dev/tenant": "{{Home}}" } } }
            ---
            { "apiVersion": "dataplatform.dev/v1alpha1", "kind": "Tenant", "metadata": { "name": "{{Home}}" }, "spec": { "aws": { "accountId": "123456789012" } } }
            ---
            { "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "key", "namespace": "{{Home}}" }, "stringData": { "key": "not-a-secret" } }
            ---
            { "apiVersion": "dataplatform.dev/v1alpha1", "kind": "DataPipeline", "metadata": { "name": "pipe", "namespace": "{{Home}}" }, "spec": {
                "source": { "http": { "apiKeySecretRef": { "name": "key" } } },
                "schema": { "timestamp": "at", "fields": { "at": "Timestamp", "value": "Number" } },
                "transform": { "filter": [ { "field": "value", "between": [0, 10] } ] } } }
            ---
            { "apiVersion": "dataplatform.dev/v1alpha1", "kind": "DataPipeline", "metadata": { "name": "poll", "namespace": "{{Home}}" }, "spec": {
                "source": { "poll": { "url": "https://127.0.0.1/a-poll-must-not-connect-there" } } } }
            """, "apply", "-f", "-");
        await KubectlAsync(sandbox, null, "-n", Home, "wait", "--for=condition=Ready", "dp/pipe", "dp/poll", "--timeout=120s");
    }

    /// <summary>An event that passes, one that is filtered, and one that breaks the schema.</summary>
    private static async Task SendAsync(HttpClient http, string ingest)
    {
        const string events = """
            {"at":"2026-05-01T12:00:00Z","value":1}
            {"at":"2026-05-01T12:00:00Z","value":11}
            {"at":"2026-05-01T12:00:00Z","value":"much"}
            """;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{ingest}:8080/v1/events")
        {
            Content = new StringContent(events, Encoding.UTF8, "application/x-ndjson"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "not-a-secret") },
        };
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Which of the names are not served, a minute later at the latest.</summary>
    private static async Task<IReadOnlyList<string>> MissingAsync(HttpClient http, SandboxEnvironment sandbox, HashSet<string> named)
    {
        var process = await AddressAsync(sandbox, "pipe-process");
        var pods = await KubectlAsync(
            sandbox, null, "-n", Home, "get", "pods", "-l", "dataplatform.dev/role=ingest", "-o", "jsonpath={.items[*].status.podIP}");
        string[] urls =
        [
            new Uri(sandbox.OperatorUri, "/metrics").ToString(), $"http://{process}:9090/metrics", .. pods.Split(' ').Select(ip => $"http://{ip}:9090/metrics"),
        ];
        for (var attempt = 0; ; attempt++)
        {
            var served = new HashSet<string>(StringComparer.Ordinal);
            foreach (var url in urls)
                served.UnionWith(Series().Matches(await http.GetStringAsync(new Uri(url), TestContext.Current.CancellationToken)).Select(match => match.Value));
            var missing = named.Except(served).Order(StringComparer.Ordinal).ToList();
            if (missing.Count == 0 || attempt == 60)
                return missing;
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> AddressAsync(SandboxEnvironment sandbox, string service) =>
        await KubectlAsync(sandbox, null, "-n", Home, "get", "svc", service, "-o", "jsonpath={.spec.clusterIP}");

    private static async Task<string> KubectlAsync(SandboxEnvironment sandbox, string? input, params string[] arguments)
    {
        var result = await Command.RunAsync("kubectl", arguments, new Dictionary<string, string> { ["KUBECONFIG"] = sandbox.KubeconfigPath }, input);
        Assert.True(result.ExitCode == 0, $"kubectl {string.Join(' ', arguments)}: {result.Error}");
        return result.Output.Trim();
    }

    /// <summary>Names of metrics in PromQL; dataplatform_dev_pipeline is a label.</summary>
    [GeneratedRegex(
        @"\b(?:dataplatform(?!_dev_)|controller_runtime|workqueue|leader_election|rest_client)_[a-z0-9_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"^[a-z0-9_]+(?=[{ ])", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Series();
}
