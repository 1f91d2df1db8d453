using System.Text;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Tests.Transform;

public class EventTransformTests
{
    private const string Time = "\"timestamp\":\"2013-07-04 00:00:00\"";

    [Theory]
    [InlineData("""{"timestamp":"2013-07-04 00:00:00","sensor":"a","value":1.5}""", """{"timestamp":"2013-07-04T00:00:00Z","sensor":"a","value":1.5}""")]
    [InlineData(
        """{ "x" : [ {"timestamp":1} ] , "sensor":"a", "timestamp" : 1372896000500 }""",
        """{ "x" : [ {"timestamp":1} ] , "sensor":"a", "timestamp" : "2013-07-04T00:00:00.500Z" }""")]
    [InlineData(
        """{"sensor":"a","timestamp":"2013-07-04T02:00:00.0000001+02:00","count":null}""",
        """{"sensor":"a","timestamp":"2013-07-04T00:00:00.0000001Z","count":null}""")]
    [InlineData("""{"\u0073ensor":"\u0061","timestamp":"2013\u002d07-04"}""", """{"\u0073ensor":"\u0061","timestamp":"2013-07-04T00:00:00Z"}""")]
    public void Writes_times_in_UTC_and_leaves_the_rest_as_it_came(string json, string expected)
    {
        var transform = new EventTransform(new EventPlan(Samples.Config()));
        var utf8 = Encoding.UTF8.GetBytes(json);
        Assert.Equal(Verdict.Passed, transform.Apply(utf8));
        using var written = new PooledBuffer();
        transform.Write(utf8, written);
        Assert.Equal(expected + "\n", Encoding.UTF8.GetString(written.Written.Span));
    }

