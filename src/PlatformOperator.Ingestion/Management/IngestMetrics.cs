using System.Diagnostics.Metrics;

namespace PlatformOperator.Ingestion.Management;

/// <summary>What ingest counts. Received = accepted + rejected + those of requests that were refused or not stored.</summary>
internal sealed class IngestMetrics : IDisposable
{
    public const string MeterName = "PlatformOperator.Ingestion";

    private readonly Meter _meter = new(MeterName);

    public IngestMetrics(Func<long> waitingBytes)
    {
        Received = _meter.CreateCounter<long>("dataplatform_ingest_events_received", description: "Events and malformed lines found in request bodies");
        Accepted = _meter.CreateCounter<long>("dataplatform_ingest_events_accepted", description: "Events that the stream has acknowledged");
        Rejected = _meter.CreateCounter<long>("dataplatform_ingest_events_rejected", description: "Malformed lines, sent on to the errors bucket");
        Bytes = _meter.CreateCounter<long>("dataplatform_ingest_stream_bytes", description: "Bytes put into the stream and acknowledged");
        Requests = _meter.CreateCounter<long>("dataplatform_ingest_requests", description: "Requests by HTTP status code");
        Retries = _meter.CreateCounter<long>(
            "dataplatform_ingest_put_retries", description: "Records put again after PutRecords refused or lost them, by error code");
        _meter.CreateObservableGauge(
            "dataplatform_ingest_waiting_bytes", waitingBytes, description: "Memory held by requests and events that wait for the stream");
    }

    public Counter<long> Received { get; }

    public Counter<long> Accepted { get; }

    public Counter<long> Rejected { get; }

    public Counter<long> Bytes { get; }

    public Counter<long> Requests { get; }

    public Counter<long> Retries { get; }

    public void Dispose() => _meter.Dispose();
}
