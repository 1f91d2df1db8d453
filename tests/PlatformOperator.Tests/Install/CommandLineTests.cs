using System.CommandLine;
using System.Net;
using System.Text;
using PlatformOperator.Cli;

namespace PlatformOperator.Tests.Install;

/// <summary>In a cluster two settings suffice; the others come from where the operator finds itself.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Theory]
    [InlineData("""{"iss":"https://oidc.eks.eu-west-1.amazonaws.com/id/ABC","sub":"x"}""", "oidc.eks.eu-west-1.amazonaws.com/id/ABC")]
    [InlineData("""{"iss":"https://kubernetes.default.svc/","sub":"ü"}""", "kubernetes.default.svc")]
    [InlineData("""{"sub":"x"}""", null)]
    public void The_issuer_is_what_the_service_account_token_says(string claims, string? issuer)
    {
        File.WriteAllText(file, $"e30.{System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln\n");
        Assert.Equal(issuer, ServiceAccountToken.Issuer(file));
    }

    [Fact]
    public void Without_a_token_there_is_no_issuer()
    {
        Assert.Null(ServiceAccountToken.Issuer(file + ".absent"));
        Assert.Null(ServiceAccountToken.Issuer(file));
    }

    [Fact]
    public async Task What_cannot_be_found_out_is_asked_for()
    {
        await using var error = new StringWriter();
        var exitCode = await Commands.Root().Parse(["--installation", "i", "--ingestion-image", "x", "--region", "eu-west-1"])
            .InvokeAsync(new InvocationConfiguration { Error = error }, TestContext.Current.CancellationToken);
        Assert.Equal(2, exitCode);
        Assert.Contains("--oidc-provider is required outside a cluster", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3:9090", "10.1.2.3:9090")]
    [InlineData("2600:1f13::5:9090", "[2600:1f13::5]:9090")]
    [InlineData("[::1]:0", "[::1]:0")]
    [InlineData("9090", null)]
    [InlineData(":9090", null)]
    [InlineData("10.1.2.3:99999", null)]
    public void The_pod_address_of_either_family_is_listened_on(string given, string? endpoint)
    {
        var result = Commands.Root().Parse(["--installation", "i", "--ingestion-image", "x", "--management", given]);
        Assert.Equal(endpoint, result.Errors.Count == 0 ? result.GetValue<IPEndPoint>("--management")!.ToString() : null);
    }

    [Fact]
    public void Commands_that_need_no_settings_ask_for_none() => Assert.Empty(Commands.Root().Parse(["uninstall-check"]).Errors);
}
