using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Exceptions;
using ApiClient = KubeOps.KubernetesClient.KubernetesClient;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class TransportSecurityTests : IDisposable
{
    private const string Answer = """{"metadata":{"name":"w"}}""";

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    private static async Task<ApiStub> StartAsync(X509Certificate2 server, bool asksClient = false) =>
        await ApiStub.StartAsync((context, _) => ApiStub.WriteAsync(context, Answer), server, asksClient);

    private static async Task<Received> CallAsync(KubernetesClientConfiguration config, ApiStub api)
    {
        using var client = new ApiClient(config);
        await client.GetAsync<Widget>("w");
        return api.Received[^1];
    }

    [Fact]
    public async Task A_server_of_the_clusters_authority_is_trusted_and_spoken_to_in_HTTP_2()
    {
        await using var api = await StartAsync(_certificates.NewServer());
        var config = api.Config;
        config.SslCaCerts = [_certificates.Authority];

        Assert.Equal("HTTP/2", (await CallAsync(config, api)).Protocol);
        config.DisableHttp2 = true;
        Assert.Equal("HTTP/1.1", (await CallAsync(config, api)).Protocol);
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        await using var api = await StartAsync(_certificates.NewServer());
        using var other = new TestCertificates();
        var config = api.Config;
        config.SslCaCerts = [other.Authority];

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(config, api));
        config.SslCaCerts = null;
        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(config, api));
        config.SkipTlsVerify = true;
        await CallAsync(config, api);
    }

    [Fact]
    public async Task A_server_that_only_bears_the_authoritys_name_is_refused()
    {
        using var forger = new TestCertificates();
        Assert.Equal(_certificates.Authority.Subject, forger.Authority.Subject);
        await using var api = await StartAsync(forger.NewServer());
        var config = api.Config;
        config.SslCaCerts = [_certificates.Authority];

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(config, api));
    }

    [Fact]
    public async Task An_intermediate_without_its_root_is_an_authority_too()
    {
        var intermediate = _certificates.NewAuthority("CN=intermediate", _certificates.Authority);
        await using var api = await StartAsync(_certificates.NewServer(issuer: intermediate));
        var config = api.Config;
        config.SslCaCerts = [intermediate];

        await CallAsync(config, api);
    }

    [Fact]
    public async Task A_server_that_only_bears_an_intermediates_name_is_refused()
    {
        var intermediate = _certificates.NewAuthority("CN=intermediate", _certificates.Authority);
        using var forger = new TestCertificates();
        var forged = forger.NewAuthority("CN=intermediate", forger.Authority);
        await using var api = await StartAsync(forger.NewServer(issuer: forged));
        var config = api.Config;
        config.SslCaCerts = [intermediate];

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(config, api));
    }

    [Fact]
    public async Task The_servers_name_counts_and_can_be_given()
    {
        await using var api = await StartAsync(_certificates.NewServer("api.internal"));
        var config = api.Config;
        config.SslCaCerts = [_certificates.Authority];

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(config, api));
        config.TlsServerName = "api.internal";
        await CallAsync(config, api);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_certificate_is_shown(bool rsa)
    {
        await using var api = await StartAsync(_certificates.NewServer(), asksClient: true);
        var (certificate, key) = _certificates.NewClient("alice", rsa);
        var config = api.Config;
        config.SslCaCerts = [_certificates.Authority];
        config.ClientCertificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate));
        config.ClientCertificateKeyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

        Assert.Equal("alice", (await CallAsync(config, api)).ClientName);
    }

    [Fact]
    public async Task A_kubeconfig_in_memory_leads_to_its_server()
    {
        await using var api = await StartAsync(_certificates.NewServer(), asksClient: true);
        var (certificate, key) = _certificates.NewClient("bob", rsa: false);
        var yaml = $$"""
            apiVersion: v1
            kind: Config
            current-context: here
            clusters:
            - name: c
              cluster: { server: "{{api.Uri}}", certificate-authority-data: {{Base64(_certificates.Authority.ExportCertificatePem())}} }
            contexts:
            - { name: here, context: { cluster: c, user: u, namespace: team } }
            users:
            - name: u
              user: { token: s3cret, client-certificate-data: {{Base64(certificate)}}, client-key-data: {{Base64(key)}} }
            """;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(yaml));

        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(content);
        var request = await CallAsync(config, api);

        Assert.Equal(("here", "team"), (config.CurrentContext, config.Namespace));
        Assert.Equal(("bob", "Bearer s3cret"), (request.ClientName, request.Headers.Authorization.ToString()));
    }

    [Fact]
    public void A_client_certificate_with_anothers_key_is_refused_when_the_kubeconfig_is_read()
    {
        var (certificate, _) = _certificates.NewClient("alice", rsa: false);
        var (_, key) = _certificates.NewClient("bob", rsa: false);
        var yaml = $$"""
            current-context: here
            clusters: [ { name: c, cluster: { server: "https://127.0.0.1" } } ]
            contexts: [ { name: here, context: { cluster: c, user: u } } ]
            users: [ { name: u, user: { client-certificate-data: {{Base64(certificate)}}, client-key-data: {{Base64(key)}} } } ]
            """;
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(yaml));

        var error = Assert.Throws<KubeConfigException>(() => KubernetesClientConfiguration.BuildConfigFromConfigFile(content));

        Assert.Contains("client certificate of context here", error.Message, StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
