using System.CommandLine;
using System.Text.Json.Nodes;
using PlatformOperator.Cli;
using PlatformOperator.Tests.Architecture;

namespace PlatformOperator.Tests.Planning;

/// <summary>A plan without a cluster and without AWS: everything counts as new.</summary>
public sealed class PlanTests : IDisposable
{
    private const string Tenant = """
        apiVersion: dataplatform.dev/v1alpha1
        kind: Tenant
        metadata: { name: acme }
        spec:
          aws: { accountId: "123456789012", region: eu-west-1 }
          quota: { shards: 3 }
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_samples_would_be_created_down_to_what_their_pipelines_own()
    {
        var (exitCode, said, _) = await RunAsync("-f", Path.Combine(SourceTree.Root, "config", "samples"), "--installation", "prod", "-o", "json");

        Assert.Equal(2, exitCode);
        var report = JsonNode.Parse(said)!;
        Assert.Equal(0, (int)report["toDestroy"]!);
        Assert.Equal(0, (int)report["losingData"]!);
        var pipeline = report["resources"]!.AsArray().Single(resource => (string?)resource!["name"] == "sensors")!;
        Assert.Equal("create DataPipeline acme/sensors", Sentence(pipeline["own"]!));
        Assert.Contains(
            pipeline["actions"]!.AsArray(), action => Sentence(action!).StartsWith("create IAM role dp-prod-acme-sensors-process-", StringComparison.Ordinal));
        Assert.Contains(pipeline["actions"]!.AsArray(), action => Sentence(action!) == "create Deployment sensors-ingest");
        Assert.Equal(
            ["sensors-raw", "sensors-processed", "sensors-errors", "sensors-stream", "sensors-cache"], pipeline["children"]!.AsArray().Select(child => (string?)child!["name"]));
        var cache = pipeline["children"]!.AsArray()[^1]!;
        Assert.Equal("create DataCache sensors-cache", Sentence(cache["own"]!));
        Assert.Equal(
            [
                "create Secret sensors-cache-auth", "create cache subnet group dp-prod-acme-sensors-cache-",
                "create ElastiCache replication group dp-prod-acme-sensors-cache-",
            ],
            cache["actions"]!.AsArray().Select(action => Sentence(action!)[..^(Sentence(action!).Contains("dp-", StringComparison.Ordinal) ? 10 : 0)]));
    }

    [Fact]
    public async Task What_is_encrypted_with_a_key_that_is_new_too_is_planned()
    {
        var file = Write(Tenant + """

