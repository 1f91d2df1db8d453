using System.Text.Json;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Reads and checks <c>pipeline.json</c>. Every fault names the file, the JSON path and the reason.</summary>
internal static class PipelineConfigReader
{
    public const string DatePartition = "date";

    public static PipelineConfig Read(string path)
    {
        byte[] json;
        try
        {
            json = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"{path}: cannot be read: {OneLine(e.Message)}", e);
        }
        return Parse(json, path);
    }

    public static PipelineConfig Parse(ReadOnlySpan<byte> json, string path)
    {
        PipelineConfig config;
        try
        {
            config = JsonSerializer.Deserialize(json, PipelineConfigContext.Default.PipelineConfig)
                ?? throw new ConfigurationException($"{path}: $: must be an object, not null");
        }
        catch (JsonException e)
        {
            throw new ConfigurationException($"{path}: {e.Path ?? "$"}: {Reason(e)}", e);
        }
        if (Faults(config).FirstOrDefault() is { } fault)
            throw new ConfigurationException($"{path}: {fault}");
        return config;
    }

    private static IEnumerable<string> Faults(PipelineConfig config) =>
        IdentityFaults(config)
            .Concat(config.Schema is { } schema ? SchemaFaults(schema) : [])
            .Concat(PartitionFaults(config))
            .Concat(FilterFaults.Of(config))
            .Concat(TransformFaults.Of(config))
            .Concat(AggregateFaults.Of(config))
            .Concat(PollFaults.Of(config));

    private static IEnumerable<string> IdentityFaults(PipelineConfig config)
    {
        (string Path, string Value)[] names =
        [
            ("$.tenant", config.Tenant), ("$.namespace", config.Namespace), ("$.name", config.Name), ("$.region", config.Region),
            ("$.stream.name", config.Stream.Name), ("$.storage.raw.bucket", config.Storage.Raw.Bucket),
            ("$.storage.processed.bucket", config.Storage.Processed.Bucket), ("$.storage.errors.bucket", config.Storage.Errors.Bucket),
        ];
        foreach (var (path, value) in names)
        {
            if (string.IsNullOrWhiteSpace(value))
                yield return $"{path}: must not be empty";
        }
        if (config.AccountId.Length != 12 || !config.AccountId.All(char.IsAsciiDigit))
            yield return "$.accountId: must be the 12 digits of an AWS account";
    }

    private static IEnumerable<string> SchemaFaults(SchemaConfig schema)
    {
        if (schema.Fields.Count == 0)
            yield return "$.schema.fields: must name at least one field";
        if (schema.Fields.Keys.Any(string.IsNullOrEmpty))
            yield return "$.schema.fields: a field's name must not be empty";
        foreach (var (path, field) in new[] { ("$.schema.timestamp", schema.Timestamp), ("$.schema.key", schema.Key), ("$.schema.id", schema.Id) })
        {
            if (field is not null && !schema.Fields.ContainsKey(field))
                yield return $"{path}: '{field}' is not one of schema.fields";
        }
        if (schema.Timestamp is { } timestamp && schema.Fields.TryGetValue(timestamp, out var type) && type != FieldType.Timestamp)
            yield return $"$.schema.timestamp: field '{timestamp}' is of type {type}; it must be Timestamp";
        foreach (var (field, format) in schema.TimestampFormats ?? new Dictionary<string, string>())
        {
            if (!schema.Fields.TryGetValue(field, out var formatted) || formatted != FieldType.Timestamp)
                yield return $"$.schema.timestampFormats.{field}: is not one of schema.fields, of type Timestamp";
            if (!TimestampFormat.IsValid(format))
                yield return $"$.schema.timestampFormats.{field}: '{format}' does not tell year, month and day";
        }
    }

    private static IEnumerable<string> PartitionFaults(PipelineConfig config)
    {
        var partitions = config.Storage.Processed.PartitionBy ?? [];
        for (var i = 0; i < partitions.Count; i++)
        {
            var path = $"$.storage.processed.partitionBy[{i}]";
            if (partitions[i] != DatePartition && config.Schema?.Fields.ContainsKey(partitions[i]) != true)
                yield return $"{path}: '{partitions[i]}' is neither 'date' nor one of schema.fields";
            if (partitions.Take(i).Contains(partitions[i]))
                yield return $"{path}: '{partitions[i]}' is named twice";
        }
    }

    /// <summary>The serializer's messages repeat path and position after the first sentence; one line is enough.</summary>
    private static string Reason(JsonException e)
    {
        var message = OneLine(e.Message);
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        var reason = end < 0 ? message : message[..end];
        return e.LineNumber is { } line ? $"{reason} (line {line + 1})" : reason;
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ");
}
