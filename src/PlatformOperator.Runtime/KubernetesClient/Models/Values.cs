using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A value that is a number or a string, as ports and surge limits are.</summary>
[JsonConverter(typeof(IntOrStringJsonConverter))]
public class IntOrString
{
    /// <summary>The value as text.</summary>
    public string Value { get; private init; } = null!;

    /// <summary>From a number.</summary>
    public static implicit operator IntOrString(int v) => v.ToString(CultureInfo.InvariantCulture);

    /// <summary>From a number.</summary>
    public static implicit operator IntOrString(long v) => v.ToString(CultureInfo.InvariantCulture);

    /// <summary>From text.</summary>
    public static implicit operator IntOrString(string v) => new() { Value = v };

    /// <summary>The value as text.</summary>
    public static implicit operator string?(IntOrString? v) => v?.Value;

    /// <inheritdoc />
    public override string ToString() => Value;

    /// <summary>The value as a number.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public int ToInt() => int.Parse(Value, CultureInfo.InvariantCulture);
}

/// <summary>Writes numbers as numbers.</summary>
internal sealed class IntOrStringJsonConverter : JsonConverter<IntOrString>
{
    public override IntOrString Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetInt64(),
        JsonTokenType.String => reader.GetString()!,
        _ => throw new JsonException("Expected a number or a string."),
    };

    public override void Write(Utf8JsonWriter writer, IntOrString value, JsonSerializerOptions options)
    {
        if (long.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(value.Value);
    }
}

/// <summary>An amount with a unit, <c>500m</c> or <c>1Gi</c> (Kubernetes API, Quantity).</summary>
[JsonConverter(typeof(ResourceQuantityJsonConverter))]
public class ResourceQuantity
{
    private static readonly Dictionary<string, decimal> Factors = new(StringComparer.Ordinal)
    {
        ["n"] = 0.000000001m, ["u"] = 0.000001m, ["m"] = 0.001m, [""] = 1m,
        ["k"] = 1_000m, ["M"] = 1_000_000m, ["G"] = 1_000_000_000m, ["T"] = 1_000_000_000_000m, ["P"] = 1_000_000_000_000_000m,
        ["E"] = 1_000_000_000_000_000_000m,
        ["Ki"] = 1L << 10, ["Mi"] = 1L << 20, ["Gi"] = 1L << 30, ["Ti"] = 1L << 40, ["Pi"] = 1L << 50, ["Ei"] = 1L << 60,
    };

    private readonly string text;

    /// <summary>Reads a quantity.</summary>
    /// <exception cref="FormatException">The text is no quantity.</exception>
    public ResourceQuantity(string v)
    {
        text = v;
        _ = ToDecimal();
    }

    /// <summary>From text.</summary>
    public static implicit operator ResourceQuantity(string v) => new(v);

    /// <summary>The amount in base units.</summary>
    public decimal ToDecimal()
    {
        var suffix = text.AsSpan().TrimStart("+-.0123456789");
        if (suffix.Length > 1 && suffix[0] is 'e' or 'E' && (char.IsAsciiDigit(suffix[1]) || suffix[1] is '-' or '+'))
            return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return Factors.TryGetValue(suffix.ToString(), out var factor)
            ? decimal.Parse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.Float, CultureInfo.InvariantCulture) * factor
            : throw new FormatException($"\"{text}\" is no quantity: unknown unit \"{suffix}\".");
    }

    /// <inheritdoc />
    public override string ToString() => text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ResourceQuantity other && other.ToDecimal() == ToDecimal();

    /// <inheritdoc />
    public override int GetHashCode() => ToDecimal().GetHashCode();
}

/// <summary>Quantities travel as strings, and numbers are read too.</summary>
internal sealed class ResourceQuantityJsonConverter : JsonConverter<ResourceQuantity>
{
    public override ResourceQuantity Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.TokenType == JsonTokenType.Number ? reader.GetDecimal().ToString(CultureInfo.InvariantCulture) : reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, ResourceQuantity value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>A time with microseconds. The API server refuses one without them where it expects them (Leases, Events).</summary>
internal sealed class MicroTimeConverter : JsonConverter<DateTime?>
{
    public override DateTime? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null
        ? null
        : DateTime.Parse(reader.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    public override void Write(Utf8JsonWriter writer, DateTime? value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture));
}

/// <summary>The body of a patch.</summary>
public record V1Patch
{
    /// <summary>A patch of this type.</summary>
    public V1Patch(object body, PatchType type) => (Content, Type) = (body, type);

    /// <summary>How the body is read.</summary>
    public enum PatchType
    {
        /// <summary>Not set.</summary>
        Unknown,

        /// <summary>JSON Patch, RFC 6902.</summary>
        JsonPatch,

        /// <summary>JSON Merge Patch, RFC 7386.</summary>
        MergePatch,

        /// <summary>Kubernetes' strategic merge patch.</summary>
        StrategicMergePatch,

        /// <summary>Server-side apply.</summary>
        ApplyPatch,
    }

    /// <summary>The body: an object to serialize, or JSON text.</summary>
    public object Content { get; private set; }

    /// <summary>How the body is read.</summary>
    public PatchType Type { get; private set; }
}
