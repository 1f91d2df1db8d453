using System.Text;
using System.Text.Json;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Tests.Transform;

/// <summary>default, derive, rename and drop, and what is written then.</summary>
public class EventEditTests
{
    [Theory]
    [InlineData("""{"timestamp":0,"sensor":"a"}""", """{"timestamp":"1970-01-01T00:00:00Z","sensor":"a","value":1.5,"ok":true}""")]
    [InlineData(
        """{"timestamp":0,"sensor":null,"value":null,"ok":false}""", """{"timestamp":"1970-01-01T00:00:00Z","sensor":"no\"ne","value":1.5,"ok":false}""")]
    [InlineData("""{"value":2}""", """{"value":2,"timestamp":"2013-07-04T00:00:00Z","sensor":"no\"ne","ok":true}""")]
    [InlineData("{ }", """{ "timestamp":"2013-07-04T00:00:00Z","sensor":"no\"ne","value":1.5,"ok":true}""")]
    [InlineData("""{"timestamp":null}""", """{"timestamp":"2013-07-04T00:00:00Z","sensor":"no\"ne","value":1.5,"ok":true}""")]
    public void A_default_stands_for_null_and_for_what_is_absent(string json, string expected) =>
        Assert.Equal(expected, Written("""{ "default": { "timestamp": "2013-07-04", "sensor": "no\"ne", "value": 1.5, "ok": true } }""", json));

    [Fact]
    public void Filters_see_defaults() => Assert.Equal(
        "[]",
        Written("""{ "default": { "sensor": "[]", "timestamp": 7, "count": 3 }, "filter": [ { "field": "sensor", "equals": "[]" }, { "field": "count", "between": [3, 3] }, { "field": "timestamp", "equals": 7 } ], "drop": ["count", "timestamp"] }""", "{}", "sensor"));

    [Theory]
    [InlineData("""{"a":1,"timestamp":0,"sensor":"a","b":2}""", """{"timestamp":"1970-01-01T00:00:00Z"}""")]
    [InlineData("""{"timestamp":0,"a":1,"sensor":"a"}""", """{"timestamp":"1970-01-01T00:00:00Z"}""")]
    [InlineData("""{"sensor":"a", "timestamp":0 , "x":[1,{"a":2}], "b":{},"a":null }""", """{"timestamp":"1970-01-01T00:00:00Z" , "x":[1,{"a":2}] }""")]
    [InlineData("""{ "x":1, "sensor":"a","b":"}" ,"timestamp":0,"\u0061":"\"" }""", """{ "x":1 ,"timestamp":"1970-01-01T00:00:00Z" }""")]
    public void Dropped_fields_leave_no_trace(string json, string expected) => Assert.Equal(expected, Written("""{ "drop": ["a", "b", "sensor"] }""", json));

    [Fact]
    public void All_fields_can_be_dropped() => Assert.Equal("{}", Written("""{ "drop": ["sensor", "timestamp"] }""", """{"sensor":"a","timestamp":0}"""));

    [Fact]
    public void Derived_fields_may_be_all_that_is_left() => Assert.Equal(
        """{"year":1970}""",
        Written("""{ "drop": ["sensor", "timestamp"], "derive": [ { "field": "year", "from": "timestamp", "part": "Year" } ] }""", """{"sensor":"a","timestamp":0}"""));

    [Theory]
    [InlineData("""{"timestamp":0,"sensor":"a"}""", """{"time":"1970-01-01T00:00:00Z","the \"sensor\"":"a"}""")]
    [InlineData(
        """{"x":{"sensor":1}, "s\u0065nsor" : "a" ,"timestamp": 0}""", """{"x":{"sensor":1}, "the \"sensor\"" : "a" ,"time": "1970-01-01T00:00:00Z"}""")]
    public void Renamed_fields_keep_their_place(string json, string expected) =>
        Assert.Equal(expected, Written("""{ "rename": { "timestamp": "time", "sensor": "the \"sensor\"" } }""", json));

