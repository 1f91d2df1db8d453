using k8s.Models;
using PlatformOperator.Cli;
using PlatformOperator.Planning;

namespace PlatformOperator.Tests.Planning;

/// <summary>A plan goes by the settings of the operator that would carry it out.</summary>
public sealed class InstalledOperatorTests
{
    private const string Home = "platform-operator-system";

    [Fact]
    public async Task Settings_are_those_of_the_Deployment_s_arguments_and_of_the_variables_in_them()
    {
        using var client = new PlanningClient(live: null);
        client.Lay(
            new V1ConfigMap
            {
                Metadata = new V1ObjectMeta { Name = "platform-operator", NamespaceProperty = Home },
                Data = new Dictionary<string, string> { ["installation"] = "prod" },
            });
        client.Lay(Deployment(
            [
                "--installation=$(INSTALLATION)", "--ingestion-image=ghcr.io/x/platform-ingestion:1", "--management=0.0.0.0:9090",
                "--monitoring-namespace=$(UNKNOWN)", "--system-namespace=a",
            ],
            new V1EnvVar
            {
                Name = "INSTALLATION",
                ValueFrom = new V1EnvVarSource { ConfigMapKeyRef = new V1ConfigMapKeySelector { Name = "platform-operator", Key = "installation" } },
            },
            new V1EnvVar { Name = "AWS_REGION", Value = "eu-central-1" }));

        var values = await InstalledOperator.ReadAsync(client, Home, TestContext.Current.CancellationToken);

        Assert.Equal(
            ("prod", "ghcr.io/x/platform-ingestion:1", "eu-central-1", "$(UNKNOWN)"),
            (values.Installation, values.IngestionImage, values.Region, values.MonitoringNamespace));
        Assert.Equal(["a"], values.SystemNamespaces);
    }

    [Fact]
    public async Task Without_a_Deployment_nothing_is_known_and_what_is_needed_is_asked_for()
    {
        using var client = new PlanningClient(live: null);

        var values = await InstalledOperator.ReadAsync(client, Home, TestContext.Current.CancellationToken);

        Assert.Contains("--installation is required", Assert.Throws<MissingSettingException>(values.ToSettings).Message, StringComparison.Ordinal);
    }

    private static V1Deployment Deployment(IList<string> arguments, params V1EnvVar[] environment) => new()
    {
        Metadata = new V1ObjectMeta { Name = "platform-operator", NamespaceProperty = Home },
        Spec = new V1DeploymentSpec
        {
            Selector = new V1LabelSelector(),
            Template = new V1PodTemplateSpec
            {
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "operator", Args = arguments, Env = environment }] },
            },
        },
    };
}
