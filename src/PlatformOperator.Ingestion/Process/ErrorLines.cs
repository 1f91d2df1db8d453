using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Lines of the errors bucket: what came, and why it went no further.</summary>
internal static class ErrorLines
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary><c>{"reason":"value: expected Number, found a string","event":{…}}</c></summary>
    public static void WriteEvent(CompressedLines target, string reason, ReadOnlySpan<byte> json)
    {
        using (var line = Begin(target, reason))
        {
            line.WritePropertyName("event"u8);
            line.WriteRawValue(json, skipInputValidation: true);
            line.WriteEndObject();
        }
        End(target);
    }

    /// <summary><c>{"reason":"…","number":3,"line":"…"}</c>, or <c>lineBase64</c> for bytes that are no UTF-8.</summary>
    public static void WriteRefused(CompressedLines target, string reason, int number, ReadOnlySpan<byte> text)
    {
        using (var line = Begin(target, reason))
        {
            line.WriteNumber("number"u8, number);
            if (Utf8.IsValid(text))
                line.WriteString("line"u8, text);
            else
                line.WriteBase64String("lineBase64"u8, text);
            line.WriteEndObject();
        }
        End(target);
    }

    /// <summary><c>{"reason":"…","recordBase64":"…"}</c></summary>
    public static void WriteRecord(CompressedLines target, string reason, ReadOnlySpan<byte> record)
    {
        using (var line = Begin(target, reason))
        {
            line.WriteBase64String("recordBase64"u8, record);
            line.WriteEndObject();
        }
        End(target);
    }

    private static Utf8JsonWriter Begin(CompressedLines target, string reason)
    {
        var line = new Utf8JsonWriter(target.Open, Options);
        line.WriteStartObject();
        line.WriteString("reason"u8, reason);
        return line;
    }

    private static void End(CompressedLines target)
    {
        target.Open.WriteByte((byte)'\n');
        target.EndLine();
    }
}
