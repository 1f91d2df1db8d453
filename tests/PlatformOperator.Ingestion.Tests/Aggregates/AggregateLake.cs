using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Aggregates;

/// <summary>An event as far as aggregates look at it. Whole numbers, so that sums are the same in any order.</summary>
internal sealed record Reading(DateTime Time, string Sensor, int Value);

/// <summary>A lake with partials as ranges leave them, a clock, and what rows should come of them, computed from the readings alone.</summary>
internal sealed class AggregateLake
{
    public const string StreamId = "20260101T000000.000Z";

    private readonly List<Reading> _readings = [];
    private int _ranges = 100;

    public AggregateLake(TimeSpan? window = null, TimeSpan? lateness = null)
    {
        var schema = new SchemaConfig { Timestamp = "time", Fields = new Dictionary<string, FieldType> { ["time"] = FieldType.Timestamp, ["sensor"] = FieldType.String, ["value"] = FieldType.Number } };
        Plan = new AggregatePlan(
            new AggregateConfig
            {
                Window = window ?? TimeSpan.FromHours(1),
                AllowedLateness = lateness ?? TimeSpan.FromHours(1),
                By = ["sensor"],
                Metrics = [new MetricConfig { Name = "avg_value", Average = "value" }, new MetricConfig { Name = "readings", Count = "value" }],
            },
            schema);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public MemoryObjectStore Store { get; } = new();

    public AggregatePlan Plan { get; }

    /// <summary>What compactors warned of, or told as an error.</summary>
    public List<string> Complaints { get; } = [];

    public IReadOnlyList<string> Partials => [.. Store.Keys("processed").Where(key => key.Contains("/partials/", StringComparison.Ordinal))];

    public static DateTime At(string time) => DateTime.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public void SetNow(DateTime time) => Clock.SetUtcNow(new DateTimeOffset(time));

    public UnitStore Units(IObjectStore? store = null) => new(store ?? Store, "processed", Plan);

    public Compactor Compactor(IObjectStore? store = null, Func<string, bool>? isMine = null) =>
        new(Units(store), isMine ?? (_ => true), Clock, new ComplaintsLog(Complaints));

    /// <summary>A pass without complaint.</summary>
    public async Task PassAsync()
    {
        await Compactor().PassAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Complaints);
    }

    /// <summary>Stores one range of a shard: one object of partials for each unit.</summary>
    public async Task PutAsync(string shard, params Reading[] readings)
    {
        _readings.AddRange(readings);
        var last = (++_ranges).ToString(CultureInfo.InvariantCulture);
        foreach (var unit in readings.GroupBy(reading => Plan.UnitName(Plan.UnitStart(Plan.WindowStart(reading.Time.Ticks)))))
        {
            var table = new WindowTable(Plan);
            var key = new RowKeyBuilder();
            foreach (var reading in unit)
            {
                key.Begin(Plan.WindowStart(reading.Time.Ticks));
                key.Add(JsonTokenType.String, Encoding.UTF8.GetBytes(reading.Sensor));
                table.Add(key.End(), 1)[0].Merge(FieldPartial.Of(reading.Value));
            }
            using var lines = new CompressedLines();
            PartialLines.Write(Plan, table.Rows(), lines);
            var name = AggregateKeys.Partial(Plan.Definition, unit.Key, StreamId, shard, last, last);
            Assert.True(await Store.TryPutDataAsync("processed", name, lines.Finish(), TestContext.Current.CancellationToken));
        }
    }

    /// <summary>Rows that the readings should make, of windows that end until then.</summary>
    public IReadOnlyList<string> Expected(DateTime? until = null) =>
    [
        .. _readings.GroupBy(reading => (Window: Plan.WindowStart(reading.Time.Ticks), reading.Sensor))
            .Where(group => until is null || Plan.WindowEnd(group.Key.Window) <= until.Value.Ticks)
            .OrderBy(group => group.Key.Window).ThenBy(group => group.Key.Sensor, StringComparer.Ordinal)
            .Select(group => Row(group.Key.Window, group.Key.Sensor, group.Average(reading => reading.Value), group.Count())),
    ];

    public string Row(long window, string sensor, double average, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"window_start":"{{Time(window)}}","window_end":"{{Time(Plan.WindowEnd(window))}}","sensor":"{{sensor}}","avg_value":{{average}},"readings":{{count}}}""");

    /// <summary>The final rows in the lake, of all units.</summary>
    public IReadOnlyList<string> FinalRows() => Store.Lines("processed", "aggregates/");

    private static string Time(long ticks) => new DateTime(ticks, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed class ComplaintsLog(List<string> complaints) : ILogger<Compactor>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                complaints.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
