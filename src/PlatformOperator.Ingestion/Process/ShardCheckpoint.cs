using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Process;

/// <summary>
/// How far a shard has been carried into the lake. Two writes carry a range: one with an <see cref="Intent"/>, before its first object; one
/// behind its last, which commits it. Unknown members are refused: what a newer program wrote must not be overlooked.
/// <code>
/// { "shard": "shardId-000000000001", "epoch": 7, "sequenceNumber": "4959…", "arrived": "2026-01-02T03:04:05.678Z",
///   "readUntil": "2026-01-02T03:04:06Z", "closed": false, "writer": "sensors-process-x2x4z/9f…",
///   "intent": { "first": "4959…", "last": "4959…", "count": 12, "arrived": "2026-…", "configuration": "1f0e…",
///     "objects": [ { "zone": "raw", "key": "data/…" } ] } }
/// </code>
/// </summary>
internal sealed record ShardCheckpoint
{
    public required string Shard { get; init; }

    /// <summary>Grows by one with each write.</summary>
    public required long Epoch { get; init; }

    /// <summary>Last record whose events are stored; null before the first.</summary>
    public string? SequenceNumber { get; init; }

    /// <summary>
    /// Newest arrival of the records up to there, or in the parents if there is none: ten minutes before it begin what duplicates are told by.
    /// </summary>
    public required DateTimeOffset Arrived { get; init; }

    /// <summary>Whatever arrived in this shard before then was read: behind it retention may have removed what nobody stored.</summary>
    public required DateTimeOffset ReadUntil { get; init; }

    /// <summary>The shard has ended and all of it is stored: its children may be read.</summary>
    public bool Closed { get; init; }

    /// <summary>Process that wrote it.</summary>
    public required string Writer { get; init; }

    /// <summary>The range behind <see cref="SequenceNumber"/> that is being stored; whoever finds it stores exactly that range first.</summary>
    public RangeIntent? Intent { get; init; }

    /// <summary>The last gap: records that retention removed before they were stored.</summary>
    public LostRange? Lost { get; init; }
}

/// <summary>A range about to be stored.</summary>
/// <param name="First">Sequence number of its first record.</param>
/// <param name="Last">Sequence number of its last record.</param>
/// <param name="Count">How many records it has.</param>
/// <param name="Arrived">Arrival of the first record: while the stream keeps what came then, it keeps the range.</param>
/// <param name="Configuration">Hash of the configuration that it is made under.</param>
/// <param name="Objects">All objects that it makes, in order.</param>
internal sealed record RangeIntent(
    string First, string Last, int Count, DateTimeOffset Arrived, string Configuration, IReadOnlyList<IntentObject> Objects);

internal sealed record IntentObject(Zone Zone, string Key);

/// <summary>Records that may have been lost.</summary>
/// <param name="Found">When the gap was found.</param>
/// <param name="From">The last record that was stored before the gap; null: the gap is at the shard's beginning.</param>
/// <param name="To">Where reading went on: the first record behind the gap, or the last one of a range given up; null: nothing was left.</param>
internal sealed record LostRange(DateTimeOffset Found, string? From = null, string? To = null);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ShardCheckpoint))]
internal sealed partial class ShardCheckpointContext : JsonSerializerContext;
