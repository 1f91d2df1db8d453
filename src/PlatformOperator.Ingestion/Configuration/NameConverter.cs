using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Reads the names of an enumeration as the CRD spells them, and nothing else (no numbers, no other case).</summary>
internal sealed class NameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(value.ToString()))
                return value;
        }
        throw new JsonException($"must be one of {string.Join(", ", Enum.GetNames<T>())}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
