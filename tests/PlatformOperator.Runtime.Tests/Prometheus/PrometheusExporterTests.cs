using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace PlatformOperator.Runtime.Tests.Prometheus;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly Meter _meter = new(Guid.NewGuid().ToString());
    private readonly MeterProvider _provider;

    public PrometheusExporterTests() =>
        _provider = Sdk.CreateMeterProviderBuilder().AddMeter(_meter.Name).AddPrometheusExporter().Build();

    public void Dispose()
    {
        _provider.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counters_end_in_total_once()
    {
        _meter.CreateCounter<long>("workqueue_adds_total", null, "Keys added").Add(3, new KeyValuePair<string, object?>("name", "widget"));
        _meter.CreateCounter<long>("requests").Add(1);
        _meter.CreateCounter<double>("http.server.sent", "By").Add(1.5);

        Assert.Equal(
            """
            # HELP workqueue_adds_total Keys added
            # TYPE workqueue_adds_total counter
            workqueue_adds_total{name="widget"} 3
            # TYPE requests_total counter
            requests_total 1
            # TYPE http_server_sent_bytes_total counter
            http_server_sent_bytes_total 1.5

            """,
            Scrape());
    }

    [Fact]
    public void Histograms_have_cumulative_buckets_a_sum_and_a_count()
    {
        var histogram = _meter.CreateHistogram(
            "reconcile_time_seconds", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var value in (double[])[0.05, 0.5, 0.5, 7])
            histogram.Record(value, new KeyValuePair<string, object?>("controller", "widget"));

        Assert.Equal(
            """
            # TYPE reconcile_time_seconds histogram
            reconcile_time_seconds_bucket{controller="widget",le="0.1"} 1
            reconcile_time_seconds_bucket{controller="widget",le="1"} 3
            reconcile_time_seconds_bucket{controller="widget",le="+Inf"} 4
            reconcile_time_seconds_sum{controller="widget"} 8.05
            reconcile_time_seconds_count{controller="widget"} 4

            """,
            Scrape());
    }

    [Fact]
    public void Labels_and_help_are_escaped_and_names_made_legal()
    {
        _meter.CreateObservableGauge(
            "nine.lives", () => new Measurement<int>(9, new KeyValuePair<string, object?>("cat.name", "a\"b\\c\nd")), null, "one\\two\nthree");

        Assert.Equal(
            "# HELP nine_lives one\\\\two\\nthree\n# TYPE nine_lives gauge\nnine_lives{cat_name=\"a\\\"b\\\\c\\nd\"} 9\n",
            Scrape());
    }

    [Fact]
    public void Values_that_go_up_and_down_are_gauges_and_not_numbers_are_spelled()
    {
        _meter.CreateUpDownCounter<long>("active").Add(-2);
        _meter.CreateObservableGauge("ratio", () => double.NaN);

        Assert.Equal("# TYPE active gauge\nactive -2\n# TYPE ratio gauge\nratio NaN\n", Scrape());
    }

    [Fact]
    public void A_name_with_two_types_appears_once_and_two_tags_of_one_name_are_joined()
    {
        _meter.CreateUpDownCounter<long>("size").Add(1, new("a.b", "x"), new("a_b", "y"));
        _meter.CreateObservableGauge("hits.total", () => 7);
        _meter.CreateCounter<long>("hits").Add(1);

        var text = Scrape();

        Assert.Contains("size{a_b=\"x;y\"} 1\n", text);
        Assert.Single(text.Split('\n'), line => line.StartsWith("# TYPE hits_total ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Scrapes_at_the_same_time_each_get_a_whole_page()
    {
        var counter = _meter.CreateCounter<long>("hits");
        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() =>
        {
            counter.Add(1);
            return Scrape();
        })));

        Assert.All(pages, page => Assert.Matches("^# TYPE hits_total counter\nhits_total [0-9]+\n$", page));
        Assert.Equal("# TYPE hits_total counter\nhits_total 16\n", Scrape());
    }

    [Fact]
    public async Task The_endpoint_serves_the_page()
    {
        _meter.CreateCounter<long>("hits").Add(1);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(_provider);
        await using var app = builder.Build();
        app.MapPrometheusScrapingEndpoint();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        using var http = new HttpClient();
        var response = await http.GetAsync($"{address}/metrics", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("# TYPE hits_total counter\nhits_total 1\n", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_endpoint_says_what_is_missing()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(Sdk.CreateMeterProviderBuilder().Build());
        using var app = builder.Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapPrometheusScrapingEndpoint());

        Assert.Contains("AddPrometheusExporter", error.Message);
    }

    private string Scrape() => PrometheusExporter.Of(_provider)!.Scrape()!;
}
