using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Isolation;

/// <summary>What the NetworkPolicies of two tenants' namespaces and pipelines let through, connection by connection.</summary>
public class NetworkPolicyTests
{
    private static readonly InstallationSettings Settings = new()
    {
        Installation = "prod", DefaultRegion = New.Region, IngestionImage = "", OidcProvider = "", OperatorNamespace = "platform-system",
        MonitoringNamespace = "monitoring",
    };

    private static readonly int[] Ports = [1, 22, 53, 80, 443, 6379, 8080, 9090, 10250, 65535];

    private readonly Place ingest = Of(PipelineRole.Ingest, "acme", "10.0.1.1");
    private readonly Place process = Of(PipelineRole.Process, "acme", "10.0.1.2");
    private readonly Place plain = Place.Pod("acme", "10.0.1.3");
    private readonly Place secondHome = Place.Pod("acme-lab", "10.0.1.4");
    private readonly Place otherIngest = Of(PipelineRole.Ingest, "rival", "10.0.2.1");
    private readonly Place otherProcess = Of(PipelineRole.Process, "rival", "10.0.2.2");
    private readonly Place otherPlain = Place.Pod("rival", "10.0.2.3");

    /// <summary>In a namespace without any policy, whose owner labelled it as acme's and its pods as acme's.</summary>
    private readonly Place pretender = Place.Pod(
        "intruder", "10.0.3.1", Labels(PipelineRole.Ingest), (Annotations.TenantLabel, "acme"), ("dataplatform.dev/namespace", "acme"));

    public static TheoryData<string, string, int, bool> Destinations => new()
    {
        { "the cluster's DNS", "UDP", 53, true },
        { "the cluster's DNS", "TCP", 53, true },
        { "the cluster's DNS", "TCP", 80, false },
        { "10.0.0.2", "UDP", 53, true },
        { "169.254.20.10", "UDP", 53, true },
        { "52.94.5.1", "TCP", 443, true },
        { "52.94.5.1", "UDP", 443, false },
        { "52.94.5.1", "TCP", 80, false },
        { "52.94.5.1", "TCP", 6379, false },
        { "52.94.5.1", "TCP", 22, false },
        { "172.20.0.1", "TCP", 443, true },
        { "2a05:d018::1", "TCP", 443, true },
        { "2a05:d018::1", "TCP", 80, false },
        { "169.254.170.23", "TCP", 80, true },
        { "169.254.170.23", "TCP", 8080, false },
        { "169.254.170.2", "TCP", 80, false },
        { "10.9.0.7", "TCP", 6379, true },
        { "10.10.0.7", "TCP", 6379, false },
        { "10.9.0.7", "UDP", 6379, false },
        { "10.9.0.7", "TCP", 6380, false },
        { "10.9.0.7", "TCP", 22, false },
    };

