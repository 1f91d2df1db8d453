using k8s.Models;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Install;

/// <summary>The life of a release, by helm itself. What waits for pods is left out: the cluster of the tests runs none.</summary>
public sealed class ReleaseTests(IdleSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<IdleSandboxFixture>
{
    private const string Values = "installation=prod,serviceAccount.roleArn=arn:aws:iam::111122223333:role/platform-operator";

    [Fact]
    public async Task It_is_installed_upgraded_and_rolled_back()
    {
        // The sandbox has definitions and roles from the start.
        await HelmAsync("install", "--take-ownership", "--set", Values);
        Assert.DoesNotContain("--region=eu-west-1", await ArgumentsAsync());

        await HelmAsync("upgrade", "--set", Values + ",region=eu-west-1,replicas=3,monitoring.dashboard.enabled=true");
        Assert.Contains("--region=eu-west-1", await ArgumentsAsync());
        Assert.NotNull(await DashboardAsync());

        await Tool.RunAsync(
            "helm", ["rollback", "platform-operator", "1", "--namespace", SandboxOptions.OperatorNamespace], kubeconfig: Sandbox.KubeconfigPath);
        Assert.DoesNotContain("--region=eu-west-1", await ArgumentsAsync());
        Assert.Null(await DashboardAsync());
    }

    private Task<string> HelmAsync(string verb, params string[] arguments) => Tool.RunAsync(
        "helm", [verb, "platform-operator", Tool.In("charts", "platform-operator"), "--namespace", SandboxOptions.OperatorNamespace, .. arguments], kubeconfig: Sandbox.KubeconfigPath);

    private Task<V1Deployment?> DeploymentAsync() => Client.GetAsync<V1Deployment>("platform-operator", SandboxOptions.OperatorNamespace, Cancel);

    private async Task<IEnumerable<string>> ArgumentsAsync() => (await DeploymentAsync())!.Spec!.Template.Spec!.Containers[0].Args!;

    private Task<V1ConfigMap?> DashboardAsync() => Client.GetAsync<V1ConfigMap>("platform-operator-dashboard", SandboxOptions.OperatorNamespace, Cancel);
}
