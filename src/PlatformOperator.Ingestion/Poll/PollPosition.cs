using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>Where a poll stands: all that a successor needs to go on, and small enough for an annotation.</summary>
internal sealed record PollPosition
{
    /// <summary>Settings that it belongs to, <see cref="PollPlan.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>How often it moved. What is taken between two moves has the same identities, however often it is tried.</summary>
    public long Sequence { get; init; }

    public string? Cursor { get; init; }

    /// <summary>Time of the newest event so far, in UTC ticks.</summary>
    public long? Since { get; init; }

    /// <summary>Validators of the answer that the next round begins with, if that is known already.</summary>
    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    public DateTimeOffset? LastModified { get; init; }

    /// <summary>The items of the last round, see <see cref="SeenItems"/>.</summary>
    public string? Seen { get; init; }

    public override string ToString() => JsonSerializer.Serialize(this, PollPositionContext.Default.PollPosition);

    /// <summary>The position that the text holds if it belongs to these settings; else the beginning.</summary>
    public static PollPosition Parse(string? text, string source)
    {
        try
        {
            var position = string.IsNullOrEmpty(text) ? null : JsonSerializer.Deserialize(text, PollPositionContext.Default.PollPosition);
            return position?.Source == source ? position : new PollPosition { Source = source };
        }
        catch (JsonException)
        {
            // Somebody's hand; the beginning is the only place that is known.
            return new PollPosition { Source = source };
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PollPosition))]
internal sealed partial class PollPositionContext : JsonSerializerContext;
