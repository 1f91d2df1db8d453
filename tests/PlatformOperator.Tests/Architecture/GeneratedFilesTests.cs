using System.CommandLine;
using k8s;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Cli;

namespace PlatformOperator.Tests.Architecture;

/// <summary>What is committed under <c>config/</c> and in the chart, and built into the program, is what the code says.</summary>
public class GeneratedFilesTests
{
    [Theory]
    [InlineData("config/crd/crds.yaml")]
    [InlineData("charts/platform-operator/files/crds.yaml")]
    public void The_committed_definitions_are_those_of_the_code(string file) => AssertCommitted(file, Generated.Crds(), "crds");

    [Theory]
    [InlineData("config/rbac/role.yaml")]
    [InlineData("charts/platform-operator/files/role.yaml")]
    public void The_committed_roles_are_those_of_the_code(string file) => AssertCommitted(file, Generated.Rbac(), "rbac");

    [Theory]
    [InlineData("operator-buckets", "--installation prod --account 111122223333 --region eu-west-1 --bucket-prefix acme- --adoptable acme-legacy")]
    [InlineData("operator-streams", "--installation prod --account 111122223333 --region eu-west-1")]
    [InlineData("operator-caches", "--installation prod --account 111122223333 --region eu-west-1")]
    [InlineData("operator-keys", "--installation prod --account 111122223333 --region eu-west-1")]
    [InlineData(
        "operator-roles", "--installation prod --account 111122223333 --region eu-west-1 --tenant-role arn:aws:iam::444455556666:role/platform-operator")]
    [InlineData(
        "plan",
        "--installation prod --account 111122223333 --region eu-west-1 --bucket-prefix acme- --adoptable acme-legacy "
            + "--tenant-role arn:aws:iam::444455556666:role/platform-operator-plan")]
    [InlineData("pod-boundary", "--installation prod --account 111122223333 --region eu-west-1")]
    [InlineData("irsa-trust", "--account 111122223333 --region eu-west-1 --oidc-provider oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE")]
    [InlineData("pod-identity-trust", "")]
    [InlineData("tenant-trust", "--operator-role arn:aws:iam::111122223333:role/platform-operator --external-id example")]
    public async Task The_committed_documents_for_IAM_are_those_of_the_code(string document, string options)
    {
        var verb = $"iam {document} {options}".TrimEnd();
        await using var output = new StringWriter();
        Assert.Equal(0, await Commands.Root().Parse(verb).InvokeAsync(new InvocationConfiguration { Output = output }, TestContext.Current.CancellationToken));
        AssertCommitted($"config/aws/{document}.json", output.ToString(), verb);
    }

    [Fact]
    public void A_program_that_is_one_file_says_the_same()
    {
        Assert.Equal(Generated.Crds(), KubernetesYaml.SerializeAll(EmbeddedManifests.Load<V1CustomResourceDefinition>("crds.yaml")));
        Assert.Equal(Generated.Rbac(), KubernetesYaml.SerializeAll(EmbeddedManifests.Load<V1ClusterRole>("role.yaml")));
    }

    private static void AssertCommitted(string file, string generated, string verb) => Assert.True(
        File.ReadAllText(Path.Combine(SourceTree.Root, file)).ReplaceLineEndings("\n").TrimEnd() == generated.ReplaceLineEndings("\n").TrimEnd(),
        $"{file} differs from the code. Write it anew: dotnet run --project src/PlatformOperator -- {verb} > {file}");
}
