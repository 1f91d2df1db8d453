using System.Globalization;
using System.Text;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Benchmarks;

/// <summary>Small events of many sensors, as devices send them, and the pipeline that they go through.</summary>
internal static class SampleEvents
{
    public const int Sensors = 1000;

    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>About 100 bytes. One in twenty is out of the filter's range.</summary>
    public static string Event(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"timestamp\":\"{First.AddMilliseconds(number * 40L):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}\",\"sensor\":\"hall-{number * 7 % Sensors}\",\"value\":{(number % 20 == 0 ? 999 : 15 + number % 97 / 10.0)},\"unit\":\"celsius\",\"ok\":true}}");

    public static string Body(int first, int count) => string.Join('\n', Enumerable.Range(first, count).Select(Event));

    public static string PipelineJson(string stream) => $$"""
        { "tenant": "acme", "namespace": "acme", "name": "sensors", "accountId": "123456789012", "region": "eu-west-1",
          "stream": { "name": "{{stream}}" },
          "storage": { "raw": { "bucket": "acme-raw" }, "processed": { "bucket": "acme-processed", "partitionBy": ["date"] }, "errors": { "bucket": "acme-errors" } },
          "schema": { "timestamp": "timestamp", "key": "sensor",
            "fields": { "timestamp": "Timestamp", "sensor": "String", "value": "Number", "unit": "String", "ok": "Boolean" } },
          "transform": { "filter": [ { "field": "value", "notNull": true }, { "field": "value", "between": [-50, 150] } ],
            "aggregate": { "window": "1h", "allowedLateness": "1h", "by": ["sensor"], "metrics": [ { "name": "avg_value", "average": "value" } ] } } }
        """;

    public static PipelineConfig Pipeline() => PipelineConfigReader.Parse(Encoding.UTF8.GetBytes(PipelineJson("acme-sensors")), "pipeline.json");

    /// <summary>Records as ingest packs them under load, each with the events of one request for one bucket.</summary>
    public static IReadOnlyList<ReceivedRecord> Records(int count, int eventsPerRecord)
    {
        var budget = new MemoryBudget(long.MaxValue);
        return [.. Enumerable.Range(0, count).Select(record =>
        {
            using var chunk = EntryChunk.TryCreate(0, Encoding.ASCII.GetBytes($"request-{record}"), budget)!;
            for (var i = 0; i < eventsPerRecord; i++)
                chunk.TryAddEvent(Encoding.UTF8.GetBytes(Event(record * eventsPerRecord + i)), i);
            var data = new byte[PackedRecord.HeaderLength + chunk.Length];
            PackedRecord.WriteHeader(data, Guid.NewGuid());
            chunk.Written.CopyTo(data.AsSpan(PackedRecord.HeaderLength));
            return new ReceivedRecord(record.ToString("D20", CultureInfo.InvariantCulture), First.AddSeconds(record / 100.0), data);
        })];
    }
}
