using System.Text;
using PlatformOperator.Ingestion.Configuration;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>A field that the schema or a filter names. Type is null where there is no schema.</summary>
internal sealed record PlannedField(string Name, byte[] Utf8Name, FieldType? Type, bool IsRequired);

/// <summary>Part of the processed objects' path: the event's date (Field null) or a field's value.</summary>
internal sealed record PartitionPart(string Name, int? Field);

/// <summary>What to do with each event, made once of the configuration and shared by all shards.</summary>
internal sealed class EventPlan
{
    public EventPlan(PipelineConfig config)
    {
        var schema = config.Schema;
        var filters = config.Transform?.Filter ?? [];
        Fields =
        [
            .. (schema?.Fields.Keys ?? filters.Select(filter => filter.Field).Distinct(StringComparer.Ordinal)).Select(name => new PlannedField(
                name, Encoding.UTF8.GetBytes(name), TypeOf(schema, name), name == schema?.Key || name == schema?.Timestamp)),
        ];
        Rules = [.. filters.Select(filter => FilterRule.Create(filter, IndexOf(filter.Field), TypeOf(schema, filter.Field)))];
        IdField = schema?.Id;
        TimestampField = schema?.Timestamp is { } timestamp ? IndexOf(timestamp) : null;
        var partitions = config.Storage.Processed.PartitionBy is { Count: > 0 } given ? given : [PipelineConfigReader.DatePartition];
        Partitions = [.. partitions.Select(name => new PartitionPart(name, name == PipelineConfigReader.DatePartition ? null : IndexOf(name)))];
    }

    public PlannedField[] Fields { get; }

    public FilterRule[] Rules { get; }

    /// <summary>Index of the field with the event's time; null: the time of arrival counts.</summary>
    public int? TimestampField { get; }

    /// <summary>Name of the field that identifies an event, if the schema names one.</summary>
    public string? IdField { get; }

    public PartitionPart[] Partitions { get; }

    private int IndexOf(string name) => Array.FindIndex(Fields, field => field.Name == name);

    private static FieldType? TypeOf(SchemaConfig? schema, string name) =>
        schema?.Fields.TryGetValue(name, out var type) == true ? type : null;
}
