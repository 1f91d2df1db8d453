using System.Text.Json;
using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Tests.Poll;

public class JsonSelectorTests
{
    private const string Document = """{ "docs": [ { "next page": 2 }, 7 ], "a-b": { "c_d": "x" }, "$": 1, "": 0 }""";

    [Theory]
    [InlineData("$.docs[1]", "7")]
    [InlineData("$.docs[0]['next page']", "2")]
    [InlineData("$['docs'][1]", "7")]
    [InlineData("$.a-b.c_d", "\"x\"")]
    [InlineData("$['$']", "1")]
    public void A_path_names_one_value(string path, string expected)
    {
        using var document = JsonDocument.Parse(Document);

        Assert.Equal(expected, JsonSelector.TryParse(path)!.Select(document.RootElement)!.Value.GetRawText());
    }

    [Fact]
    public void The_root_is_a_path()
    {
        using var document = JsonDocument.Parse("[1]");

        Assert.Equal("[1]", JsonSelector.TryParse("$")!.Select(document.RootElement)!.Value.GetRawText());
    }

    [Theory]
    [InlineData("$.docs[2]")]
    [InlineData("$.docs[9999]")]
    [InlineData("$.docs.length")]
    [InlineData("$.Docs")]
    [InlineData("$[0]")]
    [InlineData("$.docs[1].x")]
    public void A_path_to_nothing_gives_nothing(string path)
    {
        using var document = JsonDocument.Parse(Document);

        Assert.Null(JsonSelector.TryParse(path)!.Select(document.RootElement));
    }

    [Theory]
    [InlineData("")]
    [InlineData("docs")]
    [InlineData("$docs")]
    [InlineData("$.")]
    [InlineData("$..docs")]
    [InlineData("$.docs[*]")]
    [InlineData("$.docs[-1]")]
    [InlineData("$.docs[10000]")]
    [InlineData("$['a\\'b']")]
    [InlineData("$.docs\n")]
    public void What_is_more_or_less_than_that_is_no_path(string path) => Assert.Null(JsonSelector.TryParse(path));
}
