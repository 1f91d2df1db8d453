using PlatformOperator.Cli;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Install;

/// <summary>The operator does not go before what needs it.</summary>
public sealed class UninstallCheckTests(SandboxFixture fixture) : SandboxTest(fixture), IClassFixture<SandboxFixture>
{
    [Fact]
    public async Task Resources_that_only_the_operator_can_let_go_hold_up_its_uninstallation()
    {
        var (exitCode, said) = await CheckAsync();
        Assert.Equal((0, "No resource needs the operator any more."), (exitCode, said.Trim()));

        var tenant = await ReadyTenantAsync("uc-acme");
        var bucket = await CreateReadyAsync(New.Bucket("uc-acme"));
        (exitCode, said) = await CheckAsync();
        Assert.Equal(1, exitCode);
        Assert.StartsWith("Nothing was uninstalled.", said, StringComparison.Ordinal);
        Assert.Contains("\n  TenantBucket uc-acme/bucket\n  Tenant uc-acme\n", said, StringComparison.Ordinal);
        Assert.Contains("dataplatform.dev/abandon=true", said, StringComparison.Ordinal);
        Assert.EndsWith("To keep the operator instead: helm rollback it 3\n", said, StringComparison.Ordinal);

        await DeleteAsync(bucket);
        await GoneAsync(bucket);
        await DeleteAsync(tenant);
        await GoneAsync(tenant);
        (exitCode, _) = await CheckAsync();
        Assert.Equal(0, exitCode);
    }

    private async Task<(int ExitCode, string Said)> CheckAsync()
    {
        await using var output = new StringWriter { NewLine = "\n" };
        return (await UninstallCheck.RunAsync(Client, "helm rollback it 3", output, Cancel), output.ToString());
    }
}
