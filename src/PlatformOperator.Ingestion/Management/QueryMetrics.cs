using System.Diagnostics.Metrics;

namespace PlatformOperator.Ingestion.Management;

/// <summary>What queries and the merging behind them count.</summary>
internal sealed class QueryMetrics : IDisposable
{
    private readonly Meter _meter = new(IngestMetrics.MeterName);
    private readonly Histogram<double> _seconds;

    public QueryMetrics()
    {
        _seconds = _meter.CreateHistogram(
            "dataplatform_query_duration_seconds", "s", "Time to answer a query, by HTTP status code",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
    }

    public void Add(int status, TimeSpan duration) => _seconds.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("code", status));

    public void Dispose() => _meter.Dispose();
}
