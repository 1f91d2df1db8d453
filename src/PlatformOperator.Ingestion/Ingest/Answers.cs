using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>The bodies of ingest's answers.</summary>
internal static class Answers
{
    private const int RetryAfterSeconds = 1;

    // The answers are JSON and nothing else, so quotes and angle brackets may stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>202 {"accepted":n,"rejected":[{"line":3,"reason":"…"}]}</c>; a JSON array's elements are counted as <c>item</c>, from 1.</summary>
    public static async Task WriteAcceptedAsync(HttpResponse response, RequestPacker request, string unit, CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter, Options);
        json.WriteStartObject();
        json.WriteNumber("accepted"u8, request.Accepted);
        json.WriteStartArray("rejected"u8);
        foreach (var (number, reason) in request.Rejections)
        {
            json.WriteStartObject();
            json.WriteNumber(unit, number);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>RFC 9457 problem details.</summary>
    public static async Task WriteRefusalAsync(HttpResponse response, int status, string detail, CancellationToken cancellationToken)
    {
        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var json = new Utf8JsonWriter(response.BodyWriter, Options);
        json.WriteStartObject();
        json.WriteNumber("status"u8, status);
        json.WriteString("detail"u8, detail);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
