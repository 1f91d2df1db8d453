using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Ingest;

/// <summary>
/// <c>POST /v1/events</c>. The body is read and checked as a whole before anything is sent, so a refused request has left nothing behind;
/// 202 means that Kinesis holds every event and every refused line.
/// </summary>
internal sealed class EventsEndpoint(SchemaConfig? schema, ApiKeyGuard guard, StreamQueue queue, MemoryBudget budget, IngestMetrics metrics)
{
    /// <summary>Decompressed bytes of one request.</summary>
    public const int MaxBodyLength = 10 * 1024 * 1024;

    /// <summary>
    /// Bytes of one request on the wire, whatever they unpack to. Twice the other limit, so that a body a little too long is read to its end
    /// and its sender reads our answer rather than a broken connection.
    /// </summary>
    public const int MaxTransferLength = 2 * MaxBodyLength;

    /// <summary>Bytes of one request's events as JSON.</summary>
    public const int MaxEventsLength = 4 * MaxBodyLength;

    private const string IdempotencyKeyHeader = "Idempotency-Key";

    private readonly EventScanner _scanner = new(schema?.Key, schema?.Id);
    private readonly KeylessBuckets _keyless = new();

    public async Task HandleAsync(HttpContext context)
    {
        using var span = Traces.StartRequest(context.Request);
        try
        {
            guard.Demand(context);
            await TakeAsync(context).ConfigureAwait(false);
        }
        catch (RequestRefusedException e)
        {
            await Problem.WriteAsync(context.Response, e.Status, e.Message, context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException e)
        {
            // Kestrel's own limits: the body's declared length, its rate, its framing.
            await Problem.WriteAsync(context.Response, e.StatusCode, e.Message, context.RequestAborted).ConfigureAwait(false);
        }
        finally
        {
            metrics.Requests.Add(1, new KeyValuePair<string, object?>("code", context.Response.StatusCode));
            span?.SetTag("http.request.method", "POST").SetTag("url.path", "/v1/events").SetTag("http.response.status_code", context.Response.StatusCode);
            if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
                span?.SetStatus(ActivityStatusCode.Error);
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var packer = new RequestPacker(IdempotencyKey(context.Request), _keyless, MaxEventsLength, budget);
        var byItem = await ReadAsync(context.Request, packer, context.RequestAborted).ConfigureAwait(false);
        metrics.Received.Add(packer.Accepted + packer.Rejections.Count);
        if (!await queue.SendAsync(packer.TakeChunks()).ConfigureAwait(false))
        {
            throw new RequestRefusedException(
                StatusCodes.Status503ServiceUnavailable, "the stream did not take all events in time; send this request again, with the same Idempotency-Key if it has one");
        }
        metrics.Accepted.Add(packer.Accepted);
        metrics.Rejected.Add(packer.Rejections.Count);
        await Answers.WriteAcceptedAsync(context.Response, packer, byItem ? "item" : "line", context.RequestAborted).ConfigureAwait(false);
    }

    private static byte[] IdempotencyKey(HttpRequest request)
    {
        var key = request.Headers[IdempotencyKeyHeader].ToString();
        if (key.Length > PackedRecord.MaxRequestKeyLength || !key.All(c => c is > ' ' and <= '~'))
        {
            throw new RequestRefusedException(
                StatusCodes.Status400BadRequest, $"{IdempotencyKeyHeader} must be at most {PackedRecord.MaxRequestKeyLength} printable ASCII characters without spaces");
        }
        return Encoding.ASCII.GetBytes(key);
    }

    /// <summary>Reads the whole body into the packer; true if its parts are counted as items, false if as lines.</summary>
    private async Task<bool> ReadAsync(HttpRequest request, RequestPacker packer, CancellationToken cancellationToken)
    {
        var type = ContentType(request);
        await using var body = Decoded(request);
        try
        {
            if (type == "text/csv")
            {
                using var csv = new CsvParser(schema, packer);
                await BodyReader.ReadAsync(body, csv, MaxBodyLength, budget, cancellationToken).ConfigureAwait(false);
                return false;
            }
            BodyParser parser = type == "application/json" ? new JsonParser(_scanner, packer) : new NdjsonParser(_scanner, packer);
            await BodyReader.ReadAsync(body, parser, MaxBodyLength, budget, cancellationToken).ConfigureAwait(false);
            return type == "application/json";
        }
        catch (InvalidDataException)
        {
            throw new RequestRefusedException(StatusCodes.Status400BadRequest, "the body is not valid gzip; nothing was accepted");
        }
    }

    private static string ContentType(HttpRequest request)
    {
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && (
                !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
                    || type.Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
            && type.MediaType.Value?.ToLowerInvariant() is "application/json" or "application/x-ndjson" or "text/csv")
            return type.MediaType.Value.ToLowerInvariant();
        throw new RequestRefusedException(
            StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json, application/x-ndjson or text/csv, in UTF-8");
    }

    private static Stream Decoded(HttpRequest request) =>
        request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
        {
            "" or "identity" => request.Body,
            "gzip" => new GZipStream(request.Body, CompressionMode.Decompress, leaveOpen: true),
            _ => throw new RequestRefusedException(StatusCodes.Status415UnsupportedMediaType, "Content-Encoding must be gzip or absent"),
        };
}
