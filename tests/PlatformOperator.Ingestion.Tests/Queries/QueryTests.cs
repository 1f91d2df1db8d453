using System.Net;
using System.Text.Json.Nodes;
using PlatformOperator.Ingestion.Tests.Aggregates;
using PlatformOperator.Ingestion.Tests.Fakes;
using static PlatformOperator.Ingestion.Tests.Aggregates.AggregateLake;

namespace PlatformOperator.Ingestion.Tests.Queries;

public class QueryTests
{
    private const string March = "/v1/aggregates?from=2026-03-01&to=2026-04-01";

    [Fact]
    public async Task A_range_holds_the_windows_that_begin_in_it()
    {
        await using var queries = await StartAsync();

        Assert.Equal(queries.Lake.Expected(), await queries.RowsAsync(March));
        Assert.Equal(queries.Lake.Expected().Take(2), await queries.RowsAsync("/v1/aggregates?from=2026-03-01T00:00:00Z&to=2026-03-01T01:00:00Z"));
        Assert.Empty(await queries.RowsAsync("/v1/aggregates?from=2026-03-01T00:00:01Z&to=2026-03-01T01:00:00Z"));
    }

    [Fact]
    public async Task A_group_is_asked_for_by_its_fields()
    {
        await using var queries = await StartAsync();

        Assert.Equal(queries.Lake.Expected().Where(row => row.Contains("hall-2", StringComparison.Ordinal)), await queries.RowsAsync($"{March}&sensor=hall-2"));
        Assert.Empty(await queries.RowsAsync($"{March}&sensor=none"));
    }

    [Fact]
    public async Task Windows_are_merged_to_longer_ones()
    {
        await using var queries = await StartAsync();

        Assert.Equal(
            [
                """{"window_start":"2026-03-01T00:00:00Z","window_end":"2026-03-02T00:00:00Z","sensor":"hall-1","avg_value":20,"readings":3}""",
                """{"window_start":"2026-03-02T00:00:00Z","window_end":"2026-03-03T00:00:00Z","sensor":"hall-1","avg_value":40,"readings":1}""",
            ],
            await queries.RowsAsync($"{March}&sensor=hall-1&window=1d"));
        Assert.Equal(
            ["""{"window_start":"2026-03-01T00:00:00Z","window_end":"2026-04-01T00:00:00Z","sensor":"hall-1","avg_value":25,"readings":4}"""],
            await queries.RowsAsync($"{March}&sensor=hall-1&window=all"));
    }

    [Fact]
    public async Task Without_a_range_it_is_the_last_day()
    {
        await using var queries = await StartAsync();
        queries.Lake.SetNow(At("2026-03-02T06:00Z"));

        Assert.Equal(
            ["""{"window_start":"2026-03-01T06:00:00Z","window_end":"2026-03-02T06:00:00Z","sensor":"hall-1","avg_value":35,"readings":2}"""],
            await queries.RowsAsync("/v1/aggregates?sensor=hall-1&window=all"));
    }

    [Fact]
    public async Task The_latest_rows_are_those_of_the_newest_unit_with_such_a_group()
    {
        await using var queries = await StartAsync();

        Assert.Equal([queries.Lake.Expected()[^1]], await queries.RowsAsync("/v1/aggregates/latest"));
        Assert.Equal([queries.Lake.Expected()[1]], await queries.RowsAsync("/v1/aggregates/latest?sensor=hall-2"));
        Assert.Empty(await queries.RowsAsync("/v1/aggregates/latest?sensor=none"));
    }

