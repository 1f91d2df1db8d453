using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>What the operator tells a pod of its pipeline: the content of <c>pipeline.json</c>.</summary>
internal sealed record PipelineConfig
{
    public required string Tenant { get; init; }

    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>Account that owns the buckets; every S3 call demands it (<c>ExpectedBucketOwner</c>).</summary>
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required StreamConfig Stream { get; init; }

    public required StorageConfig Storage { get; init; }

    /// <summary>Absent: events are any JSON objects, without key or time of their own.</summary>
    public SchemaConfig? Schema { get; init; }

    public TransformConfig? Transform { get; init; }
}

internal sealed record StreamConfig
{
    public required string Name { get; init; }
}

internal sealed record StorageConfig
{
    public required BucketConfig Raw { get; init; }

    public required ProcessedBucketConfig Processed { get; init; }

    public required BucketConfig Errors { get; init; }
}

internal sealed record BucketConfig
{
    public required string Bucket { get; init; }
}

internal sealed record ProcessedBucketConfig
{
    public required string Bucket { get; init; }

    /// <summary><c>date</c> (the event's UTC date) or names of schema fields, in the order of the object key.</summary>
    public IReadOnlyList<string>? PartitionBy { get; init; }
}

internal sealed record SchemaConfig
{
    /// <summary>Field that holds the event's time; required in every event.</summary>
    public string? Timestamp { get; init; }

    /// <summary>Field whose equal values keep their order; required in every event.</summary>
    public string? Key { get; init; }

    /// <summary>Field that identifies an event. Carried as part of the event; deduplication reads it there.</summary>
    public string? Id { get; init; }

    public required IReadOnlyDictionary<string, FieldType> Fields { get; init; }
}

/// <summary>Types of schema fields. A field may be null or absent unless it is the timestamp or the key.</summary>
[JsonConverter(typeof(FieldTypeConverter))]
internal enum FieldType
{
    String,
    Number,
    Integer,
    Boolean,
    Timestamp,
}

internal sealed record TransformConfig
{
    /// <summary>An event passes if every entry holds.</summary>
    public IReadOnlyList<FilterConfig>? Filter { get; init; }

    public AggregateConfig? Aggregate { get; init; }
}

/// <summary>One field and exactly one predicate.</summary>
internal sealed record FilterConfig
{
    public required string Field { get; init; }

    public bool? NotNull { get; init; }

    /// <summary>Lowest and highest value that pass: numbers, or timestamps as strings.</summary>
    public IReadOnlyList<JsonElement>? Between { get; init; }

    public IReadOnlyList<JsonElement>? In { get; init; }

    [JsonPropertyName("equals")]
    public JsonElement? EqualTo { get; init; }

    public string? Matches { get; init; }
}

/// <summary>Reads the five names as the CRD spells them, and nothing else (no numbers, no other case).</summary>
internal sealed class FieldTypeConverter : JsonConverter<FieldType>
{
    public override FieldType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        foreach (var type in Enum.GetValues<FieldType>())
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(type.ToString()))
                return type;
        }
        throw new JsonException($"must be one of {string.Join(", ", Enum.GetNames<FieldType>())}.");
    }

    public override void Write(Utf8JsonWriter writer, FieldType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PipelineConfig))]
internal sealed partial class PipelineConfigContext : JsonSerializerContext;
