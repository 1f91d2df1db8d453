using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>A field that metrics are computed over. Of one that is not numeric only the values are counted.</summary>
internal sealed record SourceField(string Name, bool IsNumeric);

/// <summary>A metric: a function of one of the plan's fields.</summary>
internal sealed record PlannedMetric(string Name, AggregateFunction Function, int Field)
{
    /// <summary>The metric's value; null over no values, unless it counts them.</summary>
    public double? Of(in PartialRow row)
    {
        ref readonly var field = ref row.Fields.Span[Field];
        return Function switch
        {
            AggregateFunction.Count => field.Count,
            _ when field.Count == 0 => null,
            AggregateFunction.Average => field.Sum / field.Count,
            AggregateFunction.Sum => field.Sum,
            AggregateFunction.Min => field.Min,
            _ => field.Max,
        };
    }
}

/// <summary>The aggregate of a pipeline: its tumbling windows, aligned to 1970-01-01T00:00:00Z, its groups and metrics.</summary>
internal sealed class AggregatePlan
{
    private readonly long _window;
    private readonly bool _unitIsHour;

    public AggregatePlan(AggregateConfig aggregate, SchemaConfig schema)
    {
        _window = aggregate.Window.Ticks;
        _unitIsHour = aggregate.Window < TimeSpan.FromHours(1);
        AllowedLateness = aggregate.AllowedLateness;
        By = [.. aggregate.By ?? []];
        var functions = aggregate.Metrics.Select(metric => (metric.Name, Source: metric.Functions.Single())).ToList();
        Fields =
        [
            .. functions.Select(metric => metric.Source.Field).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(name => new SourceField(name, schema.Fields[name] is FieldType.Number or FieldType.Integer)),
        ];
        Metrics =
        [
            .. functions.Select(metric => new PlannedMetric(
                metric.Name, metric.Source.Function, Array.FindIndex(Fields, field => field.Name == metric.Source.Field))),
        ];
        Definition = Hash(schema.Timestamp!);
    }

    /// <summary>Names what partials hold: those of one definition can be merged, those of different ones cannot.</summary>
    public string Definition { get; }

    public TimeSpan Window => new(_window);

    public TimeSpan AllowedLateness { get; }

    /// <summary>Names of the fields that make a group.</summary>
    public string[] By { get; }

    /// <summary>Fields that the metrics are over, sorted by name.</summary>
    public SourceField[] Fields { get; }

    public PlannedMetric[] Metrics { get; }

    /// <summary>Null for a pipeline that aggregates nothing.</summary>
    public static AggregatePlan? Of(PipelineConfig config) =>
        config is { Transform.Aggregate: { } aggregate, Schema: { } schema } ? new AggregatePlan(aggregate, schema) : null;

    /// <summary>Start of the window that a time lies in, as UTC ticks. The first window of all begins with year 1.</summary>
    public long WindowStart(long ticks) => Math.Max(0, DateTime.UnixEpoch.Ticks + WindowNumber(ticks) * _window);

    /// <summary>End, not included, of the window that a time lies in. The last window of all ends with year 9999.</summary>
    public long WindowEnd(long ticks) => Math.Min(DateTime.MaxValue.Ticks, DateTime.UnixEpoch.Ticks + (WindowNumber(ticks) + 1) * _window);

    /// <summary>Start of the day of a window, or of its hour where windows are shorter than an hour: partials are stored by it.</summary>
    public long UnitStart(long window) => window - window % UnitLength;

    /// <summary>A day or an hour, in ticks.</summary>
    public long UnitLength => _unitIsHour ? TimeSpan.TicksPerHour : TimeSpan.TicksPerDay;

    /// <summary>A unit as it stands in keys: <c>date=2013-07-04</c> or <c>date=2013-07-04/hour=05</c>.</summary>
    public string UnitName(long unitStart) => new DateTime(unitStart, DateTimeKind.Utc).ToString(
        _unitIsHour ? "'date='yyyy-MM-dd'/hour='HH" : "'date='yyyy-MM-dd", CultureInfo.InvariantCulture);

    private long WindowNumber(long ticks)
    {
        var (number, rest) = Math.DivRem(ticks - DateTime.UnixEpoch.Ticks, _window);
        return rest < 0 ? number - 1 : number;
    }

    private string Hash(string timestamp)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(_window / TimeSpan.TicksPerSecond);
            writer.WriteStringValue(timestamp);
            writer.WriteStartArray();
            foreach (var name in By)
                writer.WriteStringValue(name);
            writer.WriteEndArray();
            foreach (var field in Fields)
            {
                writer.WriteStringValue(field.Name);
                writer.WriteBooleanValue(field.IsNumeric);
            }
            writer.WriteEndArray();
        }
        return Convert.ToHexStringLower(SHA256.HashData(json.ToArray()))[..8];
    }
}
