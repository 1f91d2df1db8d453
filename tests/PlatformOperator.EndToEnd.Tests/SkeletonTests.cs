namespace PlatformOperator.EndToEnd.Tests;

public class SkeletonTests
{
    [Fact]
    public void Runs() => Assert.NotNull(typeof(SkeletonTests));
}
