using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Process;

/// <summary>How far a shard has been carried into the lake. Unknown members are refused: a newer program's intent must not be overlooked.</summary>
internal sealed record ShardCheckpoint
{
    public required string Shard { get; init; }

    /// <summary>Grows by one with each commit.</summary>
    public required long Epoch { get; init; }

    /// <summary>Last record whose events are stored; null before the first.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>The shard has ended and all of it is stored: its children may be read.</summary>
    public bool Closed { get; init; }

    /// <summary>Process that wrote it; tells one's own write, whose answer got lost, from another's.</summary>
    public required string Writer { get; init; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ShardCheckpoint))]
internal sealed partial class ShardCheckpointContext : JsonSerializerContext;
