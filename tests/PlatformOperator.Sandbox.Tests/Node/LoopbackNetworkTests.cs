using PlatformOperator.Sandbox.Node;

namespace PlatformOperator.Sandbox.Tests.Node;

public class LoopbackNetworkTests
{
    [Fact]
    public void Networks_side_by_side_share_no_address()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has all of 127.0.0.0/8.");
        var networks = Enumerable.Range(0, 5).Select(_ => new LoopbackNetwork()).ToList();
        try
        {
            Assert.Equal(5, networks.Select(network => network.Services).Distinct().Count());
            Assert.Equal(5, networks.Select(network => network.NextPod()).Distinct().Count());
        }
        finally
        {
            networks.ForEach(network => network.Dispose());
        }
    }
}
