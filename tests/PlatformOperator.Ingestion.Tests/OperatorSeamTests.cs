using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Process;

namespace PlatformOperator.Ingestion.Tests;

/// <summary>The pods take every configuration that the operator writes: its golden cases hold some of each shape.</summary>
public class OperatorSeamTests
{
    public static TheoryData<string> Cases =>
        [.. Directory.GetDirectories(Folder()).Where(path => Configuration(path) is not null).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_the_operator_writes_is_read(string name)
    {
        var written = Configuration(Path.Combine(Folder(), name))!;

        var read = PipelineConfigReader.Parse(Encoding.UTF8.GetBytes(written), "pipeline.json");

        var expected = JsonNode.Parse(written)!;
        Assert.Equal(expected["storage"]!["processed"]!["bucket"]!.ToString(), read.Storage.Processed.Bucket);
        Assert.Equal(expected["transform"]?["filter"]?.AsArray().Count, read.Transform?.Filter?.Count);
        Assert.Equal(expected["transform"]?["default"]?.AsObject().Count, read.Transform?.Default?.Count);
        Assert.Equal(expected["transform"]?["derive"]?.AsArray().Count, read.Transform?.Derive?.Count);
        Assert.Equal(expected["transform"]?["rename"]?.AsObject().Count, read.Transform?.Rename?.Count);
        Assert.Equal(expected["transform"]?["drop"]?.AsArray().Count, read.Transform?.Drop?.Count);
        Assert.Equal(expected["transform"]?["aggregate"]?["metrics"]?.AsArray().Count, read.Transform?.Aggregate?.Metrics.Count);
        Assert.Equal(expected["schema"]?["timestampFormats"]?.AsObject().Count, read.Schema?.TimestampFormats?.Count);
        var stored = new ConfigurationVersion(read);
        Assert.Equal(stored.Hash, new ConfigurationVersion(PipelineConfigReader.Parse(stored.Json, "stored")).Hash);
        Assert.Equal(expected["schema"]?["fields"]?.AsObject().Count, read.Schema?.Fields.Count);
    }

    private static string? Configuration(string folder) =>
        (JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "desired.json")))!["ingest"] as JsonArray)?
            .Single(item => item!["kind"]!.ToString() == "ConfigMap")!["data"]!["pipeline.json"]!.ToString();

    private static string Folder([CallerFilePath] string file = "") =>
        Path.GetFullPath("../PlatformOperator.Tests/Desired/Cases", Path.GetDirectoryName(file)!);
}
