using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>The NetworkPolicy of a pod role: what it may reach, and who may reach it. The namespace denies all else.</summary>
internal static class PipelineNetwork
{
    // The node's own credentials are behind these; no pod may ask for them.
    private const string InstanceMetadata = "169.254.169.254/32";
    private const string InstanceMetadataV6 = "fd00:ec2::254/128";
    private const string PodIdentityAgent = "169.254.170.23/32";
    private const int HttpsPort = 443;
    private const string NamespaceName = "kubernetes.io/metadata.name";

    private static readonly string[] PrivateRanges = ["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16"];

    public static V1NetworkPolicy Policy(DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = PipelineWorkloads.Metadata(pipeline, role),
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = new V1LabelSelector { MatchLabels = ObjectMeta.Selector(pipeline, role) },
            PolicyTypes = ["Ingress", "Egress"],
            Ingress = Ingress(pipeline, role, tenant, settings),
            Egress = Egress(pipeline, role, tenant, settings),
        },
    };

    private static List<V1NetworkPolicyIngressRule> Ingress(
        DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings)
    {
        string[] scrapers = settings.MonitoringNamespace is { } monitoring ? [settings.OperatorNamespace, monitoring] : [settings.OperatorNamespace];
        var rules = new List<V1NetworkPolicyIngressRule>
        {
            new()
            {
                FromProperty = [.. scrapers.Distinct(StringComparer.Ordinal).Select(Namespace)],
                Ports = [Port(PipelineWorkloads.ManagementPort)],
            },
        };
        if (PipelineWorkloads.TakesRequests(pipeline, role))
        {
            // By their names, which the API server vouches for: a label could be set on any namespace by whoever may change it.
            var homes = tenant.Owned.Append(pipeline.Metadata.NamespaceProperty!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            rules.Add(new()
            {
                FromProperty =
                [
                    .. homes.Select(Namespace),
                    .. (tenant.Network.AllowedCidrs ?? []).Order(StringComparer.Ordinal).Select(cidr => Addresses(cidr)),
                ],
                Ports = [Port(PipelineWorkloads.HttpPort)],
            });
        }
        return rules;
    }

    private static List<V1NetworkPolicyEgressRule> Egress(DataPipeline pipeline, PipelineRole role, TenantContext tenant, InstallationSettings settings)
    {
        var rules = new List<V1NetworkPolicyEgressRule>
        {
            new() { To = [new V1NetworkPolicyPeer { NamespaceSelector = new V1LabelSelector() }, .. Anywhere()], Ports = [Port(53, "UDP"), Port(53)] },
            new() { To = Anywhere(), Ports = [Port(HttpsPort)] },
            new() { To = [Addresses(PodIdentityAgent)], Ports = [Port(80)] },
        };
        if (pipeline.Spec.Cache is not null)
        {
            var subnets = tenant.Network.SubnetCidrs is { Count: > 0 } named ? named.Order(StringComparer.Ordinal) : PrivateRanges.AsEnumerable();
            rules.Add(new() { To = [.. subnets.Select(cidr => Addresses(cidr))], Ports = [Port(Caches.Port)] });
        }
        if (settings is { TracesEndpoint: { } traces, MonitoringNamespace: { } monitoring })
            rules.Add(new() { To = [Namespace(monitoring)], Ports = [Port(traces.Port)] });
        // A redirect or next page at another port is not reached.
        if (role == PipelineRole.Ingest && pipeline.Spec.Source.Poll is { } poll
            && Uri.TryCreate(poll.Url, UriKind.Absolute, out var url) && url.Port != HttpsPort)
            rules.Add(new() { To = Anywhere(), Ports = [Port(url.Port)] });
        return rules;
    }

    private static V1NetworkPolicyPeer[] Anywhere() => [Addresses("0.0.0.0/0", InstanceMetadata), Addresses("::/0", InstanceMetadataV6)];

    private static V1NetworkPolicyPeer Addresses(string cidr, string? except = null) => new()
    {
        IpBlock = new V1IPBlock { Cidr = cidr, Except = except is null ? null : [except] },
    };

    private static V1NetworkPolicyPeer Namespace(string name) => new()
    {
        NamespaceSelector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { [NamespaceName] = name } },
    };

    private static V1NetworkPolicyPort Port(int port, string protocol = "TCP") => new() { Port = port, Protocol = protocol };
}
