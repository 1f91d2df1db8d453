using System.Net;
using System.Net.Sockets;
using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Tests.Poll;

/// <summary>Polls of servers on loopback, which the Tenant allows here, by names whose answers the test decides.</summary>
public class PollHandlerTests
{
    private static readonly IPNetwork Loopback = IPNetwork.Parse("127.0.0.1/32");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dictionary<string, string> Credentials => new() { ["Authorization"] = "Bearer not-for-others", ["X-Key"] = "also-not" };

    [Fact]
    public async Task The_credentials_go_to_the_host_and_along_with_redirects_on_it()
    {
        await using var server = await TlsServer.StartAsync();
        server.Redirects["/old"] = (301, "/new");
        using var client = Client(_ => [IPAddress.Loopback]);

        Assert.Equal("[]", await client.GetStringAsync(Url("api.test", server, "/old"), Cancel));

        Assert.Equal(["/old", "/new"], server.Requests.Select(request => request.Path));
        Assert.All(server.Requests, request => Assert.Equal(("Bearer not-for-others", "also-not"), (request.Headers["Authorization"], request.Headers["X-Key"])));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task No_credential_follows_a_redirect_to_another_host_nor_comes_back_from_there(int status)
    {
        await using var server = await TlsServer.StartAsync();
        server.Redirects["/start"] = (status, Url("other.test", server, "/away"));
        server.Redirects["/away"] = (status, Url("api.test", server, "/back"));
        using var client = Client(_ => [IPAddress.Loopback]);
        client.DefaultRequestHeaders.Add("Accept", "application/json");

        await client.GetStringAsync(Url("api.test", server, "/start"), Cancel);

        Assert.Equal([true, false, false], server.Requests.Select(request => request.Headers.ContainsKey("Authorization")));
        Assert.Equal([true, false, false], server.Requests.Select(request => request.Headers.ContainsKey("X-Key")));
        Assert.All(server.Requests, request => Assert.Equal("application/json", request.Headers["Accept"]));
    }

    [Fact]
    public async Task No_credential_follows_a_redirect_to_another_port()
    {
        await using var server = await TlsServer.StartAsync();
        await using var other = await TlsServer.StartAsync();
        server.Redirects["/start"] = (302, Url("api.test", other, "/"));
        using var client = Client(_ => [IPAddress.Loopback]);

        await client.GetStringAsync(Url("api.test", server, "/start"), Cancel);

        Assert.DoesNotContain("Authorization", Assert.Single(other.Requests).Headers.Keys);
    }

    [Fact]
    public async Task The_connection_goes_to_the_address_that_was_checked_even_if_the_name_has_another_by_then()
    {
        await using var server = await TlsServer.StartAsync();
        var answers = new Queue<IPAddress>([IPAddress.Loopback, IPAddress.Parse("169.254.169.254")]);
        var asked = 0;
        using var client = Client(_ =>
        {
            asked++;
            return [answers.Dequeue()];
        });

        await client.GetStringAsync(Url("api.test", server, "/"), Cancel);

        Assert.Equal((1, 1), (asked, server.Requests.Count));
    }

    [Fact]
    public async Task A_name_that_leads_to_a_refused_address_when_it_is_connected_to_again_is_refused_then()
    {
        await using var server = await TlsServer.StartAsync();
        // The second host makes a second connection necessary, as a closed one would.
        server.Redirects["/"] = (302, Url("rebound.test", server, "/"));
        using var client = Client(host => host == "rebound.test" ? [IPAddress.Parse("169.254.169.254")] : [IPAddress.Loopback]);

        var refusal = await Assert.ThrowsAsync<PollRefusedException>(() => client.GetStringAsync(Url("api.test", server, "/"), Cancel));

        Assert.Contains("Host rebound.test is at 169.254.169.254, a link-local address", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("network.allowedCidrs of the Tenant", refusal.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_allowed_ones_are_connected_to()
    {
        await using var server = await TlsServer.StartAsync();
        using var decoy = new TcpListener(IPAddress.Parse("127.0.0.2"), server.Port);
        decoy.Start();
        using var refusedOnly = Client(_ => [IPAddress.Parse("127.0.0.2"), IPAddress.IPv6Loopback]);
        using var both = Client(_ => [IPAddress.Parse("127.0.0.2"), IPAddress.Loopback]);

        await Assert.ThrowsAsync<PollRefusedException>(() => refusedOnly.GetStringAsync(Url("api.test", server, "/"), Cancel));
        await both.GetStringAsync(Url("api.test", server, "/"), Cancel);

        Assert.Single(server.Requests);
        Assert.False(decoy.Pending());
    }

    [Theory]
    [InlineData("https://127.0.0.2/", "127.0.0.2")]
    [InlineData("https://2130706434/", "127.0.0.2")]
    [InlineData("https://0x7f.2/", "127.0.0.2")]
    [InlineData("https://0177.0.0.02/", "127.0.0.2")]
    [InlineData("https://[::1]/", "::1")]
    [InlineData("https://[::ffff:169.254.169.254]/", "::ffff:169.254.169.254")]
    [InlineData("https://169.254.170.23/", "169.254.170.23")]
    public async Task An_address_in_place_of_a_name_is_checked_in_whatever_way_it_is_written(string url, string address)
    {
        using var client = Client(_ => throw new InvalidOperationException("There is nothing to resolve."));

        var refusal = await Assert.ThrowsAsync<PollRefusedException>(() => client.GetStringAsync(url, Cancel));

        Assert.Contains($"is at {address}, ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_address_is_told()
    {
        using var client = Client(_ => []);

        var refusal = await Assert.ThrowsAsync<PollRefusedException>(() => client.GetStringAsync("https://api.test/", Cancel));

        Assert.Equal("Host api.test has no address. Correct spec.source.poll.url.", refusal.Message);
    }

    [Theory]
    [InlineData("http://api.test/")]
    [InlineData("ftp://api.test/")]
    [InlineData("file:///etc/passwd")]
    public async Task A_redirect_to_anything_but_https_is_refused_before_a_connection(string target)
    {
        await using var server = await TlsServer.StartAsync();
        server.Redirects["/"] = (302, target);
        var asked = 0;
        using var client = Client(_ =>
        {
            asked++;
            return [IPAddress.Loopback];
        });

        var refusal = await Assert.ThrowsAsync<PollRefusedException>(() => client.GetStringAsync(Url("api.test", server, "/"), Cancel));

        Assert.Contains("only https is", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_redirect_to_what_is_no_address_is_refused()
    {
        await using var server = await TlsServer.StartAsync();
        server.Redirects["/"] = (302, "//[");
        using var client = Client(_ => [IPAddress.Loopback]);

        var refusal = await Assert.ThrowsAsync<PollRefusedException>(() => client.GetStringAsync(Url("api.test", server, "/"), Cancel));

        Assert.Contains("Host api.test redirects to what is no address", refusal.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Redirects_that_never_end_are_given_up()
    {
        await using var server = await TlsServer.StartAsync();
        server.Redirects["/"] = (302, "/");
        using var client = Client(_ => [IPAddress.Loopback]);

        var refusal = await Assert.ThrowsAsync<PollRefusedException>(() => client.GetStringAsync(Url("api.test", server, "/"), Cancel));

        Assert.Contains("redirects more than 5 times", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(6, server.Requests.Count);
    }

    internal static string Url(string host, TlsServer server, string path) => $"https://{host}:{server.Port}{path}";

    internal static HttpClient Client(Func<string, IPAddress[]> resolve, Func<IReadOnlyDictionary<string, string>>? credentials = null)
    {
        var handler = PollHandler.Create(new AddressRules([Loopback]), (host, _) => Task.FromResult(resolve(host)), credentials ?? (() => Credentials));
        ((SocketsHttpHandler)handler.InnerHandler!).SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == TlsServer.Subject;
        return new HttpClient(handler);
    }
}
