using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>What is computed for each window of time and group.</summary>
internal sealed record AggregateConfig
{
    [JsonConverter(typeof(DurationConverter))]
    public required TimeSpan Window { get; init; }

    /// <summary>How long after a window's end its final row is written.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public required TimeSpan AllowedLateness { get; init; }

    /// <summary>Schema fields that make a group, in the order of the result; absent: all events are one group.</summary>
    public IReadOnlyList<string>? By { get; init; }

    public required IReadOnlyList<MetricConfig> Metrics { get; init; }
}

/// <summary>One name and exactly one function of a schema field.</summary>
internal sealed record MetricConfig
{
    public required string Name { get; init; }

    public string? Average { get; init; }

    public string? Sum { get; init; }

    public string? Count { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    /// <summary>The functions that the entry names, each with its field: one in a valid entry.</summary>
    [JsonIgnore]
    public IEnumerable<(AggregateFunction Function, string Field)> Functions =>
        new[]
        {
            (AggregateFunction.Average, Average), (AggregateFunction.Sum, Sum), (AggregateFunction.Count, Count), (AggregateFunction.Min, Min),
            (AggregateFunction.Max, Max),
        }.Where(function => function.Item2 is not null).Select(function => (function.Item1, function.Item2!));
}

/// <summary>What a metric makes of a field's values.</summary>
internal enum AggregateFunction
{
    Average,
    Sum,
    Count,
    Min,
    Max,
}
