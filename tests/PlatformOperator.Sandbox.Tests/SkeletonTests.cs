namespace PlatformOperator.Sandbox.Tests;

public class SkeletonTests
{
    [Fact]
    public void Runs() => Assert.NotNull(typeof(SkeletonTests));
}
