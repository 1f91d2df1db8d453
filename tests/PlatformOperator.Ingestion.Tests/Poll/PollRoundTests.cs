using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>What rounds take from APIs of several kinds, among them one that pages like the SpaceX launches do.</summary>
public class PollRoundTests
{
    private const string Schema = """{ "timestamp": "at", "fields": { "at": "Timestamp" } }""";

    private static readonly CursorConfig PageNumbers = new() { Parameter = "page", Path = "$.nextPage", Initial = "1" };

    [Fact]
    public async Task Numbered_pages_are_followed_to_the_last_and_what_it_gets_later_is_taken_alone()
    {
        var launches = Enumerable.Range(1, 5).ToList();
        await using var poll = await PollHarness.StartAsync(context => Launches(launches, context), config => config with { Cursor = PageNumbers });

        Assert.True(await poll.RoundAsync());
        Assert.Equal(Ids(1, 5), poll.Contents);
        Assert.False(await poll.RoundAsync());
        launches.AddRange([6, 7]);
        Assert.True(await poll.RoundAsync());

        Assert.Equal(Ids(1, 7), poll.Contents);
        // Each round goes on where the last one ended.
        Assert.Equal(["1", "2", "3", "3", "3", "4"], poll.Server.Requests.Select(request => request.Query["page"].ToString()));
        Assert.Equal(0, poll.MemoryUsed);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_pod_that_dies_between_put_and_save_loses_nothing_and_repeats_only_under_the_same_identities(int page)
    {
        var launches = Enumerable.Range(1, 5).ToList();
        await using var poll = await PollHarness.StartAsync(context => Launches(launches, context), config => config with { Cursor = PageNumbers });
        poll.BeforeSave = saves => saves == page ? throw new IOException("killed") : Task.CompletedTask;

        await Assert.ThrowsAsync<IOException>(poll.RoundAsync);
        await poll.RoundAsync();

        Assert.Equal(Ids(1, 5), poll.Contents.Distinct());
        Assert.True(poll.Events.Count > 5);
        Assert.All(poll.Events.GroupBy(e => e.Content), copies => Assert.Single(copies.Distinct()));
        Assert.Equal(5, poll.Events.Distinct().Count());
    }

    [Fact]
    public async Task What_comes_again_under_one_identity_meets_its_first_copy_in_its_shard()
    {
        await using var poll = await PollHarness.StartAsync(_ => $$"""{"docs":[{{string.Join(',', Ids(1, 40))}}]}""");
        for (var tries = 0; tries < 3; tries++)
        {
            poll.BeforeSave = _ => throw new IOException("killed");
            await Assert.ThrowsAsync<IOException>(poll.RoundAsync);
        }

        Assert.Single(poll.Stream.Buckets.Distinct());
        Assert.Equal(40, poll.Events.Distinct().Count());
    }

    [Fact]
    public async Task The_same_items_are_not_taken_twice_but_changed_ones_are()
    {
        var answer = """{"docs":[{"id":"a","v":1},{"id":"b","v":1}]}""";
        await using var poll = await PollHarness.StartAsync(_ => answer);

        await poll.RoundAsync();
        Assert.False(await poll.RoundAsync());
        answer = """{"docs":[{"id":"a","v":2},{"id":"b","v":1}]}""";
        await poll.RoundAsync();
        answer = """{"docs":[{"id":"a","v":1}]}""";
        await poll.RoundAsync();

        Assert.Equal(["""{"id":"a","v":1}""", """{"id":"a","v":1}""", """{"id":"a","v":2}""", """{"id":"b","v":1}"""], poll.Contents);
        Assert.Equal(4, poll.Events.Distinct().Count());
    }

    [Fact]
    public async Task A_cursor_that_never_changes_ends_each_round()
    {
        await using var poll = await PollHarness.StartAsync(
            _ => """{"docs":[{"id":1}],"next":"same"}""", config => config with { Cursor = new() { Parameter = "c", Path = "$.next" } });

        for (var round = 0; round < 3; round++)
            await poll.RoundAsync();

        Assert.Equal(4, poll.Requests.Count);
        Assert.Equal(2, poll.Events.Count);
    }

    [Fact]
    public async Task Cursors_in_a_circle_and_cursors_without_end_end_a_round()
    {
        var counter = 0;
        await using var circle = await PollHarness.StartAsync(
            context => $$"""{"docs":[{"id":1}],"next":"{{(context.Request.Query["c"] == "a" ? "b" : "a")}}"}""", config => config with { Cursor = new() { Parameter = "c", Path = "$.next" } });
        await using var endless = await PollHarness.StartAsync(
            _ => $$"""{"docs":[{"id":{{++counter}}}],"next":{{counter}}}""", config => config with { Cursor = new() { Parameter = "c", Path = "$.next" } });

        await circle.RoundAsync();
        await endless.RoundAsync();

        Assert.Equal(3, circle.Requests.Count);
        Assert.Equal(PollRound.MaxPages, endless.Requests.Count);
        Assert.Equal(PollRound.MaxPages, endless.Events.Count);
    }

    [Fact]
    public async Task An_answer_without_items_ends_the_round_of_an_API_that_always_has_another_cursor()
    {
        var counter = 0;
        await using var poll = await PollHarness.StartAsync(
            _ => $$"""{"docs":[],"next":{{++counter}}}""", config => config with { Cursor = new() { Parameter = "c", Path = "$.next" } });

        await poll.RoundAsync();
        await poll.RoundAsync();

        Assert.Equal(["", "1"], poll.Server.Requests.Select(request => request.Query["c"].ToString()));
    }

    [Theory]
    [InlineData("ETag", "\"v1\"", "If-None-Match")]
    [InlineData("ETag", "W/\"v1\"", "If-None-Match")]
    [InlineData("Last-Modified", "Wed, 01 Jul 2026 07:28:00 GMT", "If-Modified-Since")]
    public async Task What_the_server_calls_unchanged_is_not_sent_again(string validator, string value, string condition)
    {
        await using var poll = await PollHarness.StartAsync(context =>
        {
            if (context.Request.Headers[condition] == value)
            {
                context.Response.StatusCode = 304;
                return null;
            }
            context.Response.Headers[validator] = value;
            return """{"docs":[{"id":1}]}""";
        });

        Assert.True(await poll.RoundAsync());
        Assert.False(await poll.RoundAsync());

        Assert.Equal(value, poll.Server.Requests[1].Headers[condition]);
        Assert.Single(poll.Events);
    }

    [Theory]
    [InlineData(nameof(SinceFormat.Rfc3339), "2025-07-04T10:00:00.5Z")]
    [InlineData(nameof(SinceFormat.Date), "2025-07-04")]
    [InlineData(nameof(SinceFormat.Seconds), "1751623200")]
    [InlineData(nameof(SinceFormat.Milliseconds), "1751623200500")]
    public async Task The_time_of_the_newest_event_is_asked_for_and_the_events_at_it_are_taken_once(string format, string expected)
    {
        // Newest first, and what is at the asked time comes again.
        var answer = """{"docs":[{"at":"2025-07-04T12:00:00.5+02:00"},{"at":"2025-07-01T00:00:00Z"}]}""";
        await using var poll = await PollHarness.StartAsync(
            _ => answer, config => config with { Since = new() { Parameter = "from", Initial = "begin", Format = Enum.Parse<SinceFormat>(format) } }, Schema);

        await poll.RoundAsync();
        answer = """{"docs":[{"at":"2025-07-04T12:00:00.5+02:00"},{"at":"2025-07-04T12:00:00.5+02:00","n":2}]}""";
        await poll.RoundAsync();
        Assert.False(await poll.RoundAsync());

        Assert.Equal(["begin", expected, expected], poll.Server.Requests.Select(request => request.Query["from"].ToString()));
        Assert.Equal(3, poll.Events.Count);
    }

    [Fact]
    public async Task An_event_from_the_future_does_not_hide_those_until_then()
    {
        await using var poll = await PollHarness.StartAsync(
            _ => """{"docs":[{"at":"9999-01-01T00:00:00Z"},{"at":7e300}]}""", config => config with { Since = new() { Parameter = "from" } }, Schema);

        await poll.RoundAsync();
        await poll.RoundAsync();

        Assert.Equal("2026-01-01T00:00:00Z", poll.Server.Requests[1].Query["from"].ToString());
    }

    [Fact]
    public async Task The_time_moves_only_after_the_last_page_of_a_round()
    {
        var broken = true;
        await using var poll = await PollHarness.StartAsync(
            context => context.Request.Query["page"] == "2"
                ? broken ? "not json" : """{"docs":[{"at":"2025-07-01T00:00:00Z"}]}"""
                : """{"docs":[{"at":"2025-07-02T00:00:00Z"}],"next":"2"}""",
            config => config with { Since = new() { Parameter = "from" }, NextPage = new() { Path = "$.next", Parameter = "page" } }, Schema);

        Assert.Equal("unreadable", (await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync)).Outcome);
        broken = false;
        await poll.RoundAsync();

        Assert.Equal(["", "", "", ""], poll.Server.Requests.Select(request => request.Query["from"].ToString()));
        Assert.Equal(2, poll.Events.Distinct().Count());
        Assert.Equal(3, poll.Events.Count);
    }

