using System.Globalization;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

public class AggregatePlanTests
{
    [Theory]
    [InlineData("1d", "2013-07-04T23:59:59.9999999Z", "2013-07-04T00:00:00Z", "2013-07-05T00:00:00Z", "date=2013-07-04")]
    [InlineData("1h", "2013-07-04T05:59:00Z", "2013-07-04T05:00:00Z", "2013-07-04T06:00:00Z", "date=2013-07-04")]
    [InlineData("15m", "2013-07-04T05:15:00Z", "2013-07-04T05:15:00Z", "2013-07-04T05:30:00Z", "date=2013-07-04/hour=05")]
    [InlineData("2d", "1970-01-02T12:00:00Z", "1970-01-01T00:00:00Z", "1970-01-03T00:00:00Z", "date=1970-01-01")]
    [InlineData("7h", "1970-01-01T08:00:00Z", "1970-01-01T07:00:00Z", "1970-01-01T14:00:00Z", "date=1970-01-01")]
    [InlineData("1h", "1969-12-31T23:59:59Z", "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z", "date=1969-12-31")]
    [InlineData("1h", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "1970-01-01T01:00:00Z", "date=1970-01-01")]
    [InlineData("9999d", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0026-04-13T00:00:00Z", "date=0001-01-01")]
    [InlineData("9999d", "9999-12-31T23:59:59.9999999Z", "9991-04-08T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "date=9991-04-08")]
    public void Windows_are_aligned_to_1970_and_stay_within_the_calendar(string window, string time, string start, string end, string unit)
    {
        var plan = Plan($$"""{ "window": "{{window}}", "allowedLateness": "1h", "metrics": [ { "name": "n", "count": "value" } ] }""");
        var ticks = Ticks(time);
        Assert.Equal(
            (Ticks(start), Ticks(end), unit),
            (plan.WindowStart(ticks), plan.WindowEnd(ticks), plan.UnitName(plan.UnitStart(plan.WindowStart(ticks)))));
    }

    [Theory]
    [InlineData("\"1d\"", "\"24h\"")]
    [InlineData("\"avg_value\"", "\"mean\"")]
    [InlineData("\"average\"", "\"sum\"")]
    [InlineData("\"allowedLateness\": \"1h\"", "\"allowedLateness\": \"2h\"")]
    public void What_does_not_change_partials_does_not_change_the_definition(string of, string to) =>
        Assert.Equal(Plan(Samples.AggregateJson).Definition, Plan(Replaced(of, to)).Definition);

    [Theory]
    [InlineData("\"1d\"", "\"1h\"")]
    [InlineData("[\"sensor\"]", "[\"sensor\", \"ok\"]")]
    [InlineData("[\"sensor\"]", "[]")]
    [InlineData("\"average\": \"value\"", "\"average\": \"count\"")]
    public void What_changes_partials_changes_the_definition(string of, string to)
    {
        var definition = Plan(Replaced(of, to)).Definition;
        Assert.Matches("^[0-9a-f]{8}$", definition);
        Assert.NotEqual(Plan(Samples.AggregateJson).Definition, definition);
    }

    [Fact]
    public void Metrics_follow_from_a_row()
    {
        var plan = Plan(
            """
            { "window": "1d", "allowedLateness": "1h", "metrics": [ { "name": "avg", "average": "value" }, { "name": "sum", "sum": "value" },
              { "name": "n", "count": "value" }, { "name": "min", "min": "value" }, { "name": "max", "max": "value" } ] }
            """);
        var field = FieldPartial.Of(1);
        field.Merge(FieldPartial.Of(4));
        Assert.Equal([2.5, 5, 2, 1, 4], plan.Metrics.Select(metric => metric.Of(new PartialRow(new byte[9], 2, new[] { field }))));
        Assert.Equal([null, null, 0, null, null], plan.Metrics.Select(metric => metric.Of(new PartialRow(new byte[9], 2, new FieldPartial[1]))));
    }

    private static AggregatePlan Plan(string aggregate) => AggregatePlan.Of(Samples.Config(transform: $"\"aggregate\": {aggregate}"))!;

    private static string Replaced(string of, string to)
    {
        Assert.Contains(of, Samples.AggregateJson, StringComparison.Ordinal);
        return Samples.AggregateJson.Replace(of, to, StringComparison.Ordinal);
    }

    private static long Ticks(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).UtcTicks;
}
