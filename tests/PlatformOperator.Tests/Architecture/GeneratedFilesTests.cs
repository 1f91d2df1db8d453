namespace PlatformOperator.Tests.Architecture;

/// <summary>What is committed under <c>config/</c> is what the code says.</summary>
public class GeneratedFilesTests
{
    [Fact]
    public void The_committed_definitions_are_those_of_the_code() => AssertCommitted("crd/crds.yaml", Generated.Crds(), "crds");

    [Fact]
    public void The_committed_role_is_that_of_the_code() => AssertCommitted("rbac/role.yaml", Generated.Rbac(), "rbac");

    private static void AssertCommitted(string file, string generated, string verb) => Assert.True(
        File.ReadAllText(Path.Combine(SourceTree.Root, "config", file)).ReplaceLineEndings("\n").TrimEnd() == generated.ReplaceLineEndings("\n").TrimEnd(),
        $"config/{file} differs from the code. Write it anew: dotnet run --project src/PlatformOperator -- {verb} > config/{file}");
}
