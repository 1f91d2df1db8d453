using System.Text.Json;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;
using PlatformOperator.Testing;
using ApiClient = KubeOps.KubernetesClient.KubernetesClient;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class ExecPluginTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

    private static void NeedsShell()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("The plugin is a shell script.");
    }

    private static string Credential(string status, string version = "v1") =>
        $$"""{"apiVersion":"client.authentication.k8s.io/{{version}}","kind":"ExecCredential","status":{{status}}}""";

    /// <summary>A plugin that notes each call and prints the content of the file "answer".</summary>
    private string Plugin(string answer)
    {
        _folder.Write("answer", answer);
        return _folder.Write("plugin", """
            #!/bin/sh
            cd "$(dirname "$0")"
            echo called >> calls
            echo "$KUBERNETES_EXEC_INFO" > info
            echo "$1 $2 $STAGE" > arguments
            cat answer
            """, executable: true);
    }

    private int Calls => File.ReadAllLines(Path.Combine(_folder.Path, "calls")).Length;

    private string Note(string name) => File.ReadAllText(Path.Combine(_folder.Path, name)).Trim();

    private KubernetesClientConfiguration Configure(string exec, string server = "https://cluster.example.com:6443", string version = "v1") =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(_folder.Write("config", $$"""
            current-context: eks
            clusters:
            - name: c
              cluster:
                server: {{server}}
                certificate-authority-data: {{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(_certificates.Authority.ExportCertificatePem()))}}
                extensions: [ { name: client.authentication.k8s.io/exec, extension: { audience: x } } ]
            contexts: [ { name: eks, context: { cluster: c, user: u } } ]
            users:
            - name: u
              user:
                exec: { apiVersion: client.authentication.k8s.io/{{version}}, {{exec}} }
            """));

    private ExecTokenProvider Provider(string command, string? hint = null) => new(new ExecCommand(
        "The kubeconfig x: context y", "client.authentication.k8s.io/v1", command, [], new Dictionary<string, string>(), hint)) { Time = _clock };

    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    public async Task A_plugin_is_given_what_it_needs_and_its_token_is_used(string version)
    {
        NeedsShell();
        Plugin(Credential("""{"token":"from-plugin"}""", version));

        var config = Configure(
            "command: ./plugin, args: [get-token, '--cluster=x'], env: [ { name: STAGE, value: test } ], provideClusterInfo: true", version: version);
        var header = await config.TokenProvider!.GetAuthenticationHeaderAsync(CancellationToken.None);

        Assert.Equal("Bearer from-plugin", header.ToString());
        Assert.Equal("get-token --cluster=x test", Note("arguments"));
        var info = JsonDocument.Parse(Note("info")).RootElement;
        Assert.Equal($"client.authentication.k8s.io/{version}", info.GetProperty("apiVersion").GetString());
        var cluster = info.GetProperty("spec").GetProperty("cluster");
        Assert.Equal("https://cluster.example.com:6443", cluster.GetProperty("server").GetString());
        Assert.Equal("x", cluster.GetProperty("config").GetProperty("audience").GetString());
        var authority = System.Text.Encoding.UTF8.GetString(cluster.GetProperty("certificate-authority-data").GetBytesFromBase64());
        Assert.Equal(_certificates.Authority.ExportCertificatePem().Trim(), authority.Trim());
    }

    [Fact]
    public async Task Without_provideClusterInfo_the_plugin_is_not_told_the_cluster()
    {
        NeedsShell();
        Plugin(Credential("""{"token":"t"}"""));

        await Configure("command: ./plugin").TokenProvider!.GetAuthenticationHeaderAsync(CancellationToken.None);

        Assert.False(JsonDocument.Parse(Note("info")).RootElement.GetProperty("spec").TryGetProperty("cluster", out _));
    }

    [Fact]
    public async Task A_credential_is_kept_until_shortly_before_it_expires()
    {
        NeedsShell();
        using var provider = Provider(Plugin(Credential("""{"token":"one","expirationTimestamp":"2026-01-01T00:14:00Z"}""")));

        Assert.Equal("one", (await provider.GetAuthenticationHeaderAsync(CancellationToken.None)).Parameter);
        _folder.Write("answer", Credential("""{"token":"two","expirationTimestamp":"2026-01-01T00:28:00Z"}"""));
        _clock.Advance(TimeSpan.FromSeconds(13 * 60 + 29));
        Assert.Equal("one", (await provider.GetAuthenticationHeaderAsync(CancellationToken.None)).Parameter);
        Assert.Equal(1, Calls);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("two", (await provider.GetAuthenticationHeaderAsync(CancellationToken.None)).Parameter);
        Assert.Equal(2, Calls);
    }

    [Fact]
    public async Task Requests_at_the_same_time_share_one_call()
    {
        NeedsShell();
        using var provider = Provider(Plugin(Credential("""{"token":"one"}""")));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => provider.GetAuthenticationHeaderAsync(CancellationToken.None)));

        Assert.Equal(1, Calls);
    }

    [Fact]
    public async Task A_refused_credential_is_fetched_again()
    {
        NeedsShell();
        var plugin = Plugin(Credential("""{"token":"one"}"""));
        await using var api = await ApiStub.StartAsync((context, request) => request.Headers.Authorization == "Bearer two"
            ? ApiStub.WriteAsync(context, """{"metadata":{"name":"w"}}""")
            : ApiStub.WriteAsync(context, ApiStub.Status(401, "Unauthorized", "Unauthorized"), 401));
        var config = api.Config;
        using var provider = Provider(plugin);
        config.TokenProvider = provider;
        await provider.GetAuthenticationHeaderAsync(CancellationToken.None);
        _folder.Write("answer", Credential("""{"token":"two"}"""));
        using var client = new ApiClient(config);

        Assert.NotNull(await client.GetAsync<Widget>("w"));

        Assert.Equal(2, Calls);
    }

    [Fact]
    public async Task A_client_certificate_of_a_plugin_is_shown_and_replaced()
    {
        NeedsShell();
        await using var api = await ApiStub.StartAsync(
            (context, _) => ApiStub.WriteAsync(context, """{"metadata":{"name":"w"}}"""), _certificates.NewServer(), asksClient: true);
        using var provider = Provider(Plugin(Certificate("alice", "2026-01-01T01:00:00Z")));
        var config = api.Config;
        config.SslCaCerts = [_certificates.Authority];
        config.TokenProvider = provider;
        using var client = new ApiClient(config);

        await client.GetAsync<Widget>("w");
        _folder.Write("answer", Certificate("bob", "2026-01-01T03:00:00Z"));
        await client.GetAsync<Widget>("w");
        _clock.Advance(TimeSpan.FromHours(1));
        await client.GetAsync<Widget>("w");

        Assert.Equal(["alice", "alice", "bob"], api.Received.Select(request => request.ClientName));
        Assert.All(api.Received, request => Assert.Empty(request.Headers.Authorization.ToString()));
    }

    [Theory]
    [InlineData("#!/bin/sh\necho 'no credentials found' >&2\nexit 3", "ended with code 3: no credentials found")]
    [InlineData("#!/bin/sh\necho secret-that-is-no-json", "no JSON")]
    [InlineData(
        "#!/bin/sh\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1beta1\",\"kind\":\"ExecCredential\"}'",
        "instead of an ExecCredential of client.authentication.k8s.io/v1")]
    [InlineData(
        "#!/bin/sh\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{}}'",
        "neither a token nor a client certificate")]
    [InlineData(
        "#!/bin/sh\necho '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\",\"status\":{\"clientCertificateData\":\"x\"}}'",
        "cannot be used with its key")]
    public async Task What_a_plugin_does_wrong_is_said_without_its_secrets(string script, string said)
    {
        NeedsShell();
        var plugin = _folder.Write("plugin", script, executable: true);
        using var provider = Provider(plugin);

        var error = await Assert.ThrowsAsync<KubeConfigException>(() => provider.GetAuthenticationHeaderAsync(CancellationToken.None));

        Assert.Contains($"The kubeconfig x: context y: the exec plugin {plugin} ", error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-that", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_is_not_installed_comes_with_its_hint()
    {
        using var provider = Provider("no-such-plugin-anywhere", "Install the AWS CLI.");

        var error = await Assert.ThrowsAsync<KubeConfigException>(() => provider.GetAuthenticationHeaderAsync(CancellationToken.None));

        Assert.Contains("Install the AWS CLI.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_that_hangs_is_stopped()
    {
        NeedsShell();
        var plugin = _folder.Write("plugin", "#!/bin/sh\ntouch \"$0.started\"\nexec sleep 1000", executable: true);
        using var provider = Provider(plugin);

        var header = provider.GetAuthenticationHeaderAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(2));

        var error = await Assert.ThrowsAsync<KubeConfigException>(() => header);
        Assert.Contains("within 120 s", error.Message, StringComparison.Ordinal);
    }

    private string Certificate(string name, string expires)
    {
        var (certificate, key) = _certificates.NewClient(name, rsa: false);
        return Credential(JsonSerializer.Serialize(new { clientCertificateData = certificate, clientKeyData = key, expirationTimestamp = expires }));
    }
}
