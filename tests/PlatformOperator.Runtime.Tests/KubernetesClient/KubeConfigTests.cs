using k8s;
using k8s.Exceptions;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class KubeConfigTests : IDisposable
{
    private const string Simple = """
        apiVersion: v1
        kind: Config
        current-context: one
        clusters:
        - { name: c1, cluster: { server: "https://one.example.com:6443", tls-server-name: kubernetes } }
        - { name: c2, cluster: { server: "https://two.example.com", insecure-skip-tls-verify: true } }
        contexts:
        - { name: one, context: { cluster: c1, user: u1 } }
        - { name: two, context: { cluster: c2, user: u2, namespace: team } }
        users:
        - { name: u1, user: { token: t1 } }
        - { name: u2, user: { username: me, password: "0123" } }
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static KubernetesClientConfiguration Read(string file, string? context = null, string? url = null) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(file, context, url);

    private string Fails(string content, string? context = null)
    {
        var file = _folder.Write("config", content);
        var error = Assert.Throws<KubeConfigException>(() => Read(file, context));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        return error.Message;
    }

    [Fact]
    public void The_current_context_counts_unless_another_is_asked_for()
    {
        var file = _folder.Write("config", Simple);

        var one = Read(file);
        Assert.Equal(("one", "https://one.example.com:6443", "t1", null), (one.CurrentContext, one.Host, one.AccessToken, one.Namespace));
        Assert.Equal(("kubernetes", false), (one.TlsServerName, one.SkipTlsVerify));
        var two = Read(file, "two", "https://elsewhere:1");
        Assert.Equal(("two", "https://elsewhere:1", "team", true), (two.CurrentContext, two.Host, two.Namespace, two.SkipTlsVerify));
        Assert.Equal(("me", "0123"), (two.Username, two.Password));
    }

    [Fact]
    public void Of_several_files_the_first_that_says_something_counts()
    {
        var first = _folder.Write("a", """
            contexts: [ { name: one, context: { cluster: c1, user: u9, namespace: mine } } ]
            users: [ { name: u9, user: { token: t9 } } ]
            clusters: null
            """);
        var second = _folder.Write("b", Simple);

        var config = KubernetesClientConfiguration.FromFiles([first, second], null, null, useRelativePaths: true);

        Assert.Equal(("one", "https://one.example.com:6443", "t9", "mine"), (config.CurrentContext, config.Host, config.AccessToken, config.Namespace));
    }

    [Fact]
    public void Files_of_KUBECONFIG_that_are_not_there_are_left_out_as_long_as_one_is()
    {
        var present = _folder.Write("config", Simple);
        var absent = Path.Combine(_folder.Path, "absent");

        Assert.Equal([present], KubernetesClientConfiguration.FilesIn($"{absent}{Path.PathSeparator}{present}{Path.PathSeparator}"));
        var error = Assert.Throws<KubeConfigException>(() => KubernetesClientConfiguration.FilesIn(absent));
        Assert.Contains(absent, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_are_relative_to_the_file()
    {
        using var certificates = new TestCertificates();
        _folder.Write("pki/ca.crt", certificates.Authority.ExportCertificatePem());
        _folder.Write("pki/token", "fresh\n");
        var (certificate, key) = certificates.NewClient("alice", rsa: true);
        _folder.Write("pki/client.crt", certificate);
        _folder.Write("pki/client.key", key);
        var file = _folder.Write("config", """
            current-context: x
            clusters: [ { name: c, cluster: { server: "https://x", certificate-authority: pki/ca.crt } } ]
            contexts: [ { name: x, context: { cluster: c, user: u } } ]
            users: [ { name: u, user: { token: stale, tokenFile: pki/token, client-certificate: pki/client.crt, client-key: pki/client.key } } ]
            """);

        var config = Read(file);

        Assert.Equal(certificates.Authority.Thumbprint, Assert.Single(config.SslCaCerts!).Thumbprint);
        Assert.Equal(Path.Combine(_folder.Path, "pki/client.crt"), config.ClientCertificateFilePath);
        Assert.Equal("Bearer fresh", (await config.TokenProvider!.GetAuthenticationHeaderAsync(CancellationToken.None)).ToString());
    }

    [Fact]
    public async Task A_proxy_of_the_kubeconfig_is_used()
    {
        await using var proxy = await ApiStub.AnsweringAsync("""{"metadata":{"name":"w"}}""");
        var file = _folder.Write("config", Simple
            .Replace("https://one.example.com:6443", "http://127.0.0.1:1", StringComparison.Ordinal)
            .Replace("tls-server-name: kubernetes", $"proxy-url: '{proxy.Uri}'", StringComparison.Ordinal));
        using var client = new KubeOps.KubernetesClient.KubernetesClient(Read(file));

        Assert.NotNull(await client.GetAsync<Widget>("w"));

        Assert.Equal("127.0.0.1:1", Assert.Single(proxy.Received).Headers.Host.ToString());
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var file = Path.Combine(_folder.Path, "absent");

        var error = Assert.Throws<KubeConfigException>(() => Read(file));

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("KUBECONFIG", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_YAML_is_named_with_the_line()
    {
        Assert.Contains("(line 2)", Fails("clusters: []\nusers: @x\n"), StringComparison.Ordinal);
        Assert.Contains("no kubeconfig", Fails("clusters: 5"), StringComparison.Ordinal);
        Assert.Contains("empty", Fails("# nothing\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("current-context: one", "", "no current-context")]
    [InlineData("current-context: one", "current-context: other", "no context other; it has: one, two")]
    [InlineData("cluster: c1", "cluster: c9", "'c9', which is not there; it has: c1, c2")]
    [InlineData("user: u1", "user: u9", "'u9', which is not there; it has: u1, u2")]
    [InlineData("https://one.example.com:6443", "one.example.com", "server 'one.example.com', which is no address")]
    [InlineData("tls-server-name: kubernetes", "certificate-authority-data: '%%'", "certificate-authority of context one")]
    [InlineData("tls-server-name: kubernetes", "certificate-authority-data: aGVsbG8=", "no PEM certificate")]
    [InlineData("tls-server-name: kubernetes", "certificate-authority: nowhere.crt", "certificate-authority of context one cannot be read")]
    [InlineData("token: t1", "client-certificate-data: aGVsbG8=", "without a client key")]
    [InlineData("token: t1", "client-certificate: nowhere.crt, client-key: nowhere.key", "client certificate of context one cannot be used")]
    [InlineData("token: t1", "exec: { apiVersion: client.authentication.k8s.io/v1alpha1, command: aws }", "v1alpha1' is not supported")]
    [InlineData("token: t1", "exec: { apiVersion: client.authentication.k8s.io/v1 }", "has no command")]
    public void What_is_wrong_is_said(string right, string wrong, string said) =>
        Assert.Contains(said, Fails(Simple.Replace(right, wrong, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_context_that_is_asked_for_must_be_there() => Assert.Contains("no context three", Fails(Simple, "three"), StringComparison.Ordinal);

    [Fact]
    public async Task A_pod_uses_its_service_account()
    {
        using var certificates = new TestCertificates();
        _folder.Write("ca.crt", certificates.Authority.ExportCertificatePem());
        _folder.Write("token", "pod-token");
        _folder.Write("namespace", "platform\n");

        var config = KubernetesClientConfiguration.FromServiceAccount("fd00::1", 443, _folder.Path);

        Assert.Equal(("https://[fd00::1]/", "platform"), (config.Host.Replace(":443", "", StringComparison.Ordinal), config.Namespace));
        Assert.Equal(certificates.Authority.Thumbprint, Assert.Single(config.SslCaCerts!).Thumbprint);
        Assert.Equal("Bearer pod-token", (await config.TokenProvider!.GetAuthenticationHeaderAsync(CancellationToken.None)).ToString());
    }
}
