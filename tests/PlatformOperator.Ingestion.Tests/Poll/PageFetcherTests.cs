using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>What becomes of a round when the server does not do as it should.</summary>
public class PageFetcherTests
{
    private const string Good = """{"docs":[{"id":1}]}""";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "7")]
    [InlineData(503, "7")]
    [InlineData(503, "Thu, 01 Jan 2026 00:00:07 GMT")]
    public async Task The_server_says_when_to_come_again(int status, string after)
    {
        var busy = true;
        await using var poll = await PollHarness.StartAsync(context =>
        {
            if (!busy)
                return Good;
            busy = false;
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = after;
            return null;
        });
        var round = poll.RoundAsync();
        await poll.Clock.WhenTimerPendingAsync(left => left == TimeSpan.FromSeconds(7), Cancel);
        Assert.Empty(poll.Events);
        poll.Clock.Advance(TimeSpan.FromSeconds(7));

        Assert.True(await round);
        Assert.Equal(2, poll.Requests.Count);
    }

    [Fact]
    public async Task A_wait_that_the_server_asks_for_has_a_bound()
    {
        await using var poll = await PollHarness.StartAsync(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "999999999";
            return null;
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = poll.Poller().RunAsync(poll, stop.Token);

        await poll.Clock.WhenTimerPendingAsync(left => left == TimeSpan.FromHours(1), Cancel);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task What_may_pass_is_tried_six_times_with_growing_waits()
    {
        await using var poll = await PollHarness.StartAsync(context =>
        {
            context.Response.StatusCode = 500;
            return null;
        });
        var begun = poll.Clock.GetUtcNow();
        var round = poll.RoundAsync();
        while (!round.IsCompleted)
        {
            await Task.WhenAny(round, poll.Clock.WhenTimersPendingAsync(1, Cancel));
            poll.Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.Equal("status_500", (await Assert.ThrowsAsync<PollFailedException>(() => round)).Outcome);
        Assert.Equal(6, poll.Requests.Count);
        Assert.InRange(poll.Clock.GetUtcNow() - begun, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(6));
        Assert.Null(poll.Position);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(304)]
    [InlineData(204)]
    public async Task What_will_not_pass_is_not_tried_again(int status)
    {
        await using var poll = await PollHarness.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return null;
        });

        var failure = await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync);

        Assert.Equal($"Host api.test answers {status}.", failure.Message);
        Assert.Single(poll.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("{\"docs\":[{}]")]
    [InlineData("{\"docs\":7}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"docs\":[],\"next\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1,\"docs\":\"\\ud800\"}")]
    public async Task An_answer_that_is_no_page_ends_the_round(string answer)
    {
        await using var poll = await PollHarness.StartAsync(_ => answer, config => config with { Cursor = new() { Parameter = "c", Path = "$.next" } });

        Assert.Equal("unreadable", (await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync)).Outcome);

        Assert.Null(poll.Position);
    }

    [Fact]
    public async Task Items_that_are_no_events_go_to_errors_beside_those_that_are()
    {
        await using var poll = await PollHarness.StartAsync(
            _ => """{"docs":[7,{"id":1},"x",{"\ud800":1},{"at":"\ud800"}]}""", schema: """{ "timestamp": "at", "fields": { "at": "Timestamp" } }""");

        await poll.RoundAsync();

        Assert.Equal(["\"x\"", "7", """{"\ud800":1}""", """{"at":"\ud800"}""", """{"id":1}"""], poll.Contents);
    }

    [Fact]
    public async Task An_answer_nested_too_deeply_or_too_long_is_given_up()
    {
        var answer = $"{{\"docs\":{new string('[', 100)}{new string(']', 100)}}}";
        await using var poll = await PollHarness.StartAsync(_ => answer);

        Assert.Equal("unreadable", (await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync)).Outcome);
        answer = $$"""{"docs":["{{new string('x', 65 * 1024)}}"]}""";
        Assert.Equal("too_large", (await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync)).Outcome);

        Assert.Equal((2, 0L), (poll.Requests.Count, poll.MemoryUsed));
    }

    [Fact]
    public async Task A_bomb_is_not_unpacked()
    {
        await using var poll = await PollHarness.StartAsync(_ => null);
        poll.Server.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new System.IO.Compression.GZipStream(context.Response.Body, System.IO.Compression.CompressionLevel.SmallestSize);
            await gzip.WriteAsync(new byte[16 * 1024 * 1024], context.RequestAborted);
        };

        Assert.Equal("too_large", (await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync)).Outcome);
    }

    [Fact]
    public async Task A_redirect_to_the_node_s_credentials_is_refused_and_told()
    {
        await using var poll = await PollHarness.StartAsync(_ => null);
        poll.Server.Redirects["/"] = (302, "https://169.254.169.254/latest/meta-data/");

        var failure = await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync);

        Assert.Equal("refused", failure.Outcome);
        Assert.Contains("169.254.169.254, a link-local address", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_s_refusal_keeps_the_position()
    {
        await using var poll = await PollHarness.StartAsync(_ => Good);
        poll.Stream.Refuse = _ => "ProvisionedThroughputExceededException";
        var round = poll.RoundAsync();
        while (!round.IsCompleted)
        {
            await Task.WhenAny(round, poll.Clock.WhenTimersPendingAsync(1, Cancel));
            poll.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("stream", (await Assert.ThrowsAsync<PollFailedException>(() => round)).Outcome);
        Assert.Null(poll.Position);
        Assert.Equal(0, poll.MemoryUsed);
    }

    [Fact]
    public async Task Headers_are_those_of_the_Secret_as_it_is_now()
    {
        var folder = Directory.CreateTempSubdirectory("headers-");
        await using var poll = await PollHarness.StartAsync(_ => Good, headers: new PollHeaders(folder.FullName).Read);
        var file = Path.Combine(folder.FullName, "Authorization");

        await File.WriteAllTextAsync(file, "Bearer one\n", Cancel);
        await poll.RoundAsync();
        await File.WriteAllTextAsync(file, "Bearer two", Cancel);
        await poll.RoundAsync();
        await File.WriteAllTextAsync(file, "Bearer\r\nX-Other: secret", Cancel);
        var failure = await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync);
        File.Delete(file);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "Host"), "elsewhere", Cancel);
        await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync);
        folder.Delete(recursive: true);

        Assert.Equal(["Bearer one", "Bearer two"], poll.Server.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Equal("headers", failure.Outcome);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }
}
