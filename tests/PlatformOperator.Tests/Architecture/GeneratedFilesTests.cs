using k8s;
using k8s.Models;
using PlatformOperator.Api;

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
