using System.Diagnostics.Metrics;
using PlatformOperator.Ingestion.Management;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>What a poll counts beside what ingest does.</summary>
internal sealed class PollMetrics : IDisposable
{
    private readonly Meter _meter = new(IngestMetrics.MeterName);
    private readonly TimeProvider _time;
    private readonly Counter<long> _rounds;
    private long _succeeded;

    public PollMetrics(TimeProvider time)
    {
        _time = time;
        _succeeded = time.GetTimestamp();
        _rounds = _meter.CreateCounter<long>("dataplatform_poll_rounds", description: "Rounds by outcome: ok, unchanged, or why they failed");
        Retries = _meter.CreateCounter<long>("dataplatform_poll_retries", description: "Fetches made again, by why the one before failed");
        _meter.CreateObservableGauge(
            "dataplatform_poll_since_success_seconds", () => _time.GetElapsedTime(Volatile.Read(ref _succeeded)).TotalSeconds, "s", "Time since the last round that came to its end, or the start");
    }

    public Counter<long> Retries { get; }

    public void Ended(string outcome, bool success)
    {
        _rounds.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        if (success)
            Volatile.Write(ref _succeeded, _time.GetTimestamp());
    }

    public void Dispose() => _meter.Dispose();
}
