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
        if (text.Length > 1 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and < 10_000)
        {
            switch (text[^1])
            {
                case 's':
                    return TimeSpan.FromSeconds(count);
                case 'm':
                    return TimeSpan.FromMinutes(count);
                case 'h':
                    return TimeSpan.FromHours(count);
                case 'd':
                    return TimeSpan.FromDays(count);
            }
        }
        throw new JsonException("must be a number from 1 to 9999 and one of s, m, h, d, for instance 1h.");
    }

    /// <summary>In the largest unit that fits, which is one that <see cref="Read"/> takes.</summary>
    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value switch
        {
            { Hours: 0, Minutes: 0, Seconds: 0 } => $"{(long)value.TotalDays}d",
            { Minutes: 0, Seconds: 0 } => $"{(long)value.TotalHours}h",
            { Seconds: 0 } => $"{(long)value.TotalMinutes}m",
            _ => $"{(long)value.TotalSeconds}s",
        });
}
