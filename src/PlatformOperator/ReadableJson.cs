using System.Text.Encodings.Web;
using System.Text.Json;

namespace PlatformOperator;

/// <summary>JSON for people and their scripts.</summary>
internal static class ReadableJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
