using k8s.Models;
using PlatformOperator.Desired;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Desired;

public class TracesEndpointTests
{
    private static readonly InstallationSettings Settings = new()
    {
        Installation = "prod", DefaultRegion = New.Region, IngestionImage = "", OidcProvider = "", OperatorNamespace = "platform-system",
        MonitoringNamespace = "monitoring",
    };

    [Theory]
    [InlineData(PipelineRole.Ingest)]
    [InlineData(PipelineRole.Process)]
    public void Pods_are_told_where_their_spans_go_and_may_reach_its_port_in_the_monitoring_namespace(PipelineRole role)
    {
        var (without, with) = (Settings, Settings with { TracesEndpoint = new Uri("http://collector.monitoring:4317") });

        Assert.Null(Endpoint(without, role));
        Assert.Equal("http://collector.monitoring:4317/", Endpoint(with, role));
        Assert.DoesNotContain(Egress(without, role), rule => rule.Ports!.Any(port => port.Port!.Value == "4317"));
        var rule = Assert.Single(Egress(with, role), rule => rule.Ports!.Any(port => port.Port!.Value == "4317"));
        Assert.Equal("monitoring", Assert.Single(rule.To!).NamespaceSelector!.MatchLabels!["kubernetes.io/metadata.name"]);
    }

    private static string? Endpoint(InstallationSettings settings, PipelineRole role) =>
        Objects(settings, role).OfType<V1Deployment>()
            .Single().Spec!.Template.Spec!.Containers[0].Env!.SingleOrDefault(variable => variable.Name == "OTEL_EXPORTER_OTLP_ENDPOINT")?.Value;

    private static IList<V1NetworkPolicyEgressRule> Egress(InstallationSettings settings, PipelineRole role) =>
        Objects(settings, role).OfType<V1NetworkPolicy>().Single().Spec!.Egress!;

    private static IEnumerable<object> Objects(InstallationSettings settings, PipelineRole role)
    {
        var tenant = New.Tenant("acme");
        tenant.Status.Namespaces = ["acme"];
        var (pipeline, context) = (New.Pipeline("acme"), TenantContext.Of(tenant, settings));
        return PipelineWorkloads.For(pipeline, role, context, settings, PipelineParts.For(pipeline, context, settings, [], []));
    }
}
