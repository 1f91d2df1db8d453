using System.Text.Json.Serialization;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Aggregates;

/// <summary>
/// First line of a unit's state: which partials are in it. A shard's ranges are stored one after another, so the last record merged tells which
/// of its objects are in, also of one that a halted process stores again after it was merged and deleted.
/// </summary>
internal sealed record UnitHeader
{
    /// <summary>Grows by one with each replacement.</summary>
    public long Epoch { get; init; }

    /// <summary>Last record merged of each shard, whose key holds the stream's id.</summary>
    public IReadOnlyDictionary<string, string> Shards { get; init; } = new Dictionary<string, string>();

    /// <summary>Null before the first window is final.</summary>
    public FinalRowsMark? Rows { get; init; }

    public bool Covers(PartialObject partial) => Shards.TryGetValue(partial.Shard, out var last) && SequenceNumbers.Compare(partial.Last, last) <= 0;

    /// <summary>This header after partials were merged.</summary>
    public UnitHeader With(IEnumerable<PartialObject> merged)
    {
        var shards = new SortedDictionary<string, string>(Shards.ToDictionary(), StringComparer.Ordinal);
        foreach (var partial in merged.Where(partial => !Covers(partial)))
        {
            if (!shards.TryGetValue(partial.Shard, out var last) || SequenceNumbers.Compare(partial.Last, last) > 0)
                shards[partial.Shard] = partial.Last;
        }
        return this with { Epoch = Epoch + 1, Shards = shards };
    }
}

/// <summary>Which final rows lie in the lake.</summary>
/// <param name="ETag">Their version, which the next ones replace.</param>
/// <param name="Until">They hold the windows that end until then.</param>
/// <param name="Stale">Late events of these windows were merged since.</param>
internal sealed record FinalRowsMark(string ETag, DateTime Until, bool Stale);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(UnitHeader))]
internal sealed partial class UnitHeaderContext : JsonSerializerContext;
