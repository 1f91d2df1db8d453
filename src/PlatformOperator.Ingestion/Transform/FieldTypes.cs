using System.Text.Json;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>Checks a value against its field's type and notes what it stands for.</summary>
internal static class FieldTypes
{
    /// <summary>Null, or what is wrong with the value the reader stands at. A field without type may hold anything.</summary>
    public static string? Read(FieldType? type, ref Utf8JsonReader reader, ref FieldValue value, FieldText text) => type switch
    {
        FieldType.Number => ReadNumber(ref reader, ref value),
        FieldType.Integer => ReadInteger(ref reader, ref value),
        FieldType.Boolean => value.Token is JsonTokenType.True or JsonTokenType.False ? null : Not("Boolean", value.Token),
        FieldType.Timestamp => ReadTimestamp(ref reader, ref value, text),
        FieldType.String => value.Token == JsonTokenType.String ? TextFault(ref reader, text) : Not("String", value.Token),
        _ => value.Token switch
        {
            JsonTokenType.Number => ReadNumber(ref reader, ref value),
            JsonTokenType.String => TextFault(ref reader, text),
            _ => null,
        },
    };

    private static string? ReadNumber(ref Utf8JsonReader reader, ref FieldValue value)
    {
        if (value.Token != JsonTokenType.Number)
            return Not("Number", value.Token);
        return reader.TryGetDouble(out value.Number) && double.IsFinite(value.Number) ? null : "beyond the range of a 64-bit floating-point number";
    }

    private static string? ReadInteger(ref Utf8JsonReader reader, ref FieldValue value)
    {
        if (value.Token != JsonTokenType.Number)
            return Not("Integer", value.Token);
        if (!reader.TryGetInt64(out value.Integer))
            return "not an Integer of 64 bits";
        value.Number = value.Integer;
        return null;
    }

    private static string? ReadTimestamp(ref Utf8JsonReader reader, ref FieldValue value, FieldText text)
    {
        var parsed = value.Token switch
        {
            JsonTokenType.Number => reader.TryGetDouble(out var epoch) && Timestamps.TryFromEpoch(epoch, out value.Integer),
            JsonTokenType.String => text.TryRead(ref reader, out var utf8) && Timestamps.TryParse(utf8, out value.Integer),
            _ => false,
        };
        return parsed ? null : "not a Timestamp (RFC 3339, 'yyyy-MM-dd HH:mm:ss' in UTC, or seconds or milliseconds since 1970)";
    }

    private static string? TextFault(ref Utf8JsonReader reader, FieldText text) =>
        !reader.ValueIsEscaped || text.TryRead(ref reader, out _) ? null : "an escaped character is half of a pair";

    private static string Not(string type, JsonTokenType token)
    {
        var found = token switch
        {
            JsonTokenType.String => "a string",
            JsonTokenType.Number => "a number",
            JsonTokenType.True or JsonTokenType.False => "a boolean",
            JsonTokenType.StartArray => "an array",
            _ => "an object",
        };
        return $"expected {type}, found {found}";
    }
}