    [Fact]
    public void A_default_is_written_under_the_new_name() => Assert.Equal(
        """{"timestamp":"1970-01-01T00:00:00Z","sensor":"a","v":0}""",
        Written("""{ "default": { "value": 0 }, "rename": { "value": "v" } }""", """{"timestamp":0,"sensor":"a"}"""));

    [Fact]
    public void An_event_that_has_only_the_new_name_passes() => Assert.Equal(
        """{"timestamp":"1970-01-01T00:00:00Z","sensor":"a","v":1}""", Written("""{ "rename": { "value": "v" } }""", """{"timestamp":0,"sensor":"a","v":1}"""));

    [Theory]
    [InlineData("""{ "rename": { "value": "v" } }""", "\"value\":1,\"v\":2", "v: value is renamed to it, but the event has both")]
    [InlineData("""{ "rename": { "value": "v" } }""", "\"v\":null,\"value\":null", "v: value is renamed to it, but the event has both")]
    [InlineData("""{ "rename": { "value": "v" }, "default": { "value": 1 } }""", "\"v\":2", "v: value is renamed to it, but the event has both")]
    [InlineData("""{ "derive": [ { "field": "day", "from": "timestamp", "part": "Day" } ] }""", "\"day\":2", "day: is derived, but the event has it")]
    public void Two_values_for_one_name_are_an_error(string transform, string fields, string reason)
    {
        var events = Transform(transform);
        Assert.Equal(Verdict.Invalid, events.Apply(Encoding.UTF8.GetBytes($"{{\"timestamp\":0,\"sensor\":\"a\",{fields}}}")));
        Assert.Equal(reason, events.Reason);
    }

    [Theory]
    [InlineData("2013-07-04T23:59:59-02:00", """[2013,7,5,1,5,"2013-07-05"]""")]
    [InlineData("2012-02-29T12:00:00Z", """[2012,2,29,12,3,"2012-02-29"]""")]
    [InlineData("0001-01-07T00:00:00Z", """[1,1,7,0,7,"0001-01-07"]""")]
    public void Parts_of_a_time_are_those_in_UTC(string time, string expected)
    {
        var written = Written(
            """
            { "derive": [ { "field": "y", "from": "timestamp", "part": "Year" }, { "field": "m", "from": "timestamp", "part": "Month" },
              { "field": "d", "from": "timestamp", "part": "Day" }, { "field": "h", "from": "timestamp", "part": "Hour" },
              { "field": "w", "from": "timestamp", "part": "Weekday" }, { "field": "date", "from": "timestamp", "part": "Date" } ] }
            """,
            $"{{\"timestamp\":\"{time}\",\"sensor\":\"a\"}}");
        Assert.Equal(
            expected, $"[{string.Join(',', JsonDocument.Parse(written).RootElement.EnumerateObject().Skip(2).Select(field => field.Value.GetRawText()))}]");
    }

    [Fact]
    public void A_part_of_null_is_null() => Assert.Equal(
        """{"timestamp":"1970-01-01T00:00:00Z","day":null}""",
        Written(
            """{ "derive": [ { "field": "day", "from": "seen", "part": "Day" } ] }""", """{"timestamp":0}""",
            schema: """{ "timestamp": "timestamp", "fields": { "timestamp": "Timestamp", "seen": "Timestamp" } }"""));

