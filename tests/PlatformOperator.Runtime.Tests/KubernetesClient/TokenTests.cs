using k8s.Authentication;
using k8s.Autorest;
using k8s.Exceptions;
using PlatformOperator.Testing;
using ApiClient = KubeOps.KubernetesClient.KubernetesClient;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class TokenTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _folder.Dispose();

    private static async Task<string> TokenAsync(TokenFileAuth provider) => (await provider.GetAuthenticationHeaderAsync(CancellationToken.None)).Parameter!;

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute()
    {
        var file = _folder.Write("token", "one\n");
        var provider = new TokenFileAuth(file) { Time = _clock };

        Assert.Equal("one", await TokenAsync(provider));
        _folder.Write("token", "two\n");
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("one", await TokenAsync(provider));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("two", await TokenAsync(provider));
    }

    [Fact]
    public async Task A_token_file_that_cannot_be_used_is_named()
    {
        var empty = _folder.Write("empty", "\n");
        var absent = Path.Combine(_folder.Path, "absent");

        foreach (var file in new[] { empty, absent })
        {
            var error = await Assert.ThrowsAsync<KubeConfigException>(() => TokenAsync(new TokenFileAuth(file)));
            Assert.Contains(file, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_refused_token_is_fetched_again_and_the_request_repeated()
    {
        await using var api = await ApiStub.StartAsync((context, request) => request.Headers.Authorization == "Bearer new"
            ? ApiStub.WriteAsync(context, """{"metadata":{"name":"w"}}""")
            : ApiStub.WriteAsync(context, ApiStub.Status(401, "Unauthorized", "Unauthorized"), 401));
        var file = _folder.Write("token", "old");
        var config = api.Config;
        config.TokenProvider = new TokenFileAuth(file) { Time = _clock };
        using var client = new ApiClient(config);

        var refused = await Assert.ThrowsAsync<HttpOperationException>(() => client.CreateAsync(new Widget { Metadata = { Name = "w" } }));
        Assert.Equal("POST /apis/example.com/v1beta1/widgets: 401 Unauthorized: Unauthorized", refused.Message);
        Assert.Single(api.Received);
        _folder.Write("token", "new");
        await client.CreateAsync(new Widget { Metadata = { Name = "w" } });

        Assert.Equal(["Bearer old", "Bearer old", "Bearer new"], api.Received.Select(request => request.Headers.Authorization.ToString()));
        Assert.Equal(api.Received[1].Body, api.Received[2].Body);
    }

    [Fact]
    public async Task Name_and_password_are_sent_where_there_is_no_token()
    {
        await using var api = await ApiStub.AnsweringAsync("""{"metadata":{}}""");
        var config = api.Config;
        (config.Username, config.Password) = ("me", "pass");
        using var client = new ApiClient(config);

        await client.GetAsync<Widget>("w");

        Assert.Equal("Basic bWU6cGFzcw==", Assert.Single(api.Received).Headers.Authorization.ToString());
    }
}