    [Fact]
    public async Task The_latest_rows_are_found_without_a_look_at_all_of_history()
    {
        var lake = new AggregateLake();
        Reading[] daily = [.. Enumerable.Range(0, 90).Select(day => new Reading(At("2026-03-01T00:10Z").AddDays(day), "hall-1", day))];
        await lake.PutAsync("shard-a", [.. daily, new Reading(At("2026-05-05T00:10Z"), "hall-2", 7)]);
        lake.SetNow(daily[^1].Time);
        await using var queries = await QueryHarness.StartAsync(lake);

        Assert.Equal([lake.Expected()[^1]], await queries.RowsAsync("/v1/aggregates/latest"));
        Assert.InRange(lake.Store.Listed, 1, 31);
        var other = Assert.Single(await queries.RowsAsync("/v1/aggregates/latest?sensor=hall-2"));
        Assert.StartsWith("""{"window_start":"2026-05-05T00:00:00Z""", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_latest_rows_of_a_source_that_is_quiet_for_long_are_found_all_the_same()
    {
        await using var queries = await StartAsync(now: At("2027-03-01T00:00Z"));

        Assert.Equal([queries.Lake.Expected()[^1]], await queries.RowsAsync("/v1/aggregates/latest"));
        Assert.Equal([queries.Lake.Expected()[1]], await queries.RowsAsync("/v1/aggregates/latest?sensor=hall-2"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_overlap()
    {
        await using var queries = await StartAsync();
        var rows = new List<string>();
        for (string? next = $"{March}&limit=3"; next is not null;)
        {
            var page = await queries.JsonAsync(next);
            rows.AddRange(page["rows"]!.AsArray().Select(row => row!.ToJsonString()));
            next = page["next"]?.ToString();
            Assert.Equal(next is null, rows.Count == queries.Lake.Expected().Count);
        }

        Assert.Equal(queries.Lake.Expected(), rows);
    }

    [Fact]
    public async Task A_Link_header_names_the_next_page()
    {
        await using var queries = await StartAsync();
        using var answer = await queries.GetAsync($"{March}&limit=3", "text/csv");

        var link = Assert.Single(answer.Headers.GetValues("Link"));

        Assert.EndsWith(">; rel=\"next\"", link, StringComparison.Ordinal);
        Assert.Equal(queries.Lake.Expected().Skip(3), await queries.RowsAsync(link[1..link.IndexOf('>', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Rows_come_as_CSV_too()
    {
        var lake = new AggregateLake();
        await lake.PutAsync("shard-a", new Reading(At("2026-03-01T00:10Z"), "a,b", 20));
        await using var queries = await QueryHarness.StartAsync(lake);

        Assert.Equal(
            "window_start,window_end,sensor,avg_value,readings\r\n2026-03-01T00:00:00Z,2026-03-01T01:00:00Z,\"a,b\",20,1\r\n",
            await queries.TextAsync(March, "text/csv"));
    }

    [Fact]
    public async Task An_answer_says_as_of_when_it_is()
    {
        await using var queries = await StartAsync();

        Assert.Equal("2026-03-01T00:00:00Z", (await queries.JsonAsync(March))["as_of"]!.ToString());
    }

    [Theory]
    [InlineData("/v1/aggregates?from=yesterday", "from must be a time")]
    [InlineData("/v1/aggregates?from=2026-03-02&to=2026-03-01", "from must be before to")]
    [InlineData("/v1/aggregates?window=90m", "window must be a multiple of the pipeline's window of 1h")]
    [InlineData("/v1/aggregates?limit=0", "limit must be a number from 1 to 10000")]
    [InlineData("/v1/aggregates?after=*", "after must be what an answer named as next")]
    [InlineData("/v1/aggregates?hall=1", "there is no parameter 'hall'; there are from, to, window, limit, after, sensor")]
    [InlineData("/v1/aggregates?sensor=a&sensor=b", "sensor can be given once only")]
    [InlineData("/v1/aggregates/latest?from=2026-03-01", "there is no parameter 'from'; there are sensor")]
    public async Task What_cannot_be_answered_is_refused_with_what_to_change(string path, string reason)
    {
        await using var queries = await StartAsync();
        using var answer = await queries.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.StartsWith(reason, problem["detail"]!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(March)]
    [InlineData("/v1/aggregates/latest")]
    [InlineData("/openapi.json")]
    public async Task Everything_asks_for_a_key(string path)
    {
        await using var queries = await StartAsync();
        using var none = await queries.GetAsync(path, key: null);
        using var wrong = await queries.GetAsync(path, key: "wrong");

        Assert.Equal(HttpStatusCode.Unauthorized, none.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task An_unknown_form_is_not_acceptable()
    {
        await using var queries = await StartAsync();
        using var answer = await queries.GetAsync(March, "application/xml");

        Assert.Equal(HttpStatusCode.NotAcceptable, answer.StatusCode);
    }

    [Fact]
    public async Task A_lake_that_cannot_be_read_is_told_as_unavailable()
    {
        var lake = new AggregateLake();
        await using var queries = await QueryHarness.StartAsync(lake, new InterruptedStore(lake.Store) { Before = _ => throw new IOException("S3 is away") });
        using var answer = await queries.GetAsync(March);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("S3 is away", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_document_describes_the_pipelines_own_fields()
    {
        await using var queries = await StartAsync();
        var document = await queries.JsonAsync("/openapi.json");

        Assert.Equal("3.1.0", document["openapi"]!.ToString());
        Assert.Contains("sensor", document["paths"]!["/v1/aggregates"]!["get"]!["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.ToString()));
        Assert.Equal(
            ["window_start", "window_end", "sensor", "avg_value", "readings"],
            document["components"]!["schemas"]!["Row"]!["properties"]!.AsObject().Select(column => column.Key));
    }

    private static async Task<QueryHarness> StartAsync(DateTime? now = null)
    {
        var lake = new AggregateLake();
        await lake.PutAsync(
            "shard-a", new Reading(At("2026-03-01T00:10Z"), "hall-1", 10), new Reading(At("2026-03-01T00:50Z"), "hall-1", 20),
            new Reading(At("2026-03-01T23:10Z"), "hall-1", 30));
        await lake.PutAsync("shard-b", new Reading(At("2026-03-01T00:20Z"), "hall-2", 99));
        await lake.PassAsync();
        await lake.PutAsync("shard-b", new Reading(At("2026-03-02T05:00Z"), "hall-1", 40));
        lake.SetNow(now ?? At("2026-03-01"));
        return await QueryHarness.StartAsync(lake);
    }
}
