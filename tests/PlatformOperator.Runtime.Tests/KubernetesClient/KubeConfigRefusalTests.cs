using System.Text;
using k8s;
using k8s.Exceptions;

namespace PlatformOperator.Runtime.Tests.Client;

/// <summary>What a kubeconfig asks for and we cannot do is said, never passed over.</summary>
public class KubeConfigRefusalTests
{
    [Fact]
    public void A_user_that_acts_as_another_is_refused_and_not_used_with_its_own_rights()
    {
        var error = Assert.Throws<KubeConfigException>(() => Read("{ token: abc, as: auditor }"));
        Assert.Contains("context lab acts as 'auditor'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abc", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_with_nothing_but_an_auth_provider_is_refused() =>
        Assert.Contains("exec plugin", Assert.Throws<KubeConfigException>(() => Read("{ auth-provider: { name: oidc } }")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_token_beside_an_auth_provider_counts() =>
        Assert.Equal("abc", Read("{ token: abc, auth-provider: { name: oidc } }").AccessToken);

    [Fact]
    public void A_plugin_that_must_ask_somebody_is_refused_before_it_is_started() =>
        Assert.Contains("interactiveMode Always", Assert.Throws<KubeConfigException>(() => Read(Plugin("Always"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Never")]
    [InlineData("IfAvailable")]
    public void A_plugin_that_can_do_without_is_taken(string mode) => Assert.NotNull(Read(Plugin(mode)).TokenProvider);

    private static string Plugin(string mode) => $"{{ exec: {{ apiVersion: client.authentication.k8s.io/v1, command: get-token, interactiveMode: {mode} }} }}";

    private static KubernetesClientConfiguration Read(string user)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes($$"""
            apiVersion: v1
            kind: Config
            current-context: lab
            clusters: [ { name: lab, cluster: { server: "https://127.0.0.1:6443" } } ]
            contexts: [ { name: lab, context: { cluster: lab, user: me } } ]
            users: [ { name: me, user: {{user}} } ]
            """));
        return KubernetesClientConfiguration.BuildConfigFromConfigFile(content);
    }
}
