using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

public class WindowTableTests
{
    private static readonly AggregatePlan Plan = AggregatePlan.Of(Samples.Config(transform: $"\"aggregate\": {Samples.AggregateJson}"))!;

    /// <summary>A window, a sensor, and a value that sums exactly.</summary>
    private sealed record Reading(int Day, string Sensor, int? Value);

    private static readonly Gen<Reading> Readings =
        from day in Gen.Choose(0, 3)
        from sensor in Gen.Elements("a", "b", "\"", "ä\n")
        from value in Gen.Frequency((5, Gen.Choose(-1000, 1000).Select(number => (int?)number)), (1, Gen.Constant((int?)null)))
        select new Reading(day, sensor, value);

    [Fact]
    public void Parts_merged_in_any_order_are_what_one_pass_gives() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(
            Readings.ArrayOf().ToArbitrary(), Gen.Choose(1, 5).ToArbitrary(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (readings, parts, seed) =>
            {
                var random = new Random(seed);
                var tables = Enumerable.Range(0, parts).Select(_ => new WindowTable(Plan)).ToArray();
                foreach (var reading in readings)
                    Add(tables[random.Next(parts)], reading);
                random.Shuffle(tables);
                var merged = new WindowTable(Plan);
                foreach (var row in tables.SelectMany(table => Lines(table)).Select(line => PartialLines.Read(Plan, Encoding.UTF8.GetBytes(line))))
                    merged.Merge(row.Key.Span, row);
                var whole = new WindowTable(Plan);
                foreach (var reading in readings)
                    Add(whole, reading);
                Assert.Equal(Lines(whole), Lines(merged));
                Assert.Equal(Expected(readings), Lines(whole).Select(Summary).Order(StringComparer.Ordinal));
            }));

    [Fact]
    public void A_line_looks_as_agreed()
    {
        var table = new WindowTable(Plan);
        foreach (var value in new[] { 20, 21.4, 22.1 })
            Add(table, "2013-07-04", "hall-1", value);
        Add(table, "2013-07-04", "hall-0", null);
        Assert.Equal(
            [
                """{"window":"2013-07-04T00:00:00Z","group":["hall-0"],"events":1,"fields":{"sensor":{"count":1}}}""",
                """{"window":"2013-07-04T00:00:00Z","group":["hall-1"],"events":3,"fields":{"sensor":{"count":3},"value":{"count":3,"sum":63.5,"min":20,"max":22.1}}}""",
            ],
            Lines(table));
    }

    [Fact]
    public void Sums_that_leave_the_range_of_a_double_stay_at_its_end()
    {
        var table = new WindowTable(Plan);
        Add(table, "2013-07-04", "a", double.MaxValue);
        Add(table, "2013-07-04", "a", double.MaxValue);
        Assert.Contains("\"sum\":1.7976931348623157E+308", Assert.Single(Lines(table)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"window":"2013-07-04T00:00:00Z","group":[],"events":1,"fields":{}}""")]
    [InlineData("""{"window":"2013-07-04T00:00:00Z","group":["a"],"events":1,"fields":{"other":{"count":1}}}""")]
    [InlineData("""{"window":"2013-07-04T00:00:00Z","group":["a"],"events":1,"fields":{},"more":1}""")]
    [InlineData("""{"window":"2013-07-04T00:00:00Z","group":["a"],"events":1""")]
    public void A_line_of_something_else_is_refused(string line) =>
        Assert.Throws<JsonException>(() => PartialLines.Read(Plan, Encoding.UTF8.GetBytes(line)));

    [Fact]
    public void An_emptied_table_begins_anew()
    {
        var table = new WindowTable(Plan);
        Add(table, "2013-07-04", "a", 1);
        table.Clear();
        Assert.Equal(0, table.Count);
        Add(table, "2013-07-04", "a", 2);
        Assert.Contains("\"events\":1,\"fields\":{\"sensor\":{\"count\":1},\"value\":{\"count\":1,\"sum\":2,", Assert.Single(Lines(table)), StringComparison.Ordinal);
    }

    private static void Add(WindowTable table, Reading reading) => Add(table, $"2013-07-0{reading.Day + 1}", reading.Sensor, reading.Value);

    private static void Add(WindowTable table, string date, string sensor, double? value)
    {
        var key = new RowKeyBuilder();
        key.Begin(DateTime.Parse(date, System.Globalization.CultureInfo.InvariantCulture).Ticks);
        key.Add(JsonTokenType.String, Encoding.UTF8.GetBytes(sensor));
        var fields = table.Add(key.End(), 1);
        fields[0].Merge(FieldPartial.Of(0));
        if (value is { } number)
            fields[1].Merge(FieldPartial.Of(number));
    }

    private static string[] Lines(WindowTable table)
    {
        using var lines = new CompressedLines();
        PartialLines.Write(Plan, table.Rows(), lines);
        return MemoryObjectStore.Unzip(lines.Finish()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The same aggregate, computed another way.</summary>
    private static IEnumerable<string> Expected(Reading[] readings) => readings
        .GroupBy(reading => (reading.Day, reading.Sensor))
        .Select(group => (group.Key, Events: group.Count(), Values: group.Select(reading => reading.Value).OfType<int>().ToList()))
        .Select(group => $"0{group.Key.Day + 1} {group.Key.Sensor} {group.Events} {group.Values.Count} {group.Values.Sum()} "
            + $"{(group.Values.Count == 0 ? 0 : group.Values.Min())} {(group.Values.Count == 0 ? 0 : group.Values.Max())}")
        .Order(StringComparer.Ordinal);

    private static string Summary(string line)
    {
        using var row = JsonDocument.Parse(line);
        var root = row.RootElement;
        var value = root.GetProperty("fields").TryGetProperty("value", out var found) ? found : default;
        return $"{root.GetProperty("window").GetString()![8..10]} {root.GetProperty("group")[0].GetString()} {root.GetProperty("events")} "
            + string.Join(' ', new[] { "count", "sum", "min", "max" }.Select(name => value.ValueKind == JsonValueKind.Undefined ? "0" : value.GetProperty(name).ToString()));
    }
}