    [Theory]
    [MemberData(nameof(Destinations))]
    public void Pods_reach_DNS_HTTPS_their_identity_and_their_caches_subnets_and_nothing_else(string destination, string protocol, int port, bool passes)
    {
        var to = destination == "the cluster's DNS"
            ? Place.Pod("kube-system", "10.0.9.9", new Dictionary<string, string> { ["k8s-app"] = "kube-dns" })
            : Place.Outside(destination);

        foreach (var pod in new[] { ingest, process })
            Assert.Equal(passes, World().MayPass(pod, to, port, protocol));
        Assert.False(World().MayPass(plain, to, port, protocol));
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    public void The_nodes_credentials_are_out_of_reach_on_every_port(string address)
    {
        foreach (var pod in new[] { ingest, process, plain })
        foreach (var protocol in new[] { "TCP", "UDP" })
            Assert.DoesNotContain(Ports, port => World().MayPass(pod, Place.Outside(address), port, protocol));
    }

    [Fact]
    public void Without_a_cache_no_cache_port_is_open_and_without_subnetCidrs_the_private_ranges_are()
    {
        var without = World(pipeline => pipeline.Spec.Cache = null);
        var anywhere = World(tenant: tenant => tenant.Spec.Network.SubnetCidrs = null);
        string[] privates = ["10.9.0.7", "172.16.0.7", "192.168.0.7", "100.64.0.7"];

        Assert.DoesNotContain(privates, address => without.MayPass(ingest, Place.Outside(address), 6379));
        Assert.All(privates, address => Assert.True(anywhere.MayPass(ingest, Place.Outside(address), 6379)));
        Assert.DoesNotContain(
            ["52.94.5.1", "172.32.0.1", "169.254.170.23", "169.254.169.254"], address => anywhere.MayPass(ingest, Place.Outside(address), 6379));
    }

    [Fact]
    public void Between_tenants_nothing_passes_in_either_direction()
    {
        Place[] ours = [ingest, process, plain, secondHome];
        Place[] theirs = [otherIngest, otherProcess, otherPlain, pretender];
        var world = World();

        var passing =
            from us in ours from them in theirs from port in Ports from protocol in new[] { "TCP", "UDP" }
            where (us != secondHome && world.MayPass(them, us, port, protocol)) || (them != pretender && world.MayPass(us, them, port, protocol))
            select $"{us} {them} {protocol} {port}";

        Assert.Empty(passing);
    }

    [Fact]
    public void Ingest_lets_in_the_tenants_own_namespaces_and_the_allowed_addresses_on_its_one_port()
    {
        Place[] sources = [plain, secondHome, process, otherPlain, otherProcess, pretender, Place.Outside("203.0.113.9"), Place.Outside("203.0.114.9"), Place.Outside("2001:db8::9"), Place.Outside("10.0.0.9"),
            Place.Pod("platform-system", "10.0.8.1"), Place.Pod("monitoring", "10.0.8.2"), Place.Pod("kube-system", "10.0.8.3")];
        var world = World();

        Assert.Equal(
            [plain, secondHome, process, Place.Outside("203.0.113.9"), Place.Outside("2001:db8::9")],
            sources.Where(source => world.MayEnter(source, ingest, PipelineWorkloads.HttpPort)), Same);
        Assert.DoesNotContain(sources, source => world.MayEnter(source, process, PipelineWorkloads.HttpPort));
        Assert.DoesNotContain(sources, source => world.MayEnter(source, plain, PipelineWorkloads.HttpPort));
    }

    [Fact]
    public void Where_there_are_aggregates_process_lets_the_same_in_for_queries()
    {
        Place[] sources =
        [
            plain, secondHome, ingest, otherPlain, otherProcess, pretender, Place.Outside("203.0.113.9"), Place.Outside("203.0.114.9"),
            Place.Pod("monitoring", "10.0.8.2"),
        ];
        var world = World(pipeline => pipeline.Spec.Transform = new PipelineTransform { Aggregate = new AggregateSettings { Window = "1h" } });

        Assert.Equal(
            [plain, secondHome, ingest, Place.Outside("203.0.113.9")],
            sources.Where(source => world.MayEnter(source, process, PipelineWorkloads.HttpPort)),
            Same);
    }

    [Fact]
    public void Without_allowedCidrs_nobody_from_outside_comes_in()
    {
        var world = World(tenant: tenant => tenant.Spec.Network.AllowedCidrs = null);

        Assert.DoesNotContain(
            ["203.0.113.9", "10.0.0.9", "127.0.0.1", "2001:db8::9"],
            address => Ports.Any(port => world.MayEnter(Place.Outside(address), ingest, port) || world.MayEnter(Place.Outside(address), process, port)));
        Assert.True(world.MayEnter(secondHome, ingest, PipelineWorkloads.HttpPort));
    }

    [Fact]
    public void A_namespace_that_the_Tenant_claims_and_does_not_have_is_not_let_in()
    {
        var world = World(tenant: tenant => tenant.Spec.Namespaces = ["acme", "acme-lab", "rival"]);

        Assert.False(world.MayEnter(otherPlain, ingest, PipelineWorkloads.HttpPort));
    }

    [Fact]
    public void Metrics_are_for_the_operator_and_monitoring_alone()
    {
        Place[] sources = [plain, secondHome, ingest, otherPlain, pretender, Place.Outside("203.0.113.9"), Place.Outside("10.0.0.9"), Place.Pod("platform-system", "10.0.8.1"), Place.Pod("monitoring", "10.0.8.2"), Place.Pod("kube-system", "10.0.8.3"),
            Place.Pod("fake", "10.0.8.4", null, ("name", "monitoring"), ("app.kubernetes.io/name", "monitoring"))];
        var world = World();

        foreach (var pod in new[] { ingest, process })
        {
            Assert.Equal(
                ["platform-system", "monitoring"],
                sources.Where(source => world.MayEnter(source, pod, PipelineWorkloads.ManagementPort)).Select(source => source.Namespace!));
            Assert.DoesNotContain(
                sources, source => Ports.Except([PipelineWorkloads.ManagementPort, PipelineWorkloads.HttpPort]).Any(port => world.MayEnter(source, pod, port)));
        }
    }

    private static bool Same(Place a, Place b) => a.Address.Equals(b.Address);

    private static Dictionary<string, string> Labels(PipelineRole role) =>
        new() { [Annotations.PipelineLabel] = "sensors", [Annotations.RoleLabel] = role.Verb() };

    private static Place Of(PipelineRole role, string @namespace, string address) => Place.Pod(@namespace, address, Labels(role));

    /// <summary>Two tenants, each with a pipeline of the same name; the changes are made to acme's.</summary>
    private static Flow World(Action<DataPipeline>? pipeline = null, Action<Tenant>? tenant = null)
    {
        var acme = NewTenant("acme", "acme-lab");
        acme.Spec.Network.AllowedCidrs = ["203.0.113.0/24", "2001:db8::/32"];
        acme.Spec.Network.SubnetCidrs = ["10.9.0.0/16"];
        tenant?.Invoke(acme);
        var rival = NewTenant("rival");
        return new Flow([.. PoliciesOf(acme, pipeline), .. PoliciesOf(rival, null)]);
    }

    private static Tenant NewTenant(string name, params string[] more)
    {
        var tenant = New.Tenant(name, [name, .. more]);
        tenant.Metadata.Uid = name;
        tenant.Status.Namespaces = [name, .. more];
        return tenant;
    }

    private static IEnumerable<V1NetworkPolicy> PoliciesOf(Tenant tenant, Action<DataPipeline>? change)
    {
        var context = TenantContext.Of(tenant, Settings);
        var pipeline = New.Pipeline(tenant.Metadata.Name);
        pipeline.Metadata.Uid = "p";
        pipeline.Spec.Cache = new CacheSettings();
        change?.Invoke(pipeline);
        var parts = PipelineParts.For(pipeline, context, Settings, [], []);
        return tenant.Status.Namespaces!.SelectMany(name => NamespaceObjects.Inside(tenant, name, Settings))
            .Concat(PipelineRoles.All.SelectMany(role => PipelineWorkloads.For(pipeline, role, context, Settings, parts)))
            .OfType<V1NetworkPolicy>();
    }
}
