using System.Text.Json;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Tests.Process;

public class RangeBuilderTests
{
    private static readonly DateTimeOffset Arrived = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Every_event_is_in_raw_and_in_exactly_one_of_the_others()
    {
        using var range = new RangeBuilder(
            new EventPlan(Samples.Config(filter: """[ { "field": "value", "notNull": true }, { "field": "value", "between": [60, 80] } ]""")));
        string[] events = [Event(70), Event(90), Event(null), "{\"value\":1}", Event(60), "{}"];
        range.Add(new ReceivedRecord("5", Arrived, Samples.Record(events)));
        var tally = range.Tally;
        Assert.Equal((6, 2, 2), (tally.Raw, tally.Processed, tally.Invalid));
        Assert.Equal([1, 1], tally.Filtered);
        Assert.Equal(tally.Raw, tally.Processed + tally.Filtered.Sum() + tally.Invalid);
        var objects = range.Objects("S", "shard").ToDictionary(o => o.Zone);
        Assert.Equal(events, Lines(objects[Zone.Raw]));
        Assert.Equal(2, Lines(objects[Zone.Processed]).Length);
        Assert.All(
            Lines(objects[Zone.Errors]),
            line => Assert.StartsWith("{\"reason\":\"timestamp: required, but absent or null\",\"event\":{", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Refused_lines_go_to_errors_alone()
    {
        using var chunk = EntryChunk.TryCreate(0, default, new MemoryBudget(long.MaxValue))!;
        chunk.TryAddRefused(3, "why \"so\""u8, "{bad\u0000"u8);
        chunk.TryAddRefused(4, "not valid UTF-8"u8, [0xFF, 0xFE]);
        using var range = new RangeBuilder(new EventPlan(Samples.Config()));
        range.Add(new ReceivedRecord("1", Arrived, Samples.Record(chunk)));
        Assert.Equal((0, 2), (range.Tally.Raw, range.Tally.Refused));
        var lines = Lines(Assert.Single(range.Objects("S", "shard")));
        using var first = JsonDocument.Parse(lines[0]);
        Assert.Equal(
            ("why \"so\"", 3, "{bad\0"),
            (
                first.RootElement.GetProperty("reason").GetString(), first.RootElement.GetProperty("number").GetInt32(),
                first.RootElement.GetProperty("line").GetString()));
        Assert.Equal("""{"reason":"not valid UTF-8","number":4,"lineBase64":"//4="}""", lines[1]);
    }

    [Fact]
    public void A_record_of_another_producer_goes_to_errors_as_it_is()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config()));
        range.Add(new ReceivedRecord("1", Arrived, "hello"u8.ToArray()));
        Assert.Equal((0, 1), (range.Tally.Raw, range.Tally.Unreadable));
        Assert.Contains("\"recordBase64\":\"aGVsbG8=\"", Lines(Assert.Single(range.Objects("S", "shard")))[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_follow_from_stream_shard_range_and_partition()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config(partitionBy: """["date", "sensor", "ok"]""")));
        range.Add(new ReceivedRecord("7", Arrived, Samples.Record("""{"timestamp":"2013-07-04 23:30:00-01:00","sensor":"a/b=ä","ok":true}""")));
        range.Add(new ReceivedRecord("9", Arrived, Samples.Record("""{"timestamp":"2013-07-04","sensor":"","ok":null}""", "{}")));
        Assert.Equal(
            [
                "data/date=2026-01-02/20260101T000000.000Z-shardId-000000000001-7-9.ndjson.gz",
                "data/date=2013-07-04/sensor=__HIVE_DEFAULT_PARTITION__/ok=__HIVE_DEFAULT_PARTITION__/20260101T000000.000Z-shardId-000000000001-7-9.ndjson.gz",
                "data/date=2013-07-05/sensor=a%2Fb%3D%C3%A4/ok=true/20260101T000000.000Z-shardId-000000000001-7-9.ndjson.gz",
                "data/date=2026-01-02/20260101T000000.000Z-shardId-000000000001-7-9.ndjson.gz",
            ],
            range.Objects(ObjectKeys.StreamId(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)), "shardId-000000000001").Select(o => o.Key));
    }

    [Fact]
    public void A_partition_value_too_long_for_a_key_is_an_error()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config(partitionBy: """["sensor"]""")));
        range.Add(new ReceivedRecord("1", Arrived, Samples.Record($$"""{"timestamp":0,"sensor":"{{new string('/', 300)}}"}""")));
        Assert.Equal((1, 0, 1), (range.Tally.Raw, range.Tally.Processed, range.Tally.Invalid));
    }

    [Fact]
    public void Without_schema_the_time_of_arrival_dates_the_event()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config(schema: null)));
        range.Add(new ReceivedRecord("1", Arrived, Samples.Record("{\"a\":1}")));
        Assert.Contains(range.Objects("S", "shard"), o => o.Zone == Zone.Processed && o.Key.StartsWith("data/date=2026-01-02/", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_records_make_the_same_objects()
    {
        var plan = new EventPlan(Samples.Config());
        byte[][] records = [.. Enumerable.Range(0, 20).Select(i => Samples.Record([.. Enumerable.Range(0, 50).Select(j => Event(i * j % 97, i + j))]))];
        Assert.Equal(Build(), Build());

        List<(Zone, string, string)> Build()
        {
            using var range = new RangeBuilder(plan);
            for (var i = 0; i < records.Length; i++)
                range.Add(new ReceivedRecord($"{i}", Arrived, records[i]));
            return [.. range.Objects("S", "shard").Select(o => (o.Zone, o.Key, MemoryObjectStore.Unzip(o.Lines.Finish())))];
        }
    }

    [Fact]
    public void A_range_is_full_by_bytes_and_by_objects()
    {
        using var bytes = new RangeBuilder(new EventPlan(Samples.Config()));
        for (var i = 0; i * 1_000_000 < RangeBuilder.FullLength; i++)
        {
            Assert.False(bytes.IsFull);
            bytes.Add(new ReceivedRecord($"{i}", Arrived, Samples.Record($"{{\"pad\":\"{new string('x', 1_000_000)}\"}}")));
        }
        Assert.True(bytes.IsFull);
        bytes.Reset();
        Assert.False(bytes.IsFull);
        bytes.Add(new ReceivedRecord("1", Arrived, Samples.Record([.. Enumerable.Range(0, RangeBuilder.FullObjects).Select(day => Event(1, day))])));
        Assert.True(bytes.IsFull);
    }

    [Fact]
    public void What_passes_is_aggregated_by_unit()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config(
            filter: """[ { "field": "value", "between": [0, 100] } ]""", transform: $"\"aggregate\": {Samples.AggregateJson}")));
        range.Add(new ReceivedRecord("7", Arrived, Samples.Record(Event(70, 1), Event(20), Event(21), "{}", Event(101), Event(80, 1))));
        range.Add(new ReceivedRecord("9", Arrived, Samples.Record("""{"timestamp":"2013-07-04T23:59:59Z","sensor":"\u0061","value":22}""")));
        var prefix = $"_state/aggregates/{AggregatePlan.Of(Samples.Config(transform: $"\"aggregate\": {Samples.AggregateJson}"))!.Definition}/partials";
        Assert.Equal(
            [
                ($"{prefix}/date=2013-07-04/S-shard-7-9.ndjson.gz",
                    """{"window":"2013-07-04T00:00:00Z","group":["a"],"events":3,"fields":{"sensor":{"count":3},"value":{"count":3,"sum":63,"min":20,"max":22}}}"""),
                ($"{prefix}/date=2013-07-05/S-shard-7-9.ndjson.gz",
                    """{"window":"2013-07-05T00:00:00Z","group":["a"],"events":2,"fields":{"sensor":{"count":2},"value":{"count":2,"sum":150,"min":70,"max":80}}}"""),
            ],
            Partials(range).Select(o => (o.Key, Assert.Single(Lines(o)))));
        range.Reset();
        range.Add(new ReceivedRecord("10", Arrived, Samples.Record(Event(1))));
        Assert.EndsWith("\"sum\":1,\"min\":1,\"max\":1}}}", Assert.Single(Lines(Assert.Single(Partials(range)))), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_are_told_apart_by_every_type()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config(
            transform: """ "aggregate": { "window": "5m", "allowedLateness": "1h", "by": ["timestamp", "ok", "count", "sensor"], "metrics": [ { "name": "n", "count": "value" } ] }""")));
        range.Add(new ReceivedRecord("1", Arrived, Samples.Record("""{"timestamp":"1970-01-01 05:01:00","sensor":"b","ok":true,"count":7}""", """{"timestamp":18060,"sensor":"a"}""")));
        var partials = Assert.Single(Partials(range));
        Assert.Contains("/partials/date=1970-01-01/hour=05/", partials.Key, StringComparison.Ordinal);
        Assert.Equal(
            [
                """{"window":"1970-01-01T05:00:00Z","group":["1970-01-01T05:01:00Z",null,null,"a"],"events":1,"fields":{}}""",
                """{"window":"1970-01-01T05:00:00Z","group":["1970-01-01T05:01:00Z",true,7,"b"],"events":1,"fields":{}}""",
            ],
            Lines(partials));
    }

    [Fact]
    public void A_range_is_full_by_groups()
    {
        using var range = new RangeBuilder(new EventPlan(Samples.Config(
            transform: """ "aggregate": { "window": "1d", "allowedLateness": "1h", "by": ["sensor"], "metrics": [ { "name": "n", "sum": "value" } ] }""")));
        for (var record = 0; record < 100; record++)
        {
            Assert.False(range.IsFull);
            range.Add(
                new ReceivedRecord(
                    $"{record}", Arrived, Samples.Record([.. Enumerable.Range(0, 1000).Select(i => $"{{\"timestamp\":0,\"sensor\":\"{record},{i}\"}}")])));
        }
        Assert.True(range.IsFull);
        range.Reset();
        Assert.False(range.IsFull);
    }

    private static IEnumerable<RangeObject> Partials(RangeBuilder range) =>
        range.Objects("S", "shard").Where(o => o.Key.StartsWith("_state/", StringComparison.Ordinal) && o.Zone == Zone.Processed);

    private static string Event(int? value, int day = 0) =>
        $"{{\"timestamp\":{1372896000 + day * 86400},\"sensor\":\"a\",\"value\":{value?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null"}}}";

    private static string[] Lines(RangeObject o) => MemoryObjectStore.Unzip(o.Lines.Finish()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
