using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Queries;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Queries;

public class AggregateServiceTests
{
    [Fact]
    public async Task Queries_under_way_at_the_end_are_answered()
    {
        var keys = Directory.CreateTempSubdirectory("api-keys-").FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, "key"), QueryHarness.Key, TestContext.Current.CancellationToken);
        var (reached, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var store = new InterruptedStore(new MemoryObjectStore()) { Before = _ => go.Task.WaitAsync(Reached()) };
        var service = await AggregateService.StartAsync(
            Samples.Config(transform: $"\"aggregate\": {Samples.AggregateJson}"), store, new AllShards(),
            new QuerySettings(new IPEndPoint(IPAddress.Loopback, 0), keys, Cache: null), new FakeTimeProvider(), NullLoggerFactory.Instance, TestContext.Current.CancellationToken);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", QueryHarness.Key);
        var answer = http.GetAsync(new Uri(service!.Address!, "/v1/aggregates/latest"), TestContext.Current.CancellationToken);
        await reached.Task;

        var disposing = service.DisposeAsync();
        while (await IsListeningAsync(service.Address!))
            await Task.Yield();
        go.SetResult();

        Assert.Equal(HttpStatusCode.OK, (await answer).StatusCode);
        await disposing;
        Directory.Delete(keys, recursive: true);

        CancellationToken Reached()
        {
            reached.TrySetResult();
            return TestContext.Current.CancellationToken;
        }
    }

    private static async Task<bool> IsListeningAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, address.Port, TestContext.Current.CancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
