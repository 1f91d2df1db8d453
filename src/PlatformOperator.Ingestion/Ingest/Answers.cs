using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Http;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>The body of ingest's answer.</summary>
internal static class Answers
{
    /// <summary><c>202 {"accepted":n,"rejected":[{"line":3,"reason":"…"}]}</c>; a JSON array's elements are counted as <c>item</c>, from 1.</summary>
    public static async Task WriteAcceptedAsync(HttpResponse response, RequestPacker request, string unit, CancellationToken cancellationToken)
    {
        response.StatusCode = StatusCodes.Status202Accepted;
        response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(response.BodyWriter, Problem.Options);
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
}
