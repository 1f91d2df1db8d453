using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PlatformOperator.Sandbox;

namespace PlatformOperator.EndToEnd.Tests;

/// <summary>Real input through a whole pipeline: hourly readings of a sensor as CSV, and what comes out in S3.</summary>
[Collection(nameof(Cluster))]
public sealed class TemperatureTests(Cluster cluster, ITestOutputHelper output)
{
    private const string Tenant = "e2e-temperature";

    private const string Manifest = $$"""
        apiVersion: dataplatform.dev/v1alpha1
        kind: Tenant
        metadata: { name: {{Tenant}} }
        spec:
          aws: { accountId: "123456789012", region: eu-west-1 }
          deletionPolicy: Delete
        """;

    private const string Pipeline = $$"""
        apiVersion: v1
        kind: Secret
        metadata: { name: keys, namespace: {{Tenant}} }
        stringData: { first: e2e-test-key }
        ---
        apiVersion: dataplatform.dev/v1alpha1
        kind: DataPipeline
        metadata: { name: readings, namespace: {{Tenant}} }
        spec:
          source: { http: { apiKeySecretRef: { name: keys } } }
          stream: { mode: Provisioned, shards: 2 }
          storage: { emptyOnDelete: true }
          schema: { timestamp: timestamp, fields: { timestamp: Timestamp, value: Number } }
          transform:
            filter: [ { field: value, between: [60, 80] } ]
            aggregate: { window: 1h, metrics: [ { name: avg_value, average: value }, { name: readings, count: value } ] }
          deletionPolicy: Delete
        """;

    [Fact]
    public async Task Every_reading_arrives_once_in_raw_and_the_passing_ones_in_processed()
    {
        await cluster.ApplyAsync(Manifest);
        await cluster.KubectlAsync("wait", "--for=condition=Ready", $"tn/{Tenant}", "--timeout=60s");
        await cluster.ApplyAsync(Pipeline);
        await cluster.KubectlAsync("-n", Tenant, "wait", "--for=condition=Ready", "dp/readings", "--timeout=120s");
        await cluster.LiftPoliciesAsync(Tenant);

        var csv = Readings() + "not a time,12\n2014-06-01 00:00:00,not a number\n";
        var sent = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1;
        await PostAsync(csv);

        using var lake = new Lake(cluster.Aws);
        var raw = await ArrivedAsync(lake, "rawBucket", sent);
        var errors = await ArrivedAsync(lake, "errorsBucket", 2);
        var wanted = Passing(csv);
        var processed = await ArrivedAsync(lake, "processedBucket", wanted.Count);
        var filtered = raw.Count - processed.Count - errors.Count;
        output.WriteLine($"sent {sent}: raw {raw.Count}, processed {processed.Count}, filtered {filtered}, errors {errors.Count}");

        Assert.Equal(sent, raw.Count);
        Assert.Equal(2, errors.Count);
        Assert.All(errors, line => Assert.NotEmpty(JsonDocument.Parse(line).RootElement.GetProperty("reason").GetString()!));
        Assert.Equal(wanted.Count, processed.Count);
        Assert.Equal(wanted.Sum(), processed.Sum(line => JsonDocument.Parse(line).RootElement.GetProperty("value").GetDouble()), tolerance: 1e-6);
        Assert.Equal(filtered, await CountedAsFilteredAsync());
        await AssertDailyAveragesAsync(csv, wanted.Count);
    }

    [Fact]
    public async Task Senders_get_a_clear_answer_when_they_are_refused()
    {
        await cluster.ApplyAsync(Manifest);
        await cluster.KubectlAsync("wait", "--for=condition=Ready", $"tn/{Tenant}", "--timeout=60s");
        await cluster.ApplyAsync(Pipeline);
        await cluster.KubectlAsync("-n", Tenant, "wait", "--for=condition=Ready", "dp/readings", "--timeout=120s");

        Assert.Equal(401, await StatusAsync("{}", "application/json", key: null));
        Assert.Equal(401, await StatusAsync("{}", "application/json", key: "wrong"));
        Assert.Equal(415, await StatusAsync("<a/>", "application/xml"));
        Assert.Equal(400, await StatusAsync("[1,", "application/json"));
        Assert.Equal(413, await StatusAsync($"\"{new string('x', 11 << 20)}\"", "application/json"));
    }

    [Fact]
    public async Task No_senders_key_and_no_credential_of_the_pods_is_in_their_log_or_in_what_kubectl_tells()
    {
        await cluster.ApplyAsync(Manifest);
        await cluster.KubectlAsync("wait", "--for=condition=Ready", $"tn/{Tenant}", "--timeout=60s");
        await cluster.ApplyAsync(Pipeline);
        await cluster.KubectlAsync("-n", Tenant, "wait", "--for=condition=Ready", "dp/readings", "--timeout=120s");
        Assert.Equal(202, await StatusAsync("[]", "application/json"));
        Assert.Equal(401, await StatusAsync("{}", "application/json", key: "e2e-wrong-key"));
        Assert.Equal(400, await StatusAsync("{broken", "application/json"));

        var told = await cluster.KubectlAsync("-n", Tenant, "logs", "-l", "dataplatform.dev/pipeline=readings", "--tail=-1")
            + await cluster.KubectlAsync("-n", Tenant, "get", "pods,deploy,sa,cm,svc,events,dp,tb,dst", "-o", "yaml");

        Assert.Contains("Taking events at", told, StringComparison.Ordinal);
        // The beginnings of an AWS session's access key and of any JSON web token: neither has a place in a log.
        Assert.DoesNotContain(["e2e-test-key", "e2e-wrong-key", "ASIA", "eyJ"], secret => told.Contains(secret, StringComparison.Ordinal));
    }

