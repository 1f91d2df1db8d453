using System.IO.Compression;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Ingest;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Ingestion.Transform;

namespace PlatformOperator.Ingestion.Tests.Ingest;

/// <summary>
/// Some thousand bent bodies through all that a request passes, to the check on the other side of the stream; by seed, so that each can be had again.
/// </summary>
public class HostileInputTests
{
    private const int Cases = 1500;

    private static readonly PipelineConfig Config = Samples.Config();

    [Theory]
    [InlineData("json")]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public async Task Whatever_comes_is_taken_or_refused_as_a_whole_parser_says_in_pieces_of_any_length(string format)
    {
        var transform = new EventTransform(new EventPlan(Config));
        for (var seed = 0; seed < Cases; seed++)
        {
            var bodies = new HostileBodies(seed);
            var body = bodies.Next(format);
            var whole = await TakeAsync(format, new MemoryStream(body), 64 * 1024);
            var pieces = await TakeAsync(format, bodies.InPieces(body), 16);
            var packed = await TakeAsync(format, new GZipStream(new MemoryStream(Gzip(body)), CompressionMode.Decompress), 64);

            Assert.True(whole == pieces && whole == packed, $"{format}, seed {seed}: {whole}, in pieces {pieces}, by gzip {packed}");
            if (Expected(format, body) is { } expected)
                Assert.True(whole with { Events = "" } == expected, $"{format}, seed {seed}: {whole} instead of {expected}");
            foreach (var json in whole.Events.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                transform.Apply(Convert.FromBase64String(json));
        }
    }

    /// <summary>It failed its request, and behind the stream its shard for ever.</summary>
    [Theory]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("{\"sensor\":\"\\ud800\",\"\\udc00\":1}")]
    public async Task A_name_with_half_a_surrogate_pair_is_an_event_like_others_to_ingest_and_breaks_the_schema_in_process(string json)
    {
        var outcome = await TakeAsync("ndjson", new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json)), 64);

        Assert.Equal((0, 1, 0), (outcome.Status, outcome.Accepted, outcome.Refused));
        Assert.Equal(Verdict.Invalid, new EventTransform(new EventPlan(Config)).Apply(Convert.FromBase64String(outcome.Events)));
    }

    [Fact]
    public async Task Bent_gzip_is_read_or_refused_and_never_anything_else()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var bodies = new HostileBodies(seed);
            var gzip = bodies.Bend(Gzip(bodies.Next("ndjson")));
            try
            {
                await TakeAsync("ndjson", new GZipStream(bodies.InPieces(gzip), CompressionMode.Decompress), 64);
            }
            catch (InvalidDataException)
            {
                // What the endpoint answers with 400.
            }
        }
    }

    [Fact]
    public void Bent_records_are_read_or_have_a_fault_and_their_events_are_checked_like_any_others()
    {
        var transform = new EventTransform(new EventPlan(Config));
        for (var seed = 0; seed < Cases; seed++)
        {
            var bodies = new HostileBodies(seed);
            var record = bodies.Bend(Samples.Record("""{"sensor":"a","timestamp":"2026-05-01","value":1}""", """{"sensor":"\ud800","\ud800":[[]]}"""));
            if (PackedRecord.Fault(record) is not null)
                continue;
            var reader = new PackedRecordReader(record);
            while (reader.Read())
                transform.Apply(reader.Content);
            Assert.True(reader.AtEnd, $"seed {seed}");
        }
    }

    /// <summary>What an independent reader takes and refuses; null for CSV, which has none here.</summary>
    private static Outcome? Expected(string format, ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith<byte>([0xef, 0xbb, 0xbf]))
            body = body[3..];
        if (format == "csv")
            return null;
        var (accepted, refused) = (0, 0);
        if (format == "ndjson")
        {
            foreach (var line in Lines(body))
            {
                if (IsEvent(line))
                    accepted++;
                else
                    refused++;
            }
            return new Outcome(0, accepted, refused, "");
        }
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 65 });
            if (document.RootElement.ValueKind is not (JsonValueKind.Array or JsonValueKind.Object))
                return new Outcome(StatusCodes.Status400BadRequest, 0, 0, "");
            JsonElement[] items = document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : [document.RootElement];
            accepted = items.Count(
                item => item.ValueKind == JsonValueKind.Object && Utf8.IsValid(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(item)));
            return new Outcome(0, accepted, items.Length - accepted, "");
        }
        catch (JsonException)
        {
            return new Outcome(StatusCodes.Status400BadRequest, 0, 0, "");
        }
    }

    private static List<byte[]> Lines(ReadOnlyMemory<byte> body)
    {
        var lines = new List<byte[]>();
        foreach (var range in body.Span.Split((byte)'\n'))
        {
            var line = body.Span[range].Trim(" \t\r"u8);
            if (!line.IsEmpty)
                lines.Add(line.ToArray());
        }
        return lines;
    }

    private static bool IsEvent(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object && Utf8.IsValid(line);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Reads a body as the endpoint does, and sees to it that all memory is given back.</summary>
    private static async Task<Outcome> TakeAsync(string format, Stream body, int bufferLength)
    {
        var budget = new MemoryBudget(16 * 1024 * 1024);
        await using var owned = body;
        try
        {
            return await TakeAsync(format, body, bufferLength, budget);
        }
        catch (RequestRefusedException e)
        {
            return new Outcome(e.Status, 0, 0, "");
        }
        finally
        {
            Assert.Equal(0, budget.Used);
        }
    }

    private static async Task<Outcome> TakeAsync(string format, Stream body, int bufferLength, MemoryBudget budget)
    {
        using var packer = new RequestPacker("key"u8.ToArray(), new KeylessBuckets(), EventsEndpoint.MaxEventsLength, budget);
        var scanner = new EventScanner("sensor", "id");
        using var csv = format == "csv" ? new CsvParser(Config.Schema, packer) : null;
        BodyParser parser = csv ?? (format == "json" ? new JsonParser(scanner, packer) : (BodyParser)new NdjsonParser(scanner, packer));
        await BodyReader.ReadAsync(body, parser, 1024 * 1024, budget, TestContext.Current.CancellationToken, bufferLength);
        var events = new List<string>();
        foreach (var chunk in packer.TakeChunks())
        {
            var record = Samples.Record(chunk);
            chunk.Dispose();
            Assert.Null(PackedRecord.Fault(record));
            events.AddRange(Events(record));
        }
        return new Outcome(0, packer.Accepted, packer.Rejections.Count, string.Join('\n', events));
    }

    private static List<string> Events(byte[] record)
    {
        var events = new List<string>();
        var reader = new PackedRecordReader(record);
        while (reader.Read())
        {
            if (reader.Kind == EntryKind.Event)
                events.Add(Convert.ToBase64String(reader.Content));
        }
        return events;
    }

    private static byte[] Gzip(byte[] body)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(body);
        return target.ToArray();
    }

    private sealed record Outcome(int Status, int Accepted, int Refused, string Events);
}
