using System.CommandLine;
using System.Text.Json.Nodes;
using PlatformOperator.Cli;
using PlatformOperator.Manifests;
using PlatformOperator.Tests.Architecture;

namespace PlatformOperator.Tests.Planning;

/// <summary>What a pull request breaks is told with file, line and field, without a cluster.</summary>
public sealed class ValidateTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_samples_are_valid()
    {
        var (exitCode, said) = await RunAsync("-f", Path.Combine(SourceTree.Root, "config", "samples"));

        Assert.Equal(0, exitCode);
        Assert.Equal("12 manifests are valid. 5 of other groups were not checked.", said.Trim());
    }

    [Theory]
    [InlineData("  shards: 20000", 7, "spec.shards: Invalid value: 20000: spec.shards in body should be less than or equal to 10000")]
    [InlineData("  shards: two", 7, "spec.shards: Invalid value: \"string\": spec.shards in body must be of type integer: \"string\"")]
    [InlineData("  shards: 2\n  retension: 3", 8, "spec.retension: unknown field")]
    [InlineData(
        "  mode: OnDemand\n  shards: 2", 6, "spec.shards: Invalid value: shards can be set only with mode Provisioned: an on-demand stream scales by itself")]
    [InlineData("  encryption:\n    keyRef: {}", 8, "spec.encryption.keyRef.name: Required value")]
    public async Task A_wrong_field_is_told_with_its_file_and_line(string field, int line, string problem)
    {
        var mode = field.Contains("mode:", StringComparison.Ordinal) ? "" : "  mode: Provisioned\n";
        var file = Write(
            "stream.yaml",
            $"apiVersion: dataplatform.dev/v1alpha1\nkind: DataStream\nmetadata: {{ name: s, namespace: acme }}\nspec:\n{mode}  retentionHours: 24\n{field}\n");

        var (exitCode, said) = await RunAsync("-f", file);

        Assert.Equal(1, exitCode);
        Assert.Contains($"{file}:{(mode.Length == 0 ? line + 1 : line)}: DataStream acme/s: {problem}\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_is_judged_too()
    {
        var file = Write("stream.yaml", """
            apiVersion: dataplatform.dev/v1alpha1
            kind: DataStream
            metadata:
              name: My_Stream
              labels:
                cost: 17
                "a b": c
            spec: { mode: OnDemand }
            ---
            apiVersion: dataplatform.dev/v1alpha1
            kind: Tenant
            metadata:
              name: acme
              namespace: acme
            """);

        var (_, said) = await RunAsync("-f", file);

        Assert.Contains(
            $"{file}:4: DataStream My_Stream: metadata.name: Invalid value: \"My_Stream\": a lowercase RFC 1123 subdomain", said, StringComparison.Ordinal);
        Assert.Contains(
            $"{file}:6: DataStream My_Stream: metadata.labels.cost: Invalid value: 17: must be a string, so quote it\n", said, StringComparison.Ordinal);
        Assert.Contains($"{file}:5: DataStream My_Stream: metadata.labels: Invalid value: \"a b\": name part", said, StringComparison.Ordinal);
        Assert.Contains(
            $"{file}:14: Tenant acme/acme: metadata.namespace: A Tenant belongs to the cluster and has no namespace.\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_operator_would_refuse_is_told_like_what_the_API_server_would()
    {
        var pipeline = await File.ReadAllTextAsync(
            Path.Combine(SourceTree.Root, "config", "samples", "70-datapipeline.yaml"), TestContext.Current.CancellationToken);
        var file = Write(
            "pipeline.yaml", pipeline.Replace("    - { field: value, notNull: true }", "    - { field: value, equals: warm }", StringComparison.Ordinal));
        var line = (await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken)).Index()
            .Single(entry => entry.Item.Contains("warm", StringComparison.Ordinal)).Index + 1;

        var (exitCode, said) = await RunAsync("-f", file);

        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"{file}:{line}: DataPipeline acme/sensors: spec.transform.filter[0].equals: warm is not a value of type Number", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_manifest_is_told_and_does_not_hide_the_rest()
    {
        Write("a.yaml", "a: 1\na: 2\n");
        Write("b.json", """[ 1 ]""");
        Write("c.yml", "resources: [ x.yaml ]\n");
        Write("deep/d.yaml", Stream("s"));
        Write("deep/e.yaml", "apiVersion: dataplatform.dev/v1alpha1\nkind: DataSteam\nmetadata: { name: s }\n");
        Write("ignored.txt", "a: [");

        var (exitCode, said) = await RunAsync("-f", folder.FullName, "-f", Path.Combine(folder.FullName, "absent.yaml"));

        Assert.Equal(1, exitCode);
        Assert.Collection(
            said.TrimEnd().Split('\n').Select(line => line.Replace(folder.FullName + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)),
            line => Assert.StartsWith("a.yaml:2: Duplicate key a", line, StringComparison.Ordinal),
            line => Assert.StartsWith("absent.yaml:1: Could not find file", line, StringComparison.Ordinal),
            line => Assert.StartsWith("b.json:1: This is no Kubernetes object", line, StringComparison.Ordinal),
            line => Assert.StartsWith("c.yml:1: apiVersion or kind is missing.", line, StringComparison.Ordinal),
            line =>
                Assert.StartsWith("deep/e.yaml:2: DataSteam s: kind: There is no kind DataSteam in dataplatform.dev/v1alpha1", line, StringComparison.Ordinal),
            line => Assert.Equal("5 problems in 2 manifests.", line));
    }

    [Fact]
    public async Task An_object_that_is_declared_twice_is_a_problem_of_the_second()
    {
        var first = Write("a.yaml", Stream("s") + "---\n" + Stream("t"));
        var second = Write("b.yaml", Stream("s"));

        var (_, said) = await RunAsync("-f", folder.FullName);

        Assert.Equal($"{second}:1: DataStream acme/s: This object is declared twice, first in {first}:1.\n1 problems in 3 manifests.\n", said);
    }

    [Fact]
    public void A_List_and_several_documents_are_taken_apart_each_with_its_lines()
    {
        const string text = """
            # as kubectl get -o yaml writes it
            apiVersion: v1
            kind: List
            items:
            - apiVersion: dataplatform.dev/v1alpha1
              kind: DataStream
              metadata: { name: one }
              spec:
                mode: Nope
            ---
            { "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "two" } }
            """;

        var (manifests, problems) = ManifestFiles.Read(["-"], new StringReader(text));

        Assert.Empty(problems);
        Assert.Equal([("one", 5), ("two", 11)], manifests.Select(manifest => (manifest.Name, manifest.LineOf(""))));
        Assert.Contains(new ManifestValidator(new ResourceSchemas()).Validate(manifests), problem => problem is { File: "-", Line: 9, Field: "spec.mode" });
    }

    [Fact]
    public async Task Programs_get_the_problems_as_JSON()
    {
        var file = Write("stream.yaml", Stream("s", "Nope"));

        var (exitCode, said) = await RunAsync("-f", file, "-o", "json");

        Assert.Equal(1, exitCode);
        var report = JsonNode.Parse(said)!;
        Assert.Equal((false, 1, 0), (report["valid"]!.GetValue<bool>(), report["checked"]!.GetValue<int>(), report["notChecked"]!.GetValue<int>()));
        var problem = report["problems"]!.AsArray().Single(entry => entry!["field"] is not null)!;
        Assert.Equal(
            (file, 5, "DataStream acme/s", "spec.mode"),
            ((string?)problem["file"], (int)problem["line"]!, (string?)problem["resource"], (string?)problem["field"]));
    }

    private static string Stream(string name, string mode = "OnDemand") =>
        $"apiVersion: dataplatform.dev/v1alpha1\nkind: DataStream\nmetadata: {{ name: {name}, namespace: acme }}\nspec:\n  mode: {mode}\n";

    private string Write(string name, string text)
    {
        var file = Path.Combine(folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int ExitCode, string Said)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var exitCode = await Commands.Root().Parse(["validate", .. arguments])
            .InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString());
    }
}
