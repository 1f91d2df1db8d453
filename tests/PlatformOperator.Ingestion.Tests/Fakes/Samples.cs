using System.Text;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Tests.Fakes;

/// <summary>A pipeline as the operator would write it, and records as ingest would.</summary>
internal static class Samples
{
    public const string SchemaJson =
        """{ "timestamp": "timestamp", "key": "sensor", "fields": { "timestamp": "Timestamp", "sensor": "String", "value": "Number", "count": "Integer", "ok": "Boolean" } }""";

    public const string AggregateJson =
        """{ "window": "1d", "allowedLateness": "1h", "by": ["sensor"], "metrics": [ { "name": "avg_value", "average": "value" }, { "name": "sensors", "count": "sensor" } ] }""";

    /// <param name="schema">The schema, or null for none.</param>
    /// <param name="filter">The transform's filter.</param>
    /// <param name="partitionBy">Partitions of the processed bucket.</param>
    /// <param name="transform">Further members of the transform.</param>
    public static string ConfigJson(string? schema = SchemaJson, string? filter = null, string partitionBy = """["date"]""", string? transform = null) =>
        $$"""
        { "tenant": "acme", "namespace": "acme", "name": "sensors", "accountId": "123456789012", "region": "eu-west-1",
          "stream": { "name": "acme-sensors" },
          "storage": { "raw": { "bucket": "raw" }, "processed": { "bucket": "processed", "partitionBy": {{partitionBy}} }, "errors": { "bucket": "errors" } }
          {{(schema is null ? "" : $", \"schema\": {schema}")}}
          , "transform": { {{string.Join(", ", new[] { filter is null ? null : $"\"filter\": {filter}", transform }.OfType<string>())}} } }
        """;

    public static PipelineConfig Config(string? schema = SchemaJson, string? filter = null, string partitionBy = """["date"]""", string? transform = null) =>
        PipelineConfigReader.Parse(Encoding.UTF8.GetBytes(ConfigJson(schema, filter, partitionBy, transform)), "pipeline.json");

    /// <summary>One packed record with these events.</summary>
    public static byte[] Record(params string[] events)
    {
        using var chunk = Chunk("", events);
        return Record(chunk);
    }

    /// <summary>A chunk of a request with that idempotency key.</summary>
    public static EntryChunk Chunk(string requestKey, params string[] events)
    {
        var chunk = EntryChunk.TryCreate(0, Encoding.ASCII.GetBytes(requestKey), new MemoryBudget(long.MaxValue))!;
        for (var i = 0; i < events.Length; i++)
            chunk.TryAddEvent(Encoding.UTF8.GetBytes(events[i]), i + 1);
        return chunk;
    }

    public static byte[] Record(EntryChunk chunk, Guid? id = null)
    {
        var record = new byte[PackedRecord.HeaderLength + chunk.Length];
        PackedRecord.WriteHeader(record, id ?? Guid.NewGuid());
        chunk.Written.CopyTo(record.AsSpan(PackedRecord.HeaderLength));
        return record;
    }

    /// <summary>Events of a record, and refused texts, as strings.</summary>
    public static IReadOnlyList<string> Contents(ReadOnlySpan<byte> record)
    {
        var contents = new List<string>();
        var reader = new PackedRecordReader(record);
        while (reader.Read())
            contents.Add(Encoding.UTF8.GetString(reader.Content));
        return contents;
    }
}
