using k8s.Models;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Install;

/// <summary>The end of a release, by helm itself: the operator runs in a pod, as does the hook that looks whether it may go.</summary>
public sealed class UninstallTests(ReleaseFixture fixture) : SandboxTest(fixture), IClassFixture<ReleaseFixture>
{
    [Fact]
    public async Task The_release_stays_while_resources_need_the_operator_and_goes_after_them_and_the_definitions_stay()
    {
        await HelmAsync("install", Tool.In("charts", "platform-operator"), "--take-ownership", "--set", fixture.Values);
        var definitions = await DefinitionsAsync();
        var tenant = await ReadyTenantAsync("un-acme");
        var bucket = await CreateReadyAsync(New.Bucket("un-acme"));

        var (exitCode, output, error) = await TryHelmAsync("uninstall");

        Assert.NotEqual(0, exitCode);
        Assert.Contains("platform-operator-uninstall-check", output + error, StringComparison.Ordinal);
        var said = await KubectlAsync("logs", "job/platform-operator-uninstall-check");
        Assert.Contains("\n  TenantBucket un-acme/bucket\n  Tenant un-acme\n", said, StringComparison.Ordinal);
        Assert.Equal(1, (await DeploymentAsync())!.Status!.ReadyReplicas);
        var undo = said.TrimEnd().Split("To keep the operator instead: helm ")[1].Split(' ');
        Assert.Equal(["rollback", "platform-operator", "1", "--namespace", SandboxOptions.OperatorNamespace], undo);
        await Tool.RunAsync("helm", undo, kubeconfig: Sandbox.KubeconfigPath);
        await HelmAsync("upgrade", Tool.In("charts", "platform-operator"), "--set", fixture.Values);

        await DeleteAsync(bucket);
        await GoneAsync(bucket);
        await DeleteAsync(tenant);
        await GoneAsync(tenant);
        await HelmAsync("uninstall");

        Assert.Null(await DeploymentAsync());
        Assert.Empty(await Client.ListAsync<V1Job>(SandboxOptions.OperatorNamespace, cancellationToken: Cancel));
        var roles = await Client.ListAsync<V1ClusterRole>(cancellationToken: Cancel);
        Assert.DoesNotContain(roles, role => role.Metadata.Name.StartsWith("platform-operator", StringComparison.Ordinal));
        Assert.NotEmpty(definitions);
        Assert.Equal(definitions, await DefinitionsAsync());
    }

    private async Task<string> HelmAsync(string verb, params string[] arguments)
    {
        var (exitCode, output, error) = await TryHelmAsync(verb, arguments);
        Assert.True(exitCode == 0, $"helm {verb}: {output}{error}");
        return output;
    }

    private Task<(int ExitCode, string Output, string Error)> TryHelmAsync(string verb, params string[] arguments) =>
        Tool.TryAsync("helm", [verb, "platform-operator", .. arguments, "--namespace", SandboxOptions.OperatorNamespace], kubeconfig: Sandbox.KubeconfigPath);

    private Task<string> KubectlAsync(params string[] arguments) =>
        Tool.RunAsync("kubectl", [.. arguments, "--namespace", SandboxOptions.OperatorNamespace], kubeconfig: Sandbox.KubeconfigPath);

    private Task<V1Deployment?> DeploymentAsync() => Client.GetAsync<V1Deployment>("platform-operator", SandboxOptions.OperatorNamespace, Cancel);

    private async Task<IReadOnlyList<string>> DefinitionsAsync()
    {
        var definitions = await Client.ListAsync<V1CustomResourceDefinition>(cancellationToken: Cancel);
        return [.. definitions.Select(definition => definition.Metadata.Uid!).Order(StringComparer.Ordinal)];
    }
}
