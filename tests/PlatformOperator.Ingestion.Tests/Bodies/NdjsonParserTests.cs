using System.Text;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Bodies;

public sealed class NdjsonParserTests : ParserTests
{
    private protected override BodyParser Parser(RecordingSink sink) => new NdjsonParser(new EventScanner("sensor", null), sink);

    [Fact]
    public async Task Takes_lines_with_any_line_end_and_skips_empty_ones()
    {
        var sink = await ParseAsync("{\"a\":1}\r\n\n  \n{\"a\":2}\n\t{\"a\":3} ");
        Assert.Equal(["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"], sink.Json);
        Assert.Equal([1, 4, 5], sink.Events.Select(e => e.Number));
        Assert.Empty(sink.Refusals);
    }

    [Fact]
    public async Task Skips_a_byte_order_mark()
    {
        var sink = await ParseAsync("\uFEFF{\"a\":1}");
        Assert.Equal(["{\"a\":1}"], sink.Json);
    }

    [Theory]
    [InlineData("{bad}")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":01}")]
    [InlineData("{\"a\":1}{\"a\":2}")]
    [InlineData("[{\"a\":1}]")]
    [InlineData("\"text\"")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1} // no")]
    [InlineData("{\"a\":NaN}")]
    public async Task Refuses_a_malformed_line_alone(string line)
    {
        var sink = await ParseAsync($"{{\"n\":1}}\n{line}\n{{\"n\":3}}\n");
        Assert.Equal(["{\"n\":1}", "{\"n\":3}"], sink.Json);
        var (number, reason, text) = Assert.Single(sink.Refusals);
        Assert.Equal(2, number);
        Assert.NotEmpty(reason);
        Assert.DoesNotContain("LineNumber", reason, StringComparison.Ordinal);
        Assert.Equal(line, Encoding.UTF8.GetString(text));
    }

    [Fact]
    public async Task Refuses_deep_nesting_and_takes_huge_numbers_as_they_are()
    {
        var deep = $"{{\"a\":{new string('[', 100_000)}{new string(']', 100_000)}}}";
        var huge = $"{{\"a\":{new string('9', 5000)}e{new string('9', 400)}}}";
        var sink = await ParseAsync($"{deep}\n{huge}\n");
        Assert.Equal([huge], sink.Json);
        Assert.Equal(1, Assert.Single(sink.Refusals).Number);
    }

    [Fact]
    public async Task Refuses_invalid_UTF8_wherever_it_stands()
    {
        byte[] body = [.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}\n{\""u8, 0xFF, .. "\":1}\n{\"a\":2}\n"u8, 0xED, 0xA0, 0x80, .. "\n"u8];
        var sink = await ParseAsync(body);
        Assert.Equal(["{\"a\":2}"], sink.Json);
        Assert.Equal([1, 2, 4], sink.Refusals.Select(refusal => refusal.Number));
    }

    [Fact]
    public async Task Refuses_an_event_that_Kinesis_would_not_take()
    {
        var fits = $"{{\"a\":\"{new string('x', PackedRecord.MaxEventLength - 8)}\"}}";
        var tooLong = $"{{\"a\":\"{new string('x', PackedRecord.MaxEventLength - 7)}\"}}";
        var sink = await ParseAsync($"{fits}\n{tooLong}\n{{}}\n");
        Assert.Equal([PackedRecord.MaxEventLength, 2], sink.Json.Select(json => json.Length));
        Assert.Equal(2, Assert.Single(sink.Refusals).Number);
    }

    [Fact]
    public async Task Gives_equal_keys_equal_buckets_however_they_are_spelt()
    {
        var sink = await ParseAsync(
            "{\"sensor\":\"a\"}\n{\"x\":{\"sensor\":\"z\"},\"s\\u0065nsor\":\"\\u0061\"}\n{\"sensor\":null}\n{\"sensor\":\"\\ud800\"}\n{\"sensor\":17}\n{}\n");
        Assert.Equal(KeyBuckets.Of("a"u8), sink.Events[0].Bucket);
        Assert.Equal(sink.Events[0].Bucket, sink.Events[1].Bucket);
        Assert.Null(sink.Events[2].Bucket);
        Assert.NotNull(sink.Events[3].Bucket);
        Assert.Equal(KeyBuckets.Of("17"u8), sink.Events[4].Bucket);
        Assert.Null(sink.Events[5].Bucket);
    }

    [Fact]
    public async Task Finds_the_same_in_pieces_of_any_size()
    {
        var body = Encoding.UTF8.GetBytes("\uFEFF{\"sensor\":\"ä\",\"v\":1}\r\n{bad\n\n{\"v\":[1,2,{\"x\":null}]}\nlast");
        var whole = await ParseAsync(body);
        for (var piece = 1; piece < 12; piece++)
        {
            var pieces = await ParseAsync(body, piece);
            Assert.Equal(whole.Events, pieces.Events);
            Assert.Equal(whole.Refusals.Select(r => (r.Number, r.Reason)), pieces.Refusals.Select(r => (r.Number, r.Reason)));
        }
    }

    [Fact]
    public async Task Refuses_a_body_over_the_limit_with_413()
    {
        var refusal = await RefusedAsync(new string('\n', Limit + 1));
        Assert.Equal(413, refusal.Status);
    }
}
