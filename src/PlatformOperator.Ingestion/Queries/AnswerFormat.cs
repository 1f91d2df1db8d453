using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Http;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>The forms that rows are answered in; a further page is named by a Link header in each.</summary>
internal static class AnswerFormat
{
    private const string Json = "application/json";
    private const string Ndjson = "application/x-ndjson";
    private const string Csv = "text/csv";

    public static readonly string[] MediaTypes = [Json, Ndjson, Csv];

    /// <exception cref="RequestRefusedException">None of the forms is wanted.</exception>
    public static string Negotiate(HttpRequest request)
    {
        if (request.GetTypedHeaders().Accept is not { Count: > 0 } accepted)
            return Json;
        foreach (var wanted in accepted.OrderByDescending(type => type.Quality ?? 1))
        {
            if (MediaTypes.FirstOrDefault(type => wanted.MatchesMediaType(type)) is { } found)
                return found;
        }
        throw new RequestRefusedException(StatusCodes.Status406NotAcceptable, $"Accept must allow one of {string.Join(", ", MediaTypes)}");
    }

    public static async Task WriteAsync(HttpContext context, string type, AggregatePlan plan, AggregatePage page, Func<long, long> end)
    {
        var next = page.HasMore ? NextPage(context.Request, page.Rows[^1]) : null;
        context.Response.ContentType = type;
        context.Response.Headers.CacheControl = "no-store";
        if (next is not null)
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        var body = context.Response.BodyWriter;
        if (type == Csv)
            WriteCsv(body, plan, page, end);
        else if (type == Ndjson)
            WriteLines(body, plan, page, end);
        else
            WriteDocument(body, plan, page, end, next);
        await body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static string NextPage(HttpRequest request, in PartialRow last)
    {
        var parameters = request.Query.Where(parameter => parameter.Key != "after").ToDictionary(parameter => parameter.Key, parameter => parameter.Value);
        return $"{request.Path}{QueryString.Create(parameters).Add("after", Base64Url.EncodeToString(last.Key.Span))}";
    }

    private static void WriteDocument(IBufferWriter<byte> body, AggregatePlan plan, AggregatePage page, Func<long, long> end, string? next)
    {
        using var json = new Utf8JsonWriter(body, Problem.Options);
        json.WriteStartObject();
        json.WriteString("as_of"u8, page.AsOf.UtcDateTime);
        json.WriteString("next"u8, next);
        json.WriteStartArray("rows"u8);
        foreach (var row in page.Rows)
            ResultRow.Write(json, plan, row, Time(end(row.Window)));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteLines(IBufferWriter<byte> body, AggregatePlan plan, AggregatePage page, Func<long, long> end)
    {
        using var json = new Utf8JsonWriter(body, Problem.Options);
        foreach (var row in page.Rows)
        {
            ResultRow.Write(json, plan, row, Time(end(row.Window)));
            json.Flush();
            json.Reset();
            body.Write("\n"u8);
        }
    }

    /// <summary>The JSON rows, cell by cell: strings without quotes where CSV needs none, null as nothing.</summary>
    private static void WriteCsv(IBufferWriter<byte> body, AggregatePlan plan, AggregatePage page, Func<long, long> end)
    {
        string[] columns = [ResultRow.Start, ResultRow.End, .. plan.By, .. plan.Metrics.Select(metric => metric.Name)];
        WriteText(body, $"{string.Join(',', columns.Select(Cell))}\r\n");
        var line = new ArrayBufferWriter<byte>();
        foreach (var row in page.Rows)
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line))
                ResultRow.Write(json, plan, row, Time(end(row.Window)));
            using var document = JsonDocument.Parse(line.WrittenMemory);
            WriteText(body, $"{string.Join(',', document.RootElement.EnumerateObject().Select(member => Cell(member.Value.ToString())))}\r\n");
        }
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static void WriteText(IBufferWriter<byte> body, string text) => Encoding.UTF8.GetBytes(text, body);

    private static DateTime Time(long ticks) => new(ticks, DateTimeKind.Utc);
}
