using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>What is done to events on their way to processed, in this order: default, schema, filter, derive, rename, drop.</summary>
internal sealed record TransformConfig
{
    /// <summary>Values of fields that an event has not, or has as null.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Default { get; init; }

    /// <summary>An event passes if every entry holds.</summary>
    public IReadOnlyList<FilterConfig>? Filter { get; init; }

    public IReadOnlyList<DeriveConfig>? Derive { get; init; }

    /// <summary>New names of fields, by their old ones.</summary>
    public IReadOnlyDictionary<string, string>? Rename { get; init; }

    /// <summary>Fields that are left out, by the names that they came with.</summary>
    public IReadOnlyList<string>? Drop { get; init; }

    public AggregateConfig? Aggregate { get; init; }
}

/// <summary>One field and exactly one predicate, or a group of such entries.</summary>
internal sealed record FilterConfig
{
    public string? Field { get; init; }

    public bool? NotNull { get; init; }

    /// <summary>Lowest and highest value that pass: numbers, or timestamps as strings.</summary>
    public IReadOnlyList<JsonElement>? Between { get; init; }

    public IReadOnlyList<JsonElement>? In { get; init; }

    [JsonPropertyName("equals")]
    public JsonElement? EqualTo { get; init; }

    public string? Matches { get; init; }

    /// <summary>Holds if at least one of these does.</summary>
    public IReadOnlyList<FilterConfig>? Any { get; init; }

    /// <summary>Holds if each of these does.</summary>
    public IReadOnlyList<FilterConfig>? All { get; init; }

    /// <summary>The entry itself, or those of the group that it is.</summary>
    [JsonIgnore]
    public IReadOnlyList<FilterConfig> Terms => Any ?? All ?? [this];
}

/// <summary>A new field that holds a part of a Timestamp field's time in UTC.</summary>
internal sealed record DeriveConfig
{
    public required string Field { get; init; }

    public required string From { get; init; }

    public required TimePart Part { get; init; }
}

[JsonConverter(typeof(NameConverter<TimePart>))]
internal enum TimePart
{
    Year,
    Month,
    Day,
    Hour,

    /// <summary>1 is Monday, 7 is Sunday, as ISO 8601 has it.</summary>
    Weekday,

    /// <summary>Text like <c>2013-07-04</c>.</summary>
    Date,
}