    [Theory]
    [InlineData("dd.MM.yyyy HH:mm", "\"04.07.2013 05:06\"", "2013-07-04T05:06:00Z")]
    [InlineData("yyyyMMddHHmmss", "\"20130704050607\"", "2013-07-04T05:06:07Z")]
    [InlineData("dd MMM yyyy HH:mm zzz", "\"04 Jul 2013 05:06 +02:00\"", "2013-07-04T03:06:00Z")]
    [InlineData("UnixSeconds", "200000000000", "8307-10-01T19:33:20Z")]
    [InlineData("UnixSeconds", "\"1.5\"", "1970-01-01T00:00:01.500Z")]
    [InlineData("UnixMilliseconds", "1000", "1970-01-01T00:00:01Z")]
    [InlineData("dd.MM.yyyy HH:mm", "\"2013-07-04T05:06:00Z\"", null)]
    [InlineData("dd.MM.yyyy HH:mm", "\"32.07.2013 05:06\"", null)]
    [InlineData("dd.MM.yyyy HH:mm", "1372896000", null)]
    [InlineData("dd.MM.yyyy HH:mm", "\"04.07.2013 05:0\u0666\"", null)]
    [InlineData("UnixSeconds", "\"2013-07-04\"", null)]
    [InlineData("UnixSeconds", "1e300", null)]
    public void A_time_may_have_a_form_of_its_own(string format, string time, string? expected)
    {
        var schema = $$"""{ "timestamp": "timestamp", "fields": { "timestamp": "Timestamp" }, "timestampFormats": { "timestamp": "{{format}}" } }""";
        var transform = new EventTransform(new EventPlan(Samples.Config(schema: schema)));
        var json = Encoding.UTF8.GetBytes($"{{\"timestamp\":{time}}}");
        Assert.Equal(expected is null ? Verdict.Invalid : Verdict.Passed, transform.Apply(json));
        if (expected is null)
            Assert.Equal($"timestamp: not a Timestamp of the form '{format}'", transform.Reason);
        else
            Assert.Equal($"{{\"timestamp\":\"{expected}\"}}", Written(transform, json));
    }

    [Theory]
    [InlineData("\"value\":1", true)]
    [InlineData("\"value\":9,\"ok\":true", true)]
    [InlineData("\"value\":9,\"ok\":false", false)]
    [InlineData("\"x\":0", false)]
    public void One_of_a_group_of_any_is_enough(string fields, bool passes) => Assert.Equal(
        passes, Passes("""{ "any": [ { "field": "value", "between": [0, 2] }, { "field": "ok", "equals": true } ] }""", fields));

    [Theory]
    [InlineData("\"value\":1,\"ok\":true", true)]
    [InlineData("\"value\":1", false)]
    [InlineData("\"value\":9,\"ok\":true", false)]
    public void A_group_of_all_needs_each(string fields, bool passes) => Assert.Equal(
        passes, Passes("""{ "all": [ { "field": "value", "between": [0, 2] }, { "field": "ok", "equals": true } ] }""", fields));

    [Fact]
    public void Rules_are_named_by_their_fields_and_predicates() => Assert.Equal(
        ["value notNull", "any(value between, ok equals)", "all(sensor matches)"],
        new EventPlan(Samples.Config(filter:
            """
            [ { "field": "value", "notNull": true }, { "any": [ { "field": "value", "between": [0, 2] }, { "field": "ok", "equals": true } ] },
              { "all": [ { "field": "sensor", "matches": "a" } ] } ]
            """)).Rules.Select(rule => rule.Name));

    private static bool Passes(string rule, string fields) =>
        new EventTransform(new EventPlan(Samples.Config(filter: $"[{rule}]")))
            .Apply(Encoding.UTF8.GetBytes($"{{\"timestamp\":0,\"sensor\":\"a\",{fields}}}")) == Verdict.Passed;

    private static EventTransform Transform(string transform, string schema = Samples.SchemaJson) =>
        new(new EventPlan(Samples.Config(schema: schema, transform: transform.Trim()[1..^1])));

    private static string Written(string transform, string json, string? field = null, string schema = Samples.SchemaJson)
    {
        var events = Transform(transform, schema);
        var utf8 = Encoding.UTF8.GetBytes(json);
        Assert.Equal(Verdict.Passed, events.Apply(utf8));
        var written = Written(events, utf8);
        using var document = JsonDocument.Parse(written);
        return field is null ? written : document.RootElement.GetProperty(field).GetString()!;
    }

    private static string Written(EventTransform transform, byte[] json)
    {
        using var written = new PooledBuffer();
        transform.Write(json, written);
        var line = Encoding.UTF8.GetString(written.Written.Span);
        Assert.EndsWith("\n", line, StringComparison.Ordinal);
        return line[..^1];
    }
}