    [Theory]
    [InlineData("/second?x=1")]
    [InlineData("second?x=1")]
    [InlineData("https://api.test:PORT/second?x=1")]
    public async Task A_next_page_is_followed_by_its_address_and_by_a_Link_header(string target)
    {
        var links = false;
        PollHarness? poll = null;
        await using var started = poll = await PollHarness.StartAsync(
            context =>
            {
                var address = target.Replace("PORT", poll!.Server.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                if (links && context.Request.Path == "/")
                    context.Response.Headers.Link = $"<https://api.test/first>; rel=\"first\", <{address}>; title=\"a, b\"; rel=\"next\"";
                return context.Request.Path != "/" ? """{"docs":[{"id":2}],"next":""}"""
                    : links ? """{"docs":[{"id":3}]}"""
                    : $$"""{"docs":[{"id":1}],"next":"{{address}}"}""";
            },
            config => config with { NextPage = target.StartsWith('s') ? null : new() { Path = "$.next" } });
        links = target.StartsWith('s');

        await poll.RoundAsync();

        Assert.Equal(["/", "/second"], poll.Requests);
        Assert.Equal(2, poll.Events.Count);
    }

    [Theory]
    [InlineData("https://other.test/")]
    [InlineData("http://api.test/")]
    [InlineData("//other.test/")]
    [InlineData("https://[")]
    public async Task A_next_page_at_another_host_is_not_fetched(string target)
    {
        await using var poll = await PollHarness.StartAsync(
            _ => $$"""{"docs":[{"id":1}],"next":"{{target}}"}""", config => config with { NextPage = new() { Path = "$.next" } });

        Assert.Equal("refused", (await Assert.ThrowsAsync<PollFailedException>(poll.RoundAsync)).Outcome);

        Assert.Single(poll.Requests);
    }

    [Fact]
    public async Task Pages_without_end_and_pages_in_a_circle_end_a_round()
    {
        var counter = 0;
        await using var endless = await PollHarness.StartAsync(
            _ => $$"""{"docs":[],"next":"/{{++counter}}"}""", config => config with { NextPage = new() { Path = "$.next" } });
        await using var circle = await PollHarness.StartAsync(
            _ => """{"docs":[{"id":1}],"next":"/"}""", config => config with { NextPage = new() { Path = "$.next" } });

        Assert.Equal("too_many_pages", (await Assert.ThrowsAsync<PollFailedException>(endless.RoundAsync)).Outcome);
        await circle.RoundAsync();

        Assert.Equal(PollRound.MaxPages, endless.Requests.Count);
        Assert.Single(circle.Requests);
    }

    [Fact]
    public async Task A_position_of_other_settings_and_a_torn_one_mean_the_beginning()
    {
        await using var poll = await PollHarness.StartAsync(_ => """{"docs":[{"id":1}]}""", config => config with { Cursor = PageNumbers });

        foreach (var position in new[] { """{"source":"another","cursor":"9"}""", "{\"source\":", "null", "[]" })
        {
            poll.Position = position;
            await poll.RoundAsync();
        }

        Assert.All(poll.Server.Requests, request => Assert.Equal("1", request.Query["page"].ToString()));
    }

    [Fact]
    public async Task Answers_may_be_compressed()
    {
        await using var poll = await PollHarness.StartAsync(_ => null);
        poll.Server.Answer = async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync("""{"docs":[{"id":1}]}"""u8.ToArray(), context.RequestAborted);
        };

        await poll.RoundAsync();

        Assert.Equal(Ids(1, 1), poll.Contents);
    }

