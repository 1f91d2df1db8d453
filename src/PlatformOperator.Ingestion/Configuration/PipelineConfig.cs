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

    public SourceConfig? Source { get; init; }

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

    /// <summary>Of Timestamp fields that are written in a form of their own; see <see cref="Records.TimestampFormat"/>.</summary>
    public IReadOnlyDictionary<string, string>? TimestampFormats { get; init; }
}

/// <summary>Types of schema fields. A field may be null or absent unless it is the timestamp or the key.</summary>
[JsonConverter(typeof(NameConverter<FieldType>))]
internal enum FieldType
{
    String,
    Number,
    Integer,
    Boolean,
    Timestamp,
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PipelineConfig))]
internal sealed partial class PipelineConfigContext : JsonSerializerContext;
