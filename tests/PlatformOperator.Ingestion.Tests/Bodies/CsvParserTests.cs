using System.Text;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Bodies;

public sealed class CsvParserTests : ParserTests
{
    private protected override BodyParser Parser(RecordingSink sink) => new CsvParser(Samples.Config().Schema, sink);

    [Fact]
    public async Task Types_values_by_the_schema()
    {
        var sink = await ParseAsync("\uFEFFtimestamp,sensor,value,count,ok,note\r\n2013-07-04 00:00:00,a,69.88083514,3,true,17\r\n");
        Assert.Equal(["""{"timestamp":"2013-07-04 00:00:00","sensor":"a","value":69.88083514,"count":3,"ok":true,"note":"17"}"""], sink.Json);
        Assert.Equal(2, sink.Events[0].Number);
        Assert.Equal(KeyBuckets.Of("a"u8), sink.Events[0].Bucket);
    }

    [Theory]
    [InlineData("1e3", "1e3")]
    [InlineData("-0.5", "-0.5")]
    [InlineData(" 5 ", "5")]
    [InlineData("+5", "5")]
    [InlineData(".5", "0.5")]
    [InlineData("007", "7")]
    [InlineData("", "null")]
    [InlineData("\"\"", "null")]
    [InlineData("\"12\"", "12")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("1,5", null)]
    [InlineData("\"1,5\"", "\"1,5\"")]
    [InlineData("warm", "\"warm\"")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("--1", "\"--1\"")]
    public async Task Writes_numbers_where_the_text_is_one(string text, string? json)
    {
        var sink = await ParseAsync(
            $"value\n{text},\n".Replace(",\n", "\n", StringComparison.Ordinal).Replace("value\n\n", "value,x\n,1\n", StringComparison.Ordinal));
        if (json is null)
            Assert.Single(sink.Refusals);
        else
            Assert.StartsWith($"{{\"value\":{json}", Assert.Single(sink.Json), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Understands_quotes_as_RFC_4180_has_them()
    {
        var sink = await ParseAsync("sensor,\"no\"\"te\"\r\n\"a,b\",\"line 1\r\nline \"\"2\"\"\"\r\n\"\",x\n");
        Assert.Equal(["""{"sensor":"a,b","no\"te":"line 1\r\nline \"2\""}""", """{"sensor":"","no\"te":"x"}"""], sink.Json);
        Assert.Equal([2, 4], sink.Events.Select(e => e.Number));
    }

    [Theory]
    [InlineData("a,b,c", "3 fields")]
    [InlineData("a", "1 fields")]
    [InlineData("a\"b,c", "quote stands inside")]
    [InlineData("\"a\"b,c", "closing quote")]
    [InlineData("\"a\",\"open", "not closed")]
    public async Task Refuses_a_malformed_row_alone(string row, string reason)
    {
        var sink = await ParseAsync($"sensor,note\na,1\n{row}\nb,2\n");
        Assert.Equal(["""{"sensor":"a","note":"1"}""", """{"sensor":"b","note":"2"}"""], sink.Json);
        var refusal = Assert.Single(sink.Refusals);
        Assert.Equal(3, refusal.Number);
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.Equal(row, Encoding.UTF8.GetString(refusal.Text));
    }

    [Fact]
    public async Task Refuses_a_row_of_invalid_UTF8()
    {
        byte[] body = [.. "sensor\na\n"u8, 0xC3, 0x28, .. "\nb\n"u8];
        var sink = await ParseAsync(body);
        Assert.Equal(2, sink.Events.Count);
        Assert.Equal(3, Assert.Single(sink.Refusals).Number);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,a\n1,2\n")]
    [InlineData("a,,b\n1,2,3\n")]
    [InlineData("\"a\n1\n")]
    [InlineData("\n1\n")]
    public async Task Refuses_a_body_without_usable_header(string body) => Assert.Equal(400, (await RefusedAsync(body)).Status);

    [Fact]
    public async Task Refuses_too_many_columns_and_too_long_a_header()
    {
        Assert.Equal(400, (await RefusedAsync(string.Join(',', Enumerable.Range(0, 1001)) + "\n")).Status);
        Assert.Equal(400, (await RefusedAsync(new string('x', 100_000) + "\n1\n")).Status);
        Assert.Equal(400, (await RefusedAsync(new string('x', 1_000_000))).Status);
    }

    [Fact]
    public async Task Skips_blank_lines_and_needs_no_line_end_at_the_end()
    {
        var sink = await ParseAsync("sensor,note\n\r\na,1\n\n\"b\",\"2\"");
        Assert.Equal([3, 5], sink.Events.Select(e => e.Number));
    }

    [Fact]
    public async Task Finds_the_same_in_pieces_of_any_size()
    {
        var body = Encoding.UTF8.GetBytes("\uFEFFsensor,\"note\"\r\n\"a\"\"\",\"x\r\ny\"\r\n\"bad\"x,1\r\nb,\r\n\"c\",\"open\r\nd,ä\r\n");
        var whole = await ParseAsync(body);
        Assert.Equal((3, 2), (whole.Events.Count, whole.Refusals.Count));
        for (var piece = 1; piece < 12; piece++)
        {
            var pieces = await ParseAsync(body, piece);
            Assert.Equal(whole.Events, pieces.Events);
            Assert.Equal(whole.Refusals.Select(r => r.Number), pieces.Refusals.Select(r => r.Number));
        }
    }
}