            ---
            apiVersion: dataplatform.dev/v1alpha1
            kind: TenantBucket
            metadata: { name: archive, namespace: acme }
            spec: { encryption: { keyRef: { name: own } } }
            ---
            apiVersion: dataplatform.dev/v1alpha1
            kind: EncryptionKey
            metadata: { name: own, namespace: acme }
            spec: {}
            """);

        var (exitCode, said, _) = await RunAsync("-f", file);

        Assert.Equal(2, exitCode);
        Assert.Contains("+ KMS key alias/dataplatform/installation/acme/acme/own\n", said, StringComparison.Ordinal);
        Assert.Contains("+ S3 bucket dp-installation-acme-archive-", said, StringComparison.Ordinal);
        Assert.Contains($"+ TenantBucket acme/archive  {file}:8\n", said, StringComparison.Ordinal);
        Assert.Contains("to create, 0 to change, 0 to destroy.\n", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "metadata: { name: s, namespace: elsewhere }\nspec: {}",
        "No Tenant of namespace elsewhere is among the manifests (one named elsewhere, or one with elsewhere in spec.namespaces)")]
    [InlineData("metadata: { name: s, namespace: acme }\nspec: { mode: Provisioned, shards: 4 }", "Tenant acme may have 3 shards (spec.quota.shards)")]
    [InlineData("metadata: { name: s, namespace: acme }\nspec: { encryption: { keyRef: { name: nobody } } }", "keyRef names EncryptionKey nobody, which does not exist")]
    public async Task What_the_operator_would_refuse_is_in_the_way(string rest, string message)
    {
        var file = Write($"{Tenant}\n---\napiVersion: dataplatform.dev/v1alpha1\nkind: DataStream\n{rest}\n");

        var (exitCode, said, _) = await RunAsync("-f", file);

        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"IN THE WAY DataStream {(rest.Contains("elsewhere", StringComparison.Ordinal) ? "elsewhere" : "acme")}/s: {message}",
            said, StringComparison.Ordinal);
        Assert.Contains("Plan: Not whole, since something is in the way.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Tenant_that_lies_elsewhere_is_asked_for_and_can_be_given()
    {
        var tenant = Path.Combine(folder.FullName, "platform");
        var team = Path.Combine(folder.FullName, "team");
        WriteTo(tenant, Tenant.Replace("  quota:", "  namespaces: [ acme-events ]\n  quota:", StringComparison.Ordinal));
        WriteTo(team, "apiVersion: dataplatform.dev/v1alpha1\nkind: DataStream\nmetadata: { name: s, namespace: acme-events }\nspec: {}\n");

        var (without, said, _) = await RunAsync("-f", team);
        var (with, saidWith, _) = await RunAsync("-f", team, "-f", tenant);

        Assert.Equal((1, 2), (without, with));
        Assert.Contains("If it lies elsewhere, give it by another -f, or let plan --live find it in the cluster.", said, StringComparison.Ordinal);
        Assert.Contains("+ Kinesis stream dp-installation-acme-events-s-", saidWith, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_Secret_that_is_missing_is_told_and_holds_nothing_up()
    {
        var pipeline = Path.Combine(SourceTree.Root, "config", "samples", "70-datapipeline.yaml");
        var tenant = Path.Combine(SourceTree.Root, "config", "samples", "10-tenant.yaml");

        var (without, said, _) = await RunAsync("-f", pipeline, "-f", tenant);
        var (with, saidWith, _) = await RunAsync("-f", pipeline, "-f", tenant, "-f", Path.Combine(SourceTree.Root, "config", "samples", "20-secret.yaml"));

        Assert.Equal((2, 2), (without, with));
        Assert.Contains("note: apiKeySecretRef names Secret sensors-api-key, which does not exist", said, StringComparison.Ordinal);
        Assert.DoesNotContain("note:", saidWith, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_manifest_has_no_plan_but_a_file_a_line_and_a_field()
    {
        var file = Write("apiVersion: dataplatform.dev/v1alpha1\nkind: DataStream\nmetadata: { name: s, namespace: acme }\nspec:\n  shards: 1\n");

        var (exitCode, said, error) = await RunAsync("-f", file);

        Assert.Equal((1, ""), (exitCode, said));
        Assert.StartsWith(
            $"{file}:5: DataStream acme/s: spec.shards: Invalid value: shards can be set only with mode Provisioned", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_comment_of_a_pull_request_has_all_in_a_diff_block()
    {
        var (_, said, _) = await RunAsync("-f", Write(Tenant), "-o", "markdown");

        Assert.StartsWith("### Plan: 7 to create, 0 to change, 0 to destroy.\n", said, StringComparison.Ordinal);
        Assert.Contains("```diff\n+ Tenant acme\n+   Namespace acme\n", said, StringComparison.Ordinal);
        Assert.EndsWith("so everything counts as new.\n", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_declared_is_no_change()
    {
        var (exitCode, said, _) = await RunAsync("-f", Write("apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n"));

        Assert.Equal(0, exitCode);
        Assert.Contains("No changes: all is as declared.", said, StringComparison.Ordinal);
    }

    private static string Sentence(JsonNode action) => $"{action["verb"]} {action["what"]}";

    private string Write(string text) => WriteTo(folder.FullName, text);

    private static string WriteTo(string folder, string text)
    {
        var file = Path.Combine(Directory.CreateDirectory(folder).FullName, "manifests.yaml");
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<(int ExitCode, string Said, string Error)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var exitCode = await Commands.Root().Parse(["plan", .. arguments])
            .InvokeAsync(new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return (exitCode, output.ToString(), error.ToString());
    }
}
