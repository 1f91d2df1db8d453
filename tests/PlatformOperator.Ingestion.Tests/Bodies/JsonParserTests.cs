using System.Text;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Bodies;

public sealed class JsonParserTests : ParserTests
{
    private protected override BodyParser Parser(RecordingSink sink) => new JsonParser(new EventScanner("sensor", null), sink);

    [Theory]
    [InlineData("{\"a\":1}", 1)]
    [InlineData("\uFEFF \n {\"a\":1} \n", 1)]
    [InlineData("[]", 0)]
    [InlineData(" [ { } , {\"a\":[1,{}]} ] ", 2)]
    public async Task Takes_an_object_or_an_array_of_objects(string body, int events)
    {
        var sink = await ParseAsync(body);
        Assert.Equal(events, sink.Events.Count);
        Assert.Empty(sink.Refusals);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1}{\"a\":2}")]
    [InlineData("{\"a\":1},")]
    [InlineData("[")]
    [InlineData("[{}")]
    [InlineData("[{},")]
    [InlineData("[{},]")]
    [InlineData("[,{}]")]
    [InlineData("[{} {}]")]
    [InlineData("[{}]]")]
    [InlineData("[{\"a\":tru}]")]
    [InlineData("<html>")]
    public async Task Refuses_a_malformed_body_as_a_whole(string body)
    {
        var refusal = await RefusedAsync(body);
        Assert.Equal(400, refusal.Status);
        Assert.Contains("nothing was accepted", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_elements_that_are_no_events_alone()
    {
        byte[] body = [.. "[{\"n\":1},17,\"x\",[{}],null,{\"a\":\""u8, 0xFF, .. "\"},{\"n\":7}]"u8];
        var sink = await ParseAsync(body);
        Assert.Equal([1, 7], sink.Events.Select(e => e.Number));
        Assert.Equal([2, 3, 4, 5, 6], sink.Refusals.Select(refusal => refusal.Number));
        Assert.Equal("[{}]", Encoding.UTF8.GetString(sink.Refusals[2].Text));
    }

    [Fact]
    public async Task Refuses_nesting_deeper_than_64()
    {
        Assert.Equal(400, (await RefusedAsync(new string('[', 1_000_000))).Status);
        Assert.Equal(400, (await RefusedAsync($"[{{\"a\":{new string('[', 64)}{new string(']', 64)}}}]")).Status);
        var sink = await ParseAsync($"[{{\"a\":{new string('[', 63)}{new string(']', 63)}}}]");
        Assert.Single(sink.Events);
    }

    [Fact]
    public async Task Refuses_a_long_element_and_takes_the_next()
    {
        var sink = await ParseAsync($"[{{\"a\":\"{new string('x', PackedRecord.MaxEventLength)}\"}},{{\"n\":2}}]");
        Assert.Equal(1, Assert.Single(sink.Refusals).Number);
        Assert.Equal(["{\"n\":2}"], sink.Json);
    }

    [Fact]
    public async Task Finds_the_same_in_pieces_of_any_size()
    {
        var body = Encoding.UTF8.GetBytes("[ {\"sensor\":\"ä\",\"v\":-1.5e3},\n17 , {\"v\":\"\\u00e4\"} ]\n");
        var whole = await ParseAsync(body);
        Assert.Equal((2, 1), (whole.Events.Count, whole.Refusals.Count));
        for (var piece = 1; piece < 12; piece++)
            Assert.Equal(whole.Events, (await ParseAsync(body, piece)).Events);
    }

    [Fact]
    public async Task Takes_elements_across_the_buffers_end()
    {
        var events = Enumerable.Range(0, 3000).Select(i => $"{{\"n\":{i},\"pad\":\"{new string('x', i % 700)}\"}}").ToList();
        var sink = await ParseAsync($"[{string.Join(',', events)}]");
        Assert.Equal(events, sink.Json);
    }
}
