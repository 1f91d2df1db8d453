using System.Runtime.CompilerServices;

namespace OpenTelemetry.Metrics;

/// <summary>Turns a collection of metrics into Prometheus' text when somebody asks for it.</summary>
[ExportModes(ExportModes.Pull)]
internal sealed class PrometheusExporter : BaseExporter<Metric>, IPullMetricExporter
{
    // OpenTelemetry offers no public way from a provider to its exporters; an exporter knows its provider, though.
    private static readonly ConditionalWeakTable<PrometheusExporter, object?> Exporters = [];

    private readonly Lock _lock = new();
    private string _text = "";

    public PrometheusExporter() => Exporters.Add(this, null);

    /// <summary>Set by the reader that owns this exporter; collects and calls <see cref="Export"/>.</summary>
    public Func<int, bool>? Collect { get; set; }

    /// <summary>The exporter of a provider; null when it has none.</summary>
    public static PrometheusExporter? Of(MeterProvider provider) =>
        Exporters.Select(entry => entry.Key).FirstOrDefault(exporter => ReferenceEquals(exporter.ParentProvider, provider));

    /// <summary>Collects now. Scrapes that come together take turns, because a collection resets what observable instruments report.</summary>
    public string? Scrape()
    {
        lock (_lock)
            return Collect?.Invoke(Timeout.Infinite) == true ? _text : null;
    }

    public override ExportResult Export(in Batch<Metric> batch)
    {
        var writer = new PrometheusTextWriter();
        foreach (var metric in batch)
            writer.Write(metric);
        _text = writer.ToString();
        return ExportResult.Success;
    }
}
