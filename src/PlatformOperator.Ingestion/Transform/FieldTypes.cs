using System.Text.Json;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Transform;

/// <summary>Checks a value against its field's type and notes what it stands for.</summary>
internal static class FieldTypes
{
    /// <summary>Null, or what is wrong with the value the reader stands at. A field without type may hold anything.</summary>
    public static string? Read(PlannedField field, ref Utf8JsonReader reader, ref FieldValue value, FieldText text) => field.Type switch
    {
        FieldType.Number => ReadNumber(ref reader, ref value),
        FieldType.Integer => ReadInteger(ref reader, ref value),
        FieldType.Boolean => value.Token is JsonTokenType.True or JsonTokenType.False ? null : Not("Boolean", value.Token),
        FieldType.Timestamp => ReadTimestamp(field.Format, ref reader, ref value, text),
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
        if (JsonNumber.TryShort(reader.ValueSpan, out value.Number))
            return null;
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

    private static string? ReadTimestamp(TimestampFormat? format, ref Utf8JsonReader reader, ref FieldValue value, FieldText text)
    {
        var parsed = value.Token switch
        {
            JsonTokenType.Number when reader.TryGetDouble(out var number) =>
                format is null ? Timestamps.TryFromEpoch(number, out value.Integer) : format.TryFromNumber(number, out value.Integer),
            JsonTokenType.String when text.TryRead(ref reader, out var utf8) =>
                format is null ? TryTimestamp(utf8, ref value) : format.TryParse(utf8, out value.Integer),
            _ => false,
        };
        if (parsed)
            return null;
        return format is null
            ? "not a Timestamp (RFC 3339, 'yyyy-MM-dd HH:mm:ss' in UTC, or seconds or milliseconds since 1970)"
            : $"not a Timestamp of the form '{format.Format}'";
    }

    private static bool TryTimestamp(ReadOnlySpan<byte> text, ref FieldValue value)
    {
        if (!Timestamps.TryParse(text, out value.Integer))
            return false;
        value.IsFormatted = !value.IsEscaped && Timestamps.IsFormatted(text, value.Integer);
        return true;
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