    [Fact]
    public async Task The_next_round_comes_after_the_interval_whatever_became_of_the_last()
    {
        var answers = new Queue<string>(["nonsense", """{"docs":[{"id":1}]}""", """{"docs":[{"id":2}]}"""]);
        await using var poll = await PollHarness.StartAsync(_ => answers.Dequeue());
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = poll.Poller().RunAsync(poll, stop.Token);
        for (var round = 1; round <= 3; round++)
        {
            await poll.Clock.WhenTimerPendingAsync(left => left == TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
            Assert.Equal(round, poll.Requests.Count);
            if (round < 3)
                poll.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(Ids(1, 2), poll.Contents);
    }

    /// <summary>Two launches a page, like <c>POST /v4/launches/query</c>: docs, hasNextPage, nextPage.</summary>
    private static string Launches(List<int> all, HttpContext context)
    {
        var page = int.Parse(context.Request.Query["page"].ToString(), CultureInfo.InvariantCulture);
        var more = page * 2 < all.Count;
        return $$"""{"docs":[{{string.Join(',', all.Skip((page - 1) * 2).Take(2).Select(id => $$"""{"id":{{id}}}"""))}}],"hasNextPage":{{(more ? "true" : "false")}},"nextPage":{{(more ? page + 1 : "null")}}}""";
    }

    private static IEnumerable<string> Ids(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(id => $$"""{"id":{{id}}}""").Order(StringComparer.Ordinal);
}
