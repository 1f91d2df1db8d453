using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Lengths of time as the CRD writes them: a whole number and one of s, m, h, d.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : "";
        return TryParse(text, out var value) ? value : throw new JsonException("must be a number from 1 to 9999 and one of s, m, h, d, for instance 1h.");
    }

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));

    public static bool TryParse(string text, out TimeSpan value)
    {
        value = default;
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > 9999)
            return false;
        value = text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            _ => default,
        };
        return value > TimeSpan.Zero;
    }

    /// <summary>In the largest unit that fits.</summary>
    public static string Format(TimeSpan value) => value switch
    {
        { Hours: 0, Minutes: 0, Seconds: 0 } => $"{(long)value.TotalDays}d",
        { Minutes: 0, Seconds: 0 } => $"{(long)value.TotalHours}h",
        { Seconds: 0 } => $"{(long)value.TotalMinutes}m",
        _ => $"{(long)value.TotalSeconds}s",
    };
}
