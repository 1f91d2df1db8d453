using System.Net;
using System.Net.Sockets;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>The proxy of the environment is one for the whole process, so nothing else may run beside this.</summary>
[CollectionDefinition(nameof(PollProxyTests), DisableParallelization = true)]
[Collection(nameof(PollProxyTests))]
public class PollProxyTests
{
    [Fact]
    public async Task No_proxy_of_the_environment_connects_in_our_place()
    {
        await using var server = await TlsServer.StartAsync();
        using var proxy = new TcpListener(IPAddress.Loopback, 0);
        proxy.Start();
        var former = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new WebProxy($"http://{proxy.LocalEndpoint}");
        try
        {
            using var client = PollHandlerTests.Client(_ => [IPAddress.Loopback]);
            await client.GetStringAsync(PollHandlerTests.Url("api.test", server, "/"), TestContext.Current.CancellationToken);
        }
        finally
        {
            HttpClient.DefaultProxy = former;
        }

        Assert.Single(server.Requests);
        Assert.False(proxy.Pending());
    }
}
