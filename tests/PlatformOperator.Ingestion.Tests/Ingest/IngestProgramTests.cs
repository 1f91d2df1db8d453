using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Ingest;

public class IngestProgramTests
{
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task Takes_JSON_arrays_NDJSON_and_CSV()
    {
        await using var ingest = await IngestHarness.StartAsync();
        Assert.Equal("""{"accepted":1,"rejected":[]}""", await TextAsync(await ingest.PostAsync("application/json", """{"sensor":"a","n":1}""")));
        Assert.Equal("""{"accepted":2,"rejected":[{"item":2,"reason":"an event must be a JSON object"}]}""", await TextAsync(await ingest.PostAsync("application/json; charset=utf-8", """[{"sensor":"a","n":2},7,{"sensor":"a","n":3}]""")));
        Assert.StartsWith("""{"accepted":1,"rejected":[{"line":2,"reason":"'b' is an invalid""", await TextAsync(await ingest.PostAsync(Ndjson, "{\"sensor\":\"a\",\"n\":4}\n{bad\n")), StringComparison.Ordinal);
        Assert.Equal("""{"accepted":1,"rejected":[{"line":3,"reason":"1 fields where the header row has 2"}]}""", await TextAsync(await ingest.PostAsync("text/csv", "sensor,n\na,5\nb\n")));
        Assert.Equal(
            ["""{"sensor":"a","n":1}""", """{"sensor":"a","n":2}""", """{"sensor":"a","n":3}""", """{"sensor":"a","n":4}""", """{"sensor":"a","n":"5"}"""],
            ingest.Contents.Where(text => text.StartsWith("{\"sensor\"", StringComparison.Ordinal)));
        Assert.Equal(["7", "b", "{bad"], ingest.Contents.Where(text => !text.StartsWith("{\"sensor\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Takes_gzip_and_refuses_what_is_none()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var body = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{{\"n\":{i},\"x\":{i * 7919 % 10007}}}\n"))));
        Assert.Contains("\"accepted\":5000", await TextAsync(await ingest.PostAsync(Ndjson, body, Gzipped)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await ingest.PostAsync(Ndjson, "plain", Gzipped)).StatusCode);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await ingest.PostAsync(Ndjson, body, request => request.Content!.Headers.ContentEncoding.Add("br"))).StatusCode);
        Assert.Equal(5000, ingest.Contents.Count());
    }

    [Fact]
    public async Task A_gzip_body_that_is_cut_off_leaves_nothing_behind()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var body = Gzip(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5000).Select(i => $"{{\"n\":{i},\"x\":{i * 7919 % 10007}}}\n"))));
        foreach (var length in new[] { 5, body.Length / 2, body.Length - 8, body.Length - 1 })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await ingest.PostAsync(Ndjson, body[..length], Gzipped)).StatusCode);
            Assert.Empty(ingest.Stream.Stored);
        }
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_refused()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var bomb = Gzip(Enumerable.Repeat((byte)'\n', 64 * 1024 * 1024).ToArray());
        Assert.True(bomb.Length < EventsEndpoint.MaxBodyLength / 10);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ingest.PostAsync(Ndjson, bomb, Gzipped)).StatusCode);
    }

    [Fact]
    public async Task A_body_over_ten_MiB_is_refused_whether_it_tells_its_length_or_not()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var body = new byte[EventsEndpoint.MaxBodyLength + 1];
        Array.Fill(body, (byte)'\n');
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ingest.PostAsync(Ndjson, body)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await ingest.PostAsync(Ndjson, body, request => request.Headers.TransferEncodingChunked = true)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await ingest.PostAsync(Ndjson, body[..^1])).StatusCode);
    }

    [Fact]
    public async Task Long_column_names_cannot_blow_a_body_up()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var header = string.Join(',', Enumerable.Range(0, 500).Select(i => $"{new string('x', 100)}{i}"));
        var response = await ingest.PostAsync("text/csv", $"{header}\n{string.Concat(Enumerable.Repeat(new string(',', 499) + "\n", 5000))}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Empty(ingest.Stream.Stored);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer ")]
    [InlineData("Basic test-key")]
    public async Task Without_a_valid_key_there_is_401(string? authorization)
    {
        await using var ingest = await IngestHarness.StartAsync();
        var response = await ingest.PostAsync("application/json", "{}", request =>
        {
            request.Headers.Remove("Authorization");
            if (authorization is not null)
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
        });
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Empty(ingest.Stream.Stored);
    }

    [Fact]
    public async Task The_key_may_come_in_a_header_of_its_own()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var response = await ingest.PostAsync("application/json", "{}", request =>
        {
            request.Headers.Authorization = null;
            request.Headers.Add("X-Api-Key", IngestHarness.Key);
        });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Theory]
    [InlineData("text/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task Another_content_type_is_415(string type)
    {
        await using var ingest = await IngestHarness.StartAsync();
        var response = await ingest.PostAsync(type, "{}");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_malformed_body_is_400_and_leaves_nothing_behind()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var response = await ingest.PostAsync("application/json", """[{"n":1},{"n":2},{"n":""");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        using var answer = JsonDocument.Parse(await TextAsync(response));
        Assert.Contains("item 3", answer.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Empty(ingest.Stream.Stored);
    }

    [Fact]
    public async Task A_body_of_nothing_but_malformed_lines_is_refused()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var response = await ingest.PostAsync(Ndjson, string.Concat(Enumerable.Repeat("x\n", RequestPacker.MaxRejections + 1)));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(ingest.Stream.Stored);
    }

    [Fact]
    public async Task The_idempotency_key_travels_with_the_events()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var body = "{\"sensor\":\"a\"}\n\n{\"sensor\":\"a\",\"n\":2}\n";
        Assert.Equal(HttpStatusCode.Accepted, (await ingest.PostAsync(Ndjson, body, request => request.Headers.Add("Idempotency-Key", "order-17"))).StatusCode);
        var found = new List<(string, int)>();
        var reader = new PackedRecordReader(Assert.Single(ingest.Stream.Stored).Data.Span);
        while (reader.Read())
            found.Add((Encoding.ASCII.GetString(reader.RequestKey), reader.Number));
        Assert.Equal([("order-17", 1), ("order-17", 3)], found);
        var tooLong = await ingest.PostAsync(Ndjson, body, request => request.Headers.Add("Idempotency-Key", new string('k', 256)));
        Assert.Equal(HttpStatusCode.BadRequest, tooLong.StatusCode);
    }

    [Fact]
    public async Task Events_without_key_spread_over_the_buckets_in_turn()
    {
        await using var ingest = await IngestHarness.StartAsync(schema: null);
        for (var i = 0; i < 8; i++)
            await ingest.PostAsync("application/json", "{}");
        Assert.Equal(Enumerable.Range(0, 8), ingest.Stream.Buckets);
        await ingest.PostAsync(Ndjson, string.Concat(Enumerable.Repeat($"{{\"pad\":\"{new string('x', 60_000)}\"}}\n", 100)));
        Assert.InRange(ingest.Stream.Buckets.Distinct().Count(), 40, 70);
    }

    [Fact]
    public async Task Under_pressure_there_is_429_and_later_all_is_well_again()
    {
        await using var ingest = await IngestHarness.StartAsync(memory: 2 * 1024 * 1024);
        var gate = new TaskCompletionSource();
        ingest.Stream.BeforePut = () => gate.Task;
        var body = $"{{\"pad\":\"{new string('x', 400_000)}\"}}";
        var first = ingest.PostAsync("application/json", body);
        while (ingest.Stream.PutsUnderWay == 0)
            await Task.Yield();
        var second = await ingest.PostAsync(Ndjson, string.Concat(Enumerable.Repeat(body + "\n", 10)));
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.NotNull(second.Headers.RetryAfter);
        gate.SetResult();
        Assert.Equal(HttpStatusCode.Accepted, (await first).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await ingest.PostAsync("application/json", body)).StatusCode);
    }

    [Fact]
    public async Task Termination_lets_requests_under_way_end_and_takes_no_more()
    {
        await using var ingest = await IngestHarness.StartAsync();
        var gate = new TaskCompletionSource();
        ingest.Stream.BeforePut = () => gate.Task;
        var request = ingest.PostAsync("application/json", "{\"n\":1}");
        while (ingest.Stream.PutsUnderWay == 0)
            await Task.Yield();
        Assert.Equal(HttpStatusCode.OK, await ReadyAsync(ingest));
        ingest.Terminate();
        while (await ReadyAsync(ingest) != HttpStatusCode.ServiceUnavailable)
            await Task.Yield();
        Assert.False(ingest.Program.IsCompleted);
        gate.SetResult();
        Assert.Equal(HttpStatusCode.Accepted, (await request).StatusCode);
        await ingest.Program;
        Assert.Equal(["{\"n\":1}"], ingest.Contents);
        await Assert.ThrowsAsync<HttpRequestException>(() => ingest.PostAsync("application/json", "{}"));
    }

    [Fact]
    public async Task Requests_under_way_at_the_end_have_as_long_as_the_program_gives_them()
    {
        await using var server = await WebServer.StartManagementAsync(
            new IPEndPoint(IPAddress.Loopback, 0), new Readiness(), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        Assert.Equal(Timeout.InfiniteTimeSpan, server.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout);
    }

    [Fact]
    public async Task A_queue_that_has_failed_ends_the_program()
    {
        await using var ingest = await IngestHarness.StartAsync(Samples.Config(), stream: null, time: new BrokenClock());
        var request = ingest.PostAsync("application/json", "{\"n\":1}");
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => ingest.Program.WaitAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HttpRequestException>(() => request);
    }

    [Fact]
    public async Task Management_tells_health_and_metrics()
    {
        await using var ingest = await IngestHarness.StartAsync();
        await ingest.PostAsync(Ndjson, "{}\n{bad\n");
        Assert.Equal("ok\n", await ingest.Http.GetStringAsync(new Uri(ingest.Management, "/healthz"), TestContext.Current.CancellationToken));
        var metrics = await ingest.Http.GetStringAsync(new Uri(ingest.Management, "/metrics"), TestContext.Current.CancellationToken);
        Assert.Contains("dataplatform_ingest_events_accepted_total", metrics, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ingest.Http.GetAsync("/metrics", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await ingest.Http.GetAsync("/v1/events", TestContext.Current.CancellationToken)).StatusCode);
    }

    /// <summary>Fails where the queue lingers.</summary>
    private sealed class BrokenClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            dueTime == new StreamQueueOptions().Linger ? throw new InvalidTimeZoneException() : base.CreateTimer(callback, state, dueTime, period);
    }

    private static async Task<HttpStatusCode> ReadyAsync(IngestHarness ingest) =>
        (await ingest.Http.GetAsync(new Uri(ingest.Management, "/readyz"), TestContext.Current.CancellationToken)).StatusCode;

    private static Task<string> TextAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static void Gzipped(HttpRequestMessage request) => request.Content!.Headers.ContentEncoding.Add("gzip");

    private static byte[] Gzip(byte[] content)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(content);
        return buffer.ToArray();
    }
}
