using System.Diagnostics.Metrics;
using KubeOps.Abstractions.Builder;
using KubeOps.Operator.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace PlatformOperator.Runtime.Tests.Operator;

/// <summary>Metrics of an operator and what they have measured so far.</summary>
internal sealed class TestMetrics : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly string _name = Guid.NewGuid().ToString();
    private readonly Dictionary<string, double> _sums = [];

    public TestMetrics()
    {
        Metrics = new OperatorMetrics(_services.GetRequiredService<IMeterFactory>(), new OperatorSettingsBuilder { Name = _name }.Build());
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Set(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public OperatorMetrics Metrics { get; }

    /// <summary>Sum (or, for gauges, last value) of a series like <c>workqueue_adds_total{name=widget}</c>; null when there is none.</summary>
    public double? this[string series]
    {
        get
        {
            _listener.RecordObservableInstruments();
            lock (_sums)
                return _sums.TryGetValue(series, out var sum) ? sum : null;
        }
    }

    /// <summary>1 while this operator leads.</summary>
    public double? Leads => this[$"leader_election_master_status{{name={_name}}}"];

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private static string Series(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        $"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}";

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Series(instrument, tags);
        lock (_sums)
            _sums[series] = _sums.GetValueOrDefault(series) + value;
    }

    private void Set(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = Series(instrument, tags);
        lock (_sums)
            _sums[series] = value;
    }
}
