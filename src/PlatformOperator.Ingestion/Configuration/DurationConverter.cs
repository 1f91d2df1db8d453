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

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Ticks % TimeSpan.TicksPerDay == 0 ? $"{(long)value.TotalDays}d" : $"{(long)value.TotalSeconds}s");
}
