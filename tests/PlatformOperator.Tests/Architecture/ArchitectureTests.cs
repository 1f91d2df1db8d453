using System.Text.RegularExpressions;

namespace PlatformOperator.Tests.Architecture;

/// <summary>The rules that keep the parts apart; what breaks one is named with its file and line.</summary>
public partial class ArchitectureTests
{
    [Theory]
    [InlineData("PlatformOperator.AwsSdk")]
    [InlineData("PlatformOperator.Runtime")]
    [InlineData("PlatformOperator.Schemas")]
    [InlineData("PlatformOperator.Ingestion", "PlatformOperator.AwsSdk", "PlatformOperator.Runtime")]
    [InlineData("PlatformOperator", "PlatformOperator.AwsSdk", "PlatformOperator.Runtime", "PlatformOperator.Schemas")]
    [InlineData("PlatformOperator.Sandbox", "PlatformOperator", "PlatformOperator.Ingestion", "PlatformOperator.Schemas")]
    public void Projects_refer_to_each_other_one_way(string project, params string[] references) =>
        Assert.Equal(references.Order(StringComparer.Ordinal), SourceTree.References(project));

    [Fact]
    public void Only_the_drivers_and_the_composition_root_know_the_AWS_clients() => AssertNone(
        "PlatformOperator", AwsClient(), path => !path.StartsWith("Aws/", StringComparison.Ordinal) && path is not ("OperatorHost.cs" or "OperatorOptions.cs"));

    [Fact]
    public void Desired_state_is_computed_without_Kubernetes_or_AWS_clients() =>
        AssertNone(
            "PlatformOperator", Client(), path => path.StartsWith("Desired/", StringComparison.Ordinal) || path.StartsWith("Api/", StringComparison.Ordinal));

    [Fact]
    public void Only_Desired_writes_policies_names_and_ARNs() =>
        AssertNone(
            "PlatformOperator", Naming(),
            path => path.Contains('/') && !path.StartsWith("Desired/", StringComparison.Ordinal) && !path.StartsWith("Api/", StringComparison.Ordinal));

    [Fact]
    public void The_engine_knows_no_controller_and_no_driver() =>
        AssertNone("PlatformOperator", OurOuterParts(), path => path.StartsWith("Convergence/", StringComparison.Ordinal));

    [Fact]
    public void Drivers_know_no_controller_and_no_Kubernetes_client() =>
        AssertNone("PlatformOperator", ControllersOrKubernetes(), path => path.StartsWith("Aws/", StringComparison.Ordinal));

    [Theory]
    [InlineData("PlatformOperator.Runtime")]
    [InlineData("PlatformOperator.AwsSdk")]
    [InlineData("PlatformOperator.Schemas")]
    public void Runtime_AwsSdk_and_Schemas_know_nothing_of_the_domain(string project) => AssertNone(project, Domain(), _ => true);

    private static void AssertNone(string project, Regex forbidden, Func<string, bool> where) => Assert.Empty(
        SourceTree.Sources(project).Where(file => where(file.Key))
            .SelectMany(file => file.Value.Split('\n').Select((line, index) => (file.Key, Number: index + 1, Line: line.Trim())))
            .Where(found => !found.Line.StartsWith("//", StringComparison.Ordinal) && forbidden.IsMatch(found.Line))
            .Select(found => $"{project}/{found.Key}:{found.Number}: {found.Line}"));

    [GeneratedRegex(@"\bAmazon\.|\bIAmazon\w+|\bAmazon\w+(Client|Config|Exception|Request)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex AwsClient();

    [GeneratedRegex(@"\bIKubernetesClient\b|using KubeOps\.KubernetesClient|using Amazon\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Client();

    [GeneratedRegex("2012-10-17|\"arn:|\"alias/|\"dp-|\"cost-center|\"dataplatform\\.dev/(installation|tenant|kind|namespace|name|part)\"|\\bNames\\.(Bucket|Stream|Role|ReplicationGroup|KeyAlias)\\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Naming();

    [GeneratedRegex(@"PlatformOperator\.(Controllers|Aws)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OurOuterParts();

    [GeneratedRegex(@"PlatformOperator\.Controllers\b|using k8s|using KubeOps", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex ControllersOrKubernetes();

    [GeneratedRegex(
        @"dataplatform\.dev|using PlatformOperator\.(Api|Aws|Controllers|Convergence|Desired|Ingestion|Sandbox)\b",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Domain();
}