    private static string Readings()
    {
        if (Workspace.TemperatureFile is { } file)
            return File.ReadAllText(file);
        var text = new StringBuilder("timestamp,value\n");
        var start = new DateTime(2013, 7, 4, 0, 0, 0, DateTimeKind.Utc);
        for (var hour = 0; hour < 2000; hour++)
            text.Append(CultureInfo.InvariantCulture, $"{start.AddHours(hour):yyyy-MM-dd HH:mm:ss},{55 + (hour * 7 % 300 / 10.0)}\n");
        return text.ToString();
    }

    /// <summary>What should pass, computed from the text by other means than the pipeline's.</summary>
    private static List<double> Passing(string csv) => [.. PassingByTime(csv).Select(reading => reading.Value)];

    private static IEnumerable<(DateTime Time, double Value)> PassingByTime(string csv) =>
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .Where(cells => DateTime.TryParse(cells[0], CultureInfo.InvariantCulture, out _))
            .Select(
                cells => (
                    DateTime.Parse(cells[0], CultureInfo.InvariantCulture),
                    double.TryParse(cells[1], CultureInfo.InvariantCulture, out var value) ? value : double.NaN))
            .Where(reading => reading.Item2 is >= 60 and <= 80);

    private async Task PostAsync(string csv)
    {
        using var http = new HttpClient();
        using var request = await RequestAsync(csv, "text/csv", "e2e-test-key");
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private async Task<int> StatusAsync(string body, string type, string? key = "e2e-test-key")
    {
        using var http = new HttpClient();
        using var request = await RequestAsync(body, type, key);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<HttpRequestMessage> RequestAsync(string body, string type, string? key)
    {
        var address = await cluster.FieldAsync("svc", "readings-ingest", "{.spec.clusterIP}", Tenant);
        var request = new HttpRequestMessage(HttpMethod.Post, $"http://{address}:8080/v1/events")
        {
            Content = new StringContent(body, new MediaTypeHeaderValue(type)),
        };
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }

    /// <summary>The lines of a bucket, once there are as many as expected (or none came for a while: then what there is).</summary>
    private async Task<List<string>> ArrivedAsync(Lake lake, string statusField, int expected)
    {
        var bucket = await cluster.FieldAsync("dp", "readings", $"{{.status.{statusField}}}", Tenant);
        var lines = new List<string>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (lines.Count < expected && !patience.IsCancellationRequested)
        {
            lines.Clear();
            await foreach (var line in lake.LinesAsync(bucket, CancellationToken.None))
                lines.Add(line);
            if (lines.Count < expected)
                await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
        }

        if (lines.Count < expected)
            output.WriteLine($"{bucket} has {lines.Count} of {expected} lines. The pods say:\n{await cluster.KubectlAsync("-n", Tenant, "logs", "-l", "dataplatform.dev/pipeline=readings", "--tail=5")}");
        return lines;
    }

    /// <summary>The query API's averages of each day are those of the text.</summary>
    private async Task AssertDailyAveragesAsync(string csv, int readings)
    {
        var address = await cluster.FieldAsync("svc", "readings-process", "{.spec.clusterIP}", Tenant);
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", "e2e-test-key") } };
        JsonElement[] days;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(180));
        while (true)
        {
            var answer = await http.GetStringAsync(new Uri($"http://{address}:8080/v1/aggregates?from=2013-07-01&to=2014-07-01&window=1d"), patience.Token);
            days = [.. JsonDocument.Parse(answer).RootElement.GetProperty("rows").EnumerateArray()];
            if (days.Sum(day => day.GetProperty("readings").GetInt32()) >= readings)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, patience.Token);
        }

        var expected = PassingByTime(csv).GroupBy(reading => reading.Time.Date)
            .OrderBy(day => day.Key).Select(day => (day.Key, Average: Math.Round(day.Average(reading => reading.Value), 6), Count: day.Count()));
        Assert.Equal(expected, days.Select(day => (
            day.GetProperty("window_start").GetDateTime(), Math.Round(day.GetProperty("avg_value").GetDouble(), 6), day.GetProperty("readings").GetInt32())));
    }

    /// <summary>What the filter took out, by the pods' own count.</summary>
    private async Task<int> CountedAsFilteredAsync()
    {
        var address = await cluster.FieldAsync("svc", "readings-process", "{.spec.clusterIP}", Tenant);
        using var http = new HttpClient();
        var metrics = await http.GetStringAsync(new Uri($"http://{address}:9090/metrics"));
        return metrics.Split('\n').Where(line => line.StartsWith("dataplatform_process_events_filtered_total", StringComparison.Ordinal))
            .Sum(line => int.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
