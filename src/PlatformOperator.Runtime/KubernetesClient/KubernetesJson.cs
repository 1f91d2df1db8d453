using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s;

/// <summary>JSON as Kubernetes writes it: camelCase, no nulls, enums by name, times as RFC 3339 in UTC.</summary>
public static class KubernetesJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // Schemas nest deeper than the usual 64.
        MaxDepth = 256,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(), new UtcDateTimeConverter() },
    };

    /// <summary>The value as JSON.</summary>
    public static string Serialize(object value, JsonSerializerOptions? jsonSerializerOptions = null) =>
        JsonSerializer.Serialize(value, value.GetType(), jsonSerializerOptions ?? Options);

    /// <summary>The value that the JSON stands for.</summary>
    /// <exception cref="JsonException">The text is no JSON, or no JSON of this type.</exception>
    public static TValue Deserialize<TValue>(string json, JsonSerializerOptions? jsonSerializerOptions = null) =>
        JsonSerializer.Deserialize<TValue>(json, jsonSerializerOptions ?? Options)!;

    /// <summary>The value that the JSON stands for.</summary>
    /// <exception cref="JsonException">The text is no JSON, or no JSON of this type.</exception>
    public static TValue Deserialize<TValue>(Stream json, JsonSerializerOptions? jsonSerializerOptions = null) =>
        JsonSerializer.Deserialize<TValue>(json, jsonSerializerOptions ?? Options)!;

    private sealed class UtcDateTimeConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

        // metav1.MicroTime (Leases, Events) has six digits, metav1.Time none; a server reads either in both.
        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(
            value.ToUniversalTime().ToString(
                value.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
    }
}