    [Theory]
    [InlineData("\"sensor\":\"a\"", "timestamp: required")]
    [InlineData("\"sensor\":\"a\",\"timestamp\":null", "timestamp: required")]
    [InlineData(Time, "sensor: required")]
    [InlineData("\"sensor\":\"a\",\"timestamp\":\"yesterday\"", "timestamp: not a Timestamp")]
    [InlineData("\"sensor\":\"a\",\"timestamp\":[1]", "timestamp: not a Timestamp")]
    [InlineData("\"sensor\":\"a\",\"timestamp\":1e30", "timestamp: not a Timestamp")]
    [InlineData("\"sensor\":1," + Time, "sensor: expected String, found a number")]
    [InlineData("\"sensor\":\"\\ud800\"," + Time, "sensor: an escaped character")]
    [InlineData("\"sensor\":\"a\",\"value\":\"1\"," + Time, "value: expected Number, found a string")]
    [InlineData("\"sensor\":\"a\",\"value\":1e999," + Time, "value: beyond")]
    [InlineData("\"sensor\":\"a\",\"value\":{}," + Time, "value: expected Number, found an object")]
    [InlineData("\"sensor\":\"a\",\"count\":1.5," + Time, "count: not an Integer")]
    [InlineData("\"sensor\":\"a\",\"count\":9223372036854775808," + Time, "count: not an Integer")]
    [InlineData("\"sensor\":\"a\",\"ok\":\"true\"," + Time, "ok: expected Boolean")]
    [InlineData("\"sensor\":\"a\",\"sensor\":\"b\"," + Time, "sensor: given twice")]
    public void An_event_that_breaks_the_schema_says_why(string fields, string reason)
    {
        var transform = new EventTransform(new EventPlan(Samples.Config()));
        Assert.Equal(Verdict.Invalid, transform.Apply(Encoding.UTF8.GetBytes($"{{{fields}}}")));
        Assert.StartsWith(reason, transform.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public void What_is_no_object_is_invalid(string json) =>
        Assert.Equal(Verdict.Invalid, new EventTransform(new EventPlan(Samples.Config())).Apply(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("""{ "field": "value", "notNull": true }""", "\"value\":0", true)]
    [InlineData("""{ "field": "value", "notNull": true }""", "\"value\":null", false)]
    [InlineData("""{ "field": "value", "notNull": true }""", "\"x\":1", false)]
    [InlineData("""{ "field": "value", "between": [60, 80] }""", "\"value\":60", true)]
    [InlineData("""{ "field": "value", "between": [60, 80] }""", "\"value\":8e1", true)]
    [InlineData("""{ "field": "value", "between": [60, 80] }""", "\"value\":80.000001", false)]
    [InlineData("""{ "field": "value", "between": [60, 80] }""", "\"value\":null", false)]
    [InlineData("""{ "field": "timestamp", "between": ["2013-07-04", "2013-07-05"] }""", "\"x\":1", true)]
    [InlineData("""{ "field": "timestamp", "between": ["2013-07-05", "2013-07-06"] }""", "\"x\":1", false)]
    [InlineData("""{ "field": "timestamp", "equals": 1372896000 }""", "\"x\":1", true)]
    [InlineData("""{ "field": "value", "in": [1, 2.5] }""", "\"value\":2.50", true)]
    [InlineData("""{ "field": "value", "in": [1, 2.5] }""", "\"value\":2", false)]
    [InlineData("""{ "field": "count", "in": [9007199254740993] }""", "\"count\":9007199254740993", true)]
    [InlineData("""{ "field": "count", "in": [9007199254740993] }""", "\"count\":9007199254740992", false)]
    [InlineData("""{ "field": "sensor", "in": ["x", "a"] }""", "\"x\":1", true)]
    [InlineData("""{ "field": "sensor", "equals": "A" }""", "\"x\":1", false)]
    [InlineData("""{ "field": "ok", "equals": true }""", "\"ok\":true", true)]
    [InlineData("""{ "field": "ok", "equals": true }""", "\"ok\":false", false)]
    [InlineData("""{ "field": "sensor", "matches": "^[a-c]$" }""", "\"x\":1", true)]
    [InlineData("""{ "field": "sensor", "matches": "b" }""", "\"x\":1", false)]
    public void A_rule_passes_or_takes_out(string rule, string fields, bool passes)
    {
        var transform = new EventTransform(new EventPlan(Samples.Config(filter: $"[{rule}]")));
        var verdict = transform.Apply(Encoding.UTF8.GetBytes($"{{{Time},\"sensor\":\"a\",{fields}}}"));
        Assert.Equal(passes ? Verdict.Passed : Verdict.Filtered, verdict);
    }

    [Fact]
    public void Rules_see_texts_without_escapes()
    {
        var transform = new EventTransform(
            new EventPlan(Samples.Config(filter: """[ { "field": "sensor", "matches": "^ä\"$" }, { "field": "sensor", "equals": "ä\"" } ]""")));
        Assert.Equal(Verdict.Passed, transform.Apply(Encoding.UTF8.GetBytes($"{{{Time},\"sensor\":\"\\u00e4\\\"\"}}")));
    }

    [Fact]
    public void The_first_rule_that_fails_counts()
    {
        var transform = new EventTransform(
            new EventPlan(
                Samples.Config(
                    filter: """[ { "field": "value", "notNull": true }, { "field": "value", "between": [0, 1] }, { "field": "value", "equals": 7 } ]""")));
        Assert.Equal(Verdict.Filtered, transform.Apply(Encoding.UTF8.GetBytes($"{{{Time},\"sensor\":\"a\",\"value\":5}}")));
        Assert.Equal(1, transform.FilteredBy);
    }

    [Fact]
    public void Without_schema_a_rule_goes_by_what_the_value_is()
    {
        var transform = new EventTransform(new EventPlan(Samples.Config(schema: null, filter: """[ { "field": "v", "in": [1, "x", true] } ]""")));
        Assert.Equal(
            [Verdict.Passed, Verdict.Passed, Verdict.Passed, Verdict.Filtered, Verdict.Filtered, Verdict.Filtered],
            new[] { "1.0", "\"x\"", "true", "false", "\"1\"", "[1]" }.Select(value => transform.Apply(Encoding.UTF8.GetBytes($"{{\"v\":{value}}}"))));
        Assert.Null(transform.EventTicks);
    }

    [Fact]
    public void A_pattern_cannot_stall_on_hostile_text()
    {
        var transform = new EventTransform(new EventPlan(Samples.Config(filter: """[ { "field": "sensor", "matches": "^(a+)+$" } ]""")));
        Assert.Equal(Verdict.Filtered, transform.Apply(Encoding.UTF8.GetBytes($"{{{Time},\"sensor\":\"{new string('a', 100_000)}!\"}}")));
    }
}
