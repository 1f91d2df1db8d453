using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Yaml;
using YamlDotNet.Core;

namespace PlatformOperator.Schemas.Tests;

public sealed class LocatedDocumentTests
{
    private const string Stream = """
        kind: DataStream
        spec:
          shards: 2
          tags:
            cost.center: "7"
          metrics:
          - IncomingBytes
          - name: x
            unit: y
        """;

    private static LocatedDocument Only(string text) => Assert.Single(LocatedDocument.Read(new StringReader(text)));

    [Theory]
    [InlineData("kind", 1)]
    [InlineData("spec.shards", 3)]
    [InlineData("spec.tags.cost.center", 5)]
    [InlineData("spec.tags[cost.center]", 5)]
    [InlineData("spec.metrics[0]", 7)]
    [InlineData("spec.metrics[1].unit", 9)]
    public void Each_field_has_the_line_of_its_key(string path, int line) => Assert.Equal(line, Only(Stream).LineOf(path));

    [Theory]
    [InlineData("spec.encryption.keyRef", 2)]
    [InlineData("spec.metrics[1].missing", 8)]
    [InlineData("metadata", 1)]
    [InlineData("<nil>", 1)]
    public void A_missing_field_has_the_line_of_what_it_is_missing_in(string path, int line) => Assert.Equal(line, Only(Stream).LineOf(path));

    [Fact]
    public void Lines_count_from_the_beginning_of_the_text_and_not_of_the_document()
    {
        var documents = LocatedDocument.Read(new StringReader("a: 1\n---\n# a comment\n\nb: 2\n---\n"));

        Assert.Equal([1, 5], documents.Take(2).Select((document, i) => document.LineOf(i == 0 ? "a" : "b")));
        Assert.Null(documents[2].Value);
    }

    [Fact]
    public void Scalars_are_read_as_Kubernetes_reads_them() => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse("""{ "a": true, "b": "yes", "c": 7, "d": "7", "e": 0.5, "f": null, "g": "1.2.3", "h": [ "x" ] }"""),
        Only("""{ a: yes, b: "yes", c: 7, d: !!str 7, e: .5, f: ~, g: 1.2.3, h: [ x ] }""").Value));

    [Fact]
    public void Merged_members_give_way_to_the_map_s_own() => Assert.True(JsonNode.DeepEquals(
        JsonNode.Parse("""{ "base": { "a": 1, "b": 2 }, "of": { "b": 3, "a": 1 } }"""),
        Only("base: &base\n  a: 1\n  b: 2\nof:\n  <<: *base\n  b: 3\n").Value));

    [Theory]
    [InlineData("a: 1\na: 2\n", 2)]
    [InlineData("a:\n  b: [1\n", 3)]
    [InlineData("a: &x\n  b: *x\n", 1)]
    public void What_is_no_YAML_is_refused_where_it_is(string text, long line)
    {
        var refusal = Assert.ThrowsAny<YamlException>(() => LocatedDocument.Read(new StringReader(text)));

        Assert.Equal(line, refusal.Start.Line);
    }
}
