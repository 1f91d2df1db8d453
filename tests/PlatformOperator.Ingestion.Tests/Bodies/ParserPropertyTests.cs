using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Bodies;

public class ParserPropertyTests
{
    private static readonly string[] Fragments =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\"\"", "\\", "\\u00", "\\ud800", "\n", "\r\n", "\r", " ", "\t", "\uFEFF", "null", "true", "1", "-", "1e999", "0.0",
        "a", "sensor", "timestamp", "{\"sensor\":\"a\"}", "\"x\"", "a,b", "\0", "\u00e4", "//", "NaN", "[[[[[[[[", "{\"a\":{\"a\":{",
    ];

    private static readonly Arbitrary<byte[]> Bodies = Gen.OneOf(
        Gen.Elements(Fragments).ArrayOf().Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts))),
        Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(),
        Gen.Elements(Fragments).ArrayOf().Select(parts => Encoding.UTF8.GetBytes($"sensor,value\n{string.Concat(parts)}"))).ToArbitrary();

    [Theory]
    [InlineData("json")]
    [InlineData("ndjson")]
    [InlineData("csv")]
    public void Any_bytes_give_valid_events_or_refusals_and_the_same_in_small_pieces(string format) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Bodies, body =>
        {
            var whole = Parse(format, body, 64 * 1024);
            var pieces = Parse(format, body, 16);
            Assert.Equal(whole.Status, pieces.Status);
            if (whole.Status != 0)
                return;
            Assert.Equal(whole.Sink.Events, pieces.Sink.Events);
            Assert.Equal(whole.Sink.Refusals.Select(refusal => refusal.Number), pieces.Sink.Refusals.Select(refusal => refusal.Number));
            foreach (var json in whole.Sink.Json)
            {
                using var document = JsonDocument.Parse(json);
                Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
            }
        }));

    [Fact]
    public void A_table_written_as_RFC_4180_has_it_is_read_as_it_was() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll<Tuple<string, string>[]>(rows =>
        {
            var table = (rows ?? []).Select(row => (First: Text(row.Item1), Second: Text(row.Item2))).ToList();
            var csv = "first,second\r\n" + string.Concat(table.Select(row => $"{Quote(row.First)},{Quote(row.Second)}\r\n"));
            var (status, sink) = Parse("csv", Encoding.UTF8.GetBytes(csv), 32);
            Assert.Equal(0, status);
            Assert.Empty(sink.Refusals);
            Assert.Equal(
                table, sink.Json.Select(json => JsonSerializer.Deserialize<Dictionary<string, string>>(json)!).Select(row => (row["first"], row["second"])));
        }));

    private static string Text(string? text) => new([.. (text ?? "").Where(c => !char.IsSurrogate(c))]);

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static (int Status, RecordingSink Sink) Parse(string format, byte[] body, int bufferLength)
    {
        var sink = new RecordingSink();
        BodyParser parser = format switch
        {
            "json" => new JsonParser(new EventScanner("sensor", null), sink),
            "ndjson" => new NdjsonParser(new EventScanner("sensor", null), sink),
            _ => new CsvParser(Samples.Config().Schema, sink),
        };
        using var disposable = parser as IDisposable;
        var reading = BodyReader.ReadAsync(new MemoryStream(body), parser, 1024 * 1024, new MemoryBudget(long.MaxValue), CancellationToken.None, bufferLength);
        // A body in memory is read without waiting.
        Assert.True(reading.IsCompleted);
        if (reading.Exception is not { } exception)
            return (0, sink);
        return (Assert.IsType<RequestRefusedException>(Assert.Single(exception.InnerExceptions)).Status, sink);
    }
}
