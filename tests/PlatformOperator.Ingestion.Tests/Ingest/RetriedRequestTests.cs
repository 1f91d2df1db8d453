using System.Net;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Ingest;

/// <summary>A request sent again, to whichever pod, puts its entries into the same buckets: only within one shard are they known as repeated.</summary>
public class RetriedRequestTests
{
    [Fact]
    public async Task Events_without_key_and_refused_lines_of_a_keyed_request_keep_their_buckets()
    {
        var body = string.Concat(Enumerable.Range(0, 3000).Select(n => n % 1000 == 7 ? "refused\n" : $"{{\"n\":{n},\"pad\":\"{new string('x', 50)}\"}}\n"));
        var first = await BucketsAsync(requestsBefore: 0, body, "key");
        Assert.Equal(first, await BucketsAsync(requestsBefore: 3, body, "key"));
        Assert.NotEqual(first, await BucketsAsync(requestsBefore: 0, body, "other"));
        Assert.True(first.Count > 1);
    }

    [Fact]
    public async Task Events_without_key_go_by_their_id()
    {
        const string schema = """{ "id": "id", "fields": { "id": "String" } }""";
        const string json = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n{\"id\":\"c\"}\n";
        var first = await BucketsAsync(requestsBefore: 0, json, key: null, schema);
        Assert.Equal(first, await BucketsAsync(requestsBefore: 3, json, key: null, schema));
        Assert.Equal(3, first.Count);
        Assert.Equal(first, await BucketsAsync(requestsBefore: 5, "id\na\nb\nc\n", key: null, schema, "text/csv"));
    }

    /// <summary>Contents by bucket of a request to a pod that has served others before.</summary>
    private static async Task<SortedDictionary<int, string>> BucketsAsync(
        int requestsBefore, string body, string? key, string? schema = null, string type = "application/x-ndjson")
    {
        await using var harness = await IngestHarness.StartAsync(schema);
        for (var i = 0; i < requestsBefore; i++)
            (await harness.PostAsync("application/x-ndjson", "{}")).Dispose();
        var before = harness.Stream.Buckets.Count;
        using var response = await harness.PostAsync(type, body, request =>
        {
            if (key is not null)
                request.Headers.Add("Idempotency-Key", key);
        });
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var buckets = new SortedDictionary<int, string>();
        foreach (var (bucket, record) in harness.Stream.Buckets.Zip(harness.Stream.Stored).Skip(before))
            buckets[bucket] = buckets.GetValueOrDefault(bucket) + string.Concat(Samples.Contents(record.Data.Span));
        return buckets;
    }
}
