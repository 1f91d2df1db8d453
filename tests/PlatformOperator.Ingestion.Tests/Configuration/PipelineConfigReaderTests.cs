using System.Text;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Configuration;

public class PipelineConfigReaderTests
{
    [Fact]
    public void Reads_what_the_operator_writes()
    {
        var config = Samples.Config(
            """{ "timestamp": "timestamp", "key": "sensor", "id": null, "fields": { "timestamp": "Timestamp", "sensor": "String", "value": "Number" } }""",
            """[ { "field": "value", "notNull": true }, { "field": "value", "between": [-50, 150] }, { "field": "sensor", "in": ["a", "b"] }, { "field": "sensor", "equals": "a" }, { "field": "sensor", "matches": "^a+$" } ]""");
        Assert.Equal("acme-sensors", config.Stream.Name);
        Assert.Equal(FieldType.Timestamp, config.Schema!.Fields["timestamp"]);
        Assert.Equal(5, config.Transform!.Filter!.Count);
        Assert.Equal(["date"], config.Storage.Processed.PartitionBy);
    }

    [Fact]
    public void Schema_and_transform_may_be_absent() => Assert.Null(Samples.Config(schema: null).Schema);

    [Theory]
    [InlineData("\"tenant\": \"acme\"", "\"tenant\": \"\"", "$.tenant")]
    [InlineData("\"tenant\": \"acme\",", "", "tenant")]
    [InlineData("\"tenant\": \"acme\"", "\"tenant\": null", "$.tenant")]
    [InlineData("\"tenant\": \"acme\"", "\"tenant\": \"acme\", \"color\": 1", "color")]
    [InlineData("\"tenant\": \"acme\"", "\"tenant\": 17", "$.tenant")]
    [InlineData("123456789012", "12345", "$.accountId")]
    [InlineData("\"bucket\": \"raw\"", "\"bucket\": \"raw\", \"bucket\": \"other\"", "bucket")]
    [InlineData("[\"date\"]", "[\"date\", \"nope\"]", "$.storage.processed.partitionBy[1]")]
    [InlineData("[\"date\"]", "[\"sensor\", \"sensor\"]", "$.storage.processed.partitionBy[1]")]
    [InlineData("\"key\": \"sensor\"", "\"key\": \"nope\"", "$.schema.key")]
    [InlineData("\"timestamp\": \"timestamp\"", "\"timestamp\": \"sensor\"", "$.schema.timestamp")]
    [InlineData("\"value\": \"Number\"", "\"value\": \"number\"", "$.schema.fields.value")]
    [InlineData("\"value\": \"Number\"", "\"value\": 1", "$.schema.fields.value")]
    [InlineData(
        "\"region\": \"eu-west-1\"",
        "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"http://a.test/\", \"interval\": \"1h\", \"items\": \"$\", \"lease\": \"l\" } }",
        "$.source.poll.url")]
    [InlineData(
        "\"region\": \"eu-west-1\"",
        "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1w\", \"items\": \"$\", \"lease\": \"l\" } }",
        "$.source.poll.interval")]
    [InlineData(
        "\"region\": \"eu-west-1\"",
        "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1h\", \"items\": \"$..x\", \"lease\": \"l\" } }",
        "$.source.poll.items")]
    [InlineData(
        "\"region\": \"eu-west-1\"",
        "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1h\", \"items\": \"$\", \"lease\": \"\" } }",
        "$.source.poll.lease")]
    [InlineData("\"region\": \"eu-west-1\"", "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1h\", \"items\": \"$\", \"lease\": \"l\", \"cursor\": { \"parameter\": \"c\", \"path\": \"next\" } } }", "$.source.poll.cursor.path")]
    [InlineData("\"region\": \"eu-west-1\"", "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1h\", \"items\": \"$\", \"lease\": \"l\", \"cursor\": { \"parameter\": \"c\", \"path\": \"$\" }, \"nextPage\": { \"path\": \"$\" } } }", "$.source.poll.nextPage")]
    [InlineData("\"region\": \"eu-west-1\"", "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1h\", \"items\": \"$\", \"lease\": \"l\", \"since\": { \"parameter\": \"c\", \"format\": \"Epoch\" } } }", "$.source.poll.since.format")]
    [InlineData("\"region\": \"eu-west-1\"", "\"region\": \"eu-west-1\", \"source\": { \"poll\": { \"url\": \"https://a.test/\", \"interval\": \"1h\", \"items\": \"$\", \"lease\": \"l\", \"allowedCidrs\": [ \"10.0.0.0\" ] } }", "$.source.poll.allowedCidrs")]
    [InlineData("{ \"tenant\"", "{ tenant", "$")]
    public void A_fault_names_file_path_and_reason_in_one_line(string right, string wrong, string path)
    {
        var json = Samples.ConfigJson();
        Assert.Contains(right, json, StringComparison.Ordinal);
        var fault = Assert.Throws<ConfigurationException>(() => Parse(json.Replace(right, wrong, StringComparison.Ordinal)));
        Assert.StartsWith("pipeline.json: $", fault.Message, StringComparison.Ordinal);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("""{ "field": "nope", "notNull": true }""", "$.transform.filter[0].field")]
    [InlineData("""{ "field": "value" }""", "exactly one")]
    [InlineData("""{ "field": "value", "notNull": true, "equals": 1 }""", "exactly one")]
    [InlineData("""{ "field": "value", "notNull": false }""", ".notNull")]
    [InlineData("""{ "field": "value", "between": [1] }""", ".between")]
    [InlineData("""{ "field": "value", "between": [2, 1] }""", "greater")]
    [InlineData("""{ "field": "value", "between": ["a", "b"] }""", ".between")]
    [InlineData("""{ "field": "sensor", "between": [1, 2] }""", "type String")]
    [InlineData("""{ "field": "timestamp", "between": ["2013-01-01", "soon"] }""", "soon")]
    [InlineData("""{ "field": "value", "in": [] }""", ".in")]
    [InlineData("""{ "field": "value", "in": [1, "x"] }""", ".in")]
    [InlineData("""{ "field": "ok", "equals": "true" }""", ".equals")]
    [InlineData("""{ "field": "value", "matches": "x" }""", "type String")]
    [InlineData("""{ "field": "sensor", "matches": "(" }""", ".matches")]
    [InlineData("""{ "field": "sensor", "matches": "(a)\\1" }""", ".matches")]
    [InlineData("""{ "field": "value", "regex": "x" }""", "regex")]
    public void A_fault_in_a_filter_names_the_entry(string entry, string expected)
    {
        var fault = Assert.Throws<ConfigurationException>(() => Samples.Config(filter: $"[{entry}]"));
        Assert.Contains("$.transform.filter[0]", fault.Message, StringComparison.Ordinal);
        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"default\": { \"nope\": 1 }", "$.transform.default.nope")]
    [InlineData("\"default\": { \"value\": \"x\" }", "$.transform.default.value")]
    [InlineData("\"default\": { \"value\": null }", "$.transform.default.value")]
    [InlineData("\"derive\": [ { \"field\": \"day\", \"from\": \"sensor\", \"part\": \"Day\" } ]", "$.transform.derive[0].from")]
    [InlineData("\"derive\": [ { \"field\": \"value\", \"from\": \"timestamp\", \"part\": \"Day\" } ]", "$.transform.derive[0].field")]
    [InlineData("\"derive\": [ { \"field\": \"day\", \"from\": \"timestamp\", \"part\": \"Century\" } ]", "$.transform.derive[0].part")]
    [InlineData("\"rename\": { \"value\": \"sensor\" }", "$.transform.rename.value")]
    [InlineData("\"rename\": { \"a\": \"b\", \"b\": \"c\" }", "$.transform.rename.a")]
    [InlineData("\"rename\": { \"a\": \"c\", \"b\": \"c\" }", "$.transform.rename.b")]
    [InlineData("\"rename\": { \"a\": \"b\" }, \"drop\": [\"a\"]", "$.transform.rename.a")]
    [InlineData("\"rename\": { \"a\": \"b\" }, \"drop\": [\"b\"]", "$.transform.rename.a")]
    [InlineData("\"drop\": [\"a\", \"a\"]", "$.transform.drop[1]")]
    [InlineData("\"filter\": [ { \"any\": [] } ]", "$.transform.filter[0]")]
    [InlineData("\"filter\": [ { \"any\": [ { \"field\": \"ok\", \"notNull\": true } ], \"field\": \"ok\" } ]", "$.transform.filter[0]")]
    [InlineData("\"filter\": [ { \"all\": [ { \"field\": \"nope\", \"notNull\": true } ] } ]", "$.transform.filter[0].all[0].field")]
    [InlineData("\"filter\": [ { \"any\": [ { \"any\": [ { \"field\": \"ok\", \"notNull\": true } ] } ] } ]", "$.transform.filter[0].any[0]")]
    [InlineData("\"aggregate\": { \"window\": \"1w\", \"allowedLateness\": \"1h\", \"metrics\": [] }", "$.transform.aggregate.window")]
    [InlineData("\"aggregate\": { \"window\": \"1h\", \"allowedLateness\": \"1h\", \"metrics\": [] }", "$.transform.aggregate.metrics")]
    [InlineData(
        "\"aggregate\": { \"window\": \"1h\", \"allowedLateness\": \"1h\", \"by\": [\"nope\"], \"metrics\": [ { \"name\": \"n\", \"count\": \"ok\" } ] }",
        "$.transform.aggregate.by[0]")]
    [InlineData(
        "\"aggregate\": { \"window\": \"1h\", \"allowedLateness\": \"1h\", \"metrics\": [ { \"name\": \"n\", \"sum\": \"ok\" } ] }",
        "$.transform.aggregate.metrics[0].sum")]
    [InlineData(
        "\"aggregate\": { \"window\": \"1h\", \"allowedLateness\": \"1h\", \"metrics\": [ { \"name\": \"window_end\", \"count\": \"ok\" } ] }",
        "$.transform.aggregate.metrics[0].name")]
    [InlineData("\"aggregate\": { \"window\": \"1h\", \"allowedLateness\": \"1h\", \"metrics\": [ { \"name\": \"n\" } ] }", "$.transform.aggregate.metrics[0]")]
    public void A_fault_in_the_transform_names_the_operation(string transform, string path) => Assert.StartsWith(
        $"pipeline.json: {path}", Assert.Throws<ConfigurationException>(() => Samples.Config(transform: transform)).Message, StringComparison.Ordinal);

    [Fact]
    public void An_aggregate_needs_times() => Assert.Contains(
        "$.transform.aggregate: needs schema.timestamp",
        Assert.Throws<ConfigurationException>(() => Samples.Config(schema: null, transform: $"\"aggregate\": {Samples.AggregateJson}")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("sensor", "dd.MM.yyyy", "of type Timestamp")]
    [InlineData("timestamp", "HH:mm", "does not tell")]
    [InlineData("timestamp", "yyyy-MM", "does not tell")]
    [InlineData("timestamp", "dd.MM.yyyy hh:mm", "does not tell")]
    [InlineData("timestamp", "d", "does not tell")]
    [InlineData("timestamp", "", "does not tell")]
    [InlineData("timestamp", "yyyy-MM-dd'", "does not tell")]
    public void A_form_of_time_must_be_one_that_can_be_read(string field, string format, string expected) => Assert.Contains(
        expected,
        Assert.Throws<ConfigurationException>(() => Samples.Config(
            $$"""{ "timestamp": "timestamp", "fields": { "timestamp": "Timestamp", "sensor": "String" }, "timestampFormats": { "{{field}}": "{{format}}" } }""")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.StartsWith(
            "/nowhere/pipeline.json: ",
            Assert.Throws<ConfigurationException>(() => PipelineConfigReader.Read("/nowhere/pipeline.json")).Message,
            StringComparison.Ordinal);

    private static PipelineConfig Parse(string json) => PipelineConfigReader.Parse(Encoding.UTF8.GetBytes(json), "pipeline.json");
}
