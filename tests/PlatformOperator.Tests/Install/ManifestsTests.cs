using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Schemas.Yaml;
using PlatformOperator.Tests.Api;
using PlatformOperator.Tests.Controllers;
using PlatformOperator.Tests.Desired;

namespace PlatformOperator.Tests.Install;

/// <summary>What is installed is what an API server accepts: everything that the kustomization and the chart render, by a dry run.</summary>
public sealed partial class ManifestsTests(IdleSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<IdleSandboxFixture>
{
    private const string Least = "installation=prod,serviceAccount.roleArn=arn:aws:iam::111122223333:role/platform-operator";

    private const string Most = Least + ",region=eu-west-1,oidcProvider=oidc.example.com/id/X,permissionsBoundary=arn:aws:iam::111122223333:policy/pods,tracesEndpoint=http://collector.monitoring:4317"
        + ",systemNamespaces={argocd},priorityClassName=high,image.tag=1.2.3"
        + ",monitoring.namespace=monitoring,monitoring.serviceMonitor.enabled=true,monitoring.rules.enabled=true,monitoring.dashboard.enabled=true";

    [Fact]
    public async Task The_kustomization_is_accepted() => await AcceptedAsync(await Tool.RunAsync("kubectl", ["kustomize", Tool.In("config", "default")]));

    [Fact]
    public async Task The_health_checks_for_Argo_CD_are_keys_of_its_ConfigMap_one_for_each_kind()
    {
        await CreateAsync(New.Namespace("argocd"));
        var rendered = await Tool.RunAsync("kubectl", ["kustomize", Tool.In("config", "argocd")]);
        await AcceptedAsync(rendered);
        foreach (var kind in CustomResourceDefinitions.Kinds)
            Assert.Contains($"resource.customizations.health.dataplatform.dev_{kind.Name}:", rendered, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tenants_team_reaches_through_Argo_CD_what_is_in_its_namespace_and_no_Tenant()
    {
        var manifests = SampleManifests.Read(Tool.In("config", "argocd", "tenant.yaml"));
        var (tenant, project) = (manifests[0], manifests[1]);
        Assert.Empty(ServedSchemas.Complaints(tenant));
        var name = tenant["metadata"]!["name"]!.ToString();
        Assert.Equal(name, project["metadata"]!["name"]!.ToString());
        Assert.Equal([name], project["spec"]!["destinations"]!.AsArray().Select(destination => destination!["namespace"]!.ToString()));
        Assert.Empty(project["spec"]!["clusterResourceWhitelist"]!.AsArray());

        var applications = SampleManifests.Read(Tool.In("config", "argocd", "tenants.yaml"))
            .Single(manifest => manifest["kind"]!.ToString() == "ApplicationSet")["spec"]!["template"]!["spec"]!;
        Assert.Equal("{{ .path.basename }}", applications["project"]!.ToString());
        Assert.Equal("{{ .path.basename }}", applications["destination"]!["namespace"]!.ToString());
        // A project without resources of the cluster lets no namespace be made (argoproj/argo-cd#20233).
        Assert.DoesNotContain("CreateNamespace=true", applications["syncPolicy"]!["syncOptions"]!.AsArray().Select(option => option!.ToString()));
    }

    [Fact]
    public async Task The_chart_takes_the_values_that_Argo_CD_gives_it()
    {
        var values = SampleManifests.Read(Tool.In("config", "argocd", "operator.yaml")).Single()["spec"]!["source"]!["helm"]!["valuesObject"]!.ToJsonString();
        await AcceptedAsync(await Tool.RunAsync(
            "helm", ["template", "platform-operator", Tool.In("charts", "platform-operator"), "--namespace", "platform-operator-system", "--values", "-"], values));
    }

    [Fact]
    public async Task Argo_CD_asks_before_it_deletes_the_operator()
    {
        const string ask = "argocd.argoproj.io/sync-options";
        var kustomized = SampleManifests.Read(Tool.In("config", "manager", "deployment.yaml")).Single();
        Assert.Equal("Prune=confirm,Delete=confirm", kustomized["metadata"]!["annotations"]![ask]!.ToString());
        Assert.Equal("Prune=confirm,Delete=confirm", (await RenderedAsync("deployment.yaml", ["--set", Least]))["metadata"]!["annotations"]![ask]!.ToString());
    }

    [Theory]
    [InlineData(Least)]
    [InlineData(Most)]
    [InlineData("installation=prod,podIdentity=true,serviceAccount.create=false,replicas=1,crds.install=false,networkPolicy.enabled=false")]
    public async Task The_chart_is_accepted(string values)
    {
        var chart = Tool.In("charts", "platform-operator");
        await Tool.RunAsync("helm", ["lint", "--strict", chart, "--set", values]);
        foreach (var kind in new[] { "ServiceMonitor", "PodMonitor", "PrometheusRule" })
            await DefineAsync(kind);
        await AcceptedAsync(await Tool.RunAsync("helm", ["template", "platform-operator", chart, "--namespace", "platform-operator-system", "--set", values]));
    }

    [Fact]
    public async Task What_administrators_add_to_the_pods_of_the_chart_is_in_both_of_its_pods()
    {
        var digest = "sha256:" + new string('0', 64);
        string[] values =
        [
            "--set", $"{Least},podLabels.team=platform,podAnnotations.team=platform,image.digest.operator={digest},image.digest.ingestion={digest}",
            "--set-json", """affinity={"podAffinity":{}}""",
            "--set-json", """env=[{"name":"HTTPS_PROXY","value":"http://proxy:3128"}]""",
            "--set-json", """networkPolicy.extraEgress=[{"ports":[{"port":3128}]}]""",
        ];

        var operators = (await RenderedAsync("deployment.yaml", values))["spec"]!["template"]!;
        var check = (await RenderedAsync("uninstall-check.yaml", values))["spec"]!["template"]!;
        Assert.All([operators, check], pod =>
        {
            Assert.Equal("platform", pod["metadata"]!["labels"]!["team"]!.ToString());
            Assert.Equal("platform", pod["metadata"]!["annotations"]!["team"]!.ToString());
            Assert.NotNull(pod["spec"]!["affinity"]!["podAffinity"]);
            Assert.EndsWith("/platform-operator:0.1.0@" + digest, pod["spec"]!["containers"]![0]!["image"]!.ToString(), StringComparison.Ordinal);
        });
        var container = operators["spec"]!["containers"]![0]!;
        Assert.Contains(
            container["args"]!.AsArray(), argument => argument!.ToString().EndsWith("/platform-ingestion:0.1.0@" + digest, StringComparison.Ordinal));
        Assert.Contains(
            container["env"]!.AsArray(), variable => variable!["name"]!.ToString() == "HTTPS_PROXY" && variable["value"]!.ToString() == "http://proxy:3128");
        var egress = (await RenderedAsync("networkpolicy.yaml", values))["spec"]!["egress"]!.AsArray();
        Assert.Equal("3128", egress[^1]!["ports"]![0]!["port"]!.ToString());
    }

    [Theory]
    [InlineData("podIdentity=true", "installation is required")]
    [InlineData("installation=prod", "needs an IAM role")]
    [InlineData(Least + ",podIdentity=true", "exclude each other")]
    [InlineData(Least + ",replica=3", "replica")]
    [InlineData(Least + ",image.digest.operator=0.1.0", "digest")]
    [InlineData(Least + @",podLabels.app\.kubernetes\.io/name=mine", "podLabels")]
    [InlineData("installation=Not_a_name,podIdentity=true", "installation")]
    public async Task The_chart_refuses_values_that_make_no_sense_and_says_why(string values, string why)
    {
        var (exitCode, _, error) = await Tool.TryAsync("helm", ["template", "platform-operator", Tool.In("charts", "platform-operator"), "--set", values]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_value_that_a_template_reads_is_in_values_yaml()
    {
        var values = SampleManifests.Read(Tool.In("charts", "platform-operator", "values.yaml")).Single();
        var read = Directory.GetFiles(Tool.In("charts", "platform-operator", "templates"))
            .SelectMany(file => Values().Matches(File.ReadAllText(file))).Select(match => match.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(read);
        Assert.All(read, path =>
        {
            JsonNode? node = values;
            foreach (var name in path.Split('.'))
                Assert.True(node!.AsObject().TryGetPropertyValue(name, out node), path);
        });
    }

    [Theory]
    [InlineData("alerts.yaml")]
    [InlineData("dashboard.json")]
    public void What_every_controller_counts_is_taken_from_this_operator_alone(string file)
    {
        // The Prometheus operator names the job of a ServiceMonitor like the Service.
        const string service = "platform-operator-metrics";
        Assert.Contains($"name: {service}\n", File.ReadAllText(Tool.In("charts", "platform-operator", "templates", "service.yaml")), StringComparison.Ordinal);
        var text = File.ReadAllText(Tool.In("charts", "platform-operator", "files", file)).Replace("\\\"", "\"", StringComparison.Ordinal);
        var queries = CommonMetrics().Matches(text).Select(match => match.Groups["labels"].Value).ToList();

        Assert.NotEmpty(queries);
        Assert.All(queries, labels => Assert.Equal($"{{job=\"{service}\"}}", labels));
    }

    private static async Task<JsonObject> RenderedAsync(string template, string[] values)
    {
        using var rendered = new StringReader(
            await Tool.RunAsync("helm", ["template", "platform-operator", Tool.In("charts", "platform-operator"), "--show-only", $"templates/{template}", .. values]));
        return LocatedDocument.Read(rendered).Single().Value!.AsObject();
    }

    private async Task AcceptedAsync(string manifests)
    {
        var output = await Tool.RunAsync(
            "kubectl", ["apply", "--server-side", "--force-conflicts", "--dry-run=server", "-f", "-"], manifests, Sandbox.KubeconfigPath);
        Assert.Equal(Kinds().Count(manifests), output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    /// <summary>The Prometheus operator's kinds, without their schema.</summary>
    private async Task DefineAsync(string kind)
    {
        var plural = kind.ToLowerInvariant() + "s";
        if (await Client.GetAsync<V1CustomResourceDefinition>($"{plural}.monitoring.coreos.com", cancellationToken: Cancel) is not null)
            return;
        await CreateAsync(new V1CustomResourceDefinition
        {
            ApiVersion = "apiextensions.k8s.io/v1",
            Kind = "CustomResourceDefinition",
            Metadata = new V1ObjectMeta { Name = $"{plural}.monitoring.coreos.com" },
            Spec = new V1CustomResourceDefinitionSpec
            {
                Group = "monitoring.coreos.com",
                Scope = "Namespaced",
                Names = new V1CustomResourceDefinitionNames { Kind = kind, ListKind = kind + "List", Plural = plural, Singular = kind.ToLowerInvariant() },
                Versions =
                [
                    new V1CustomResourceDefinitionVersion
                    {
                        Name = "v1",
                        Served = true,
                        Storage = true,
                        Schema = new V1CustomResourceValidation
                        {
                            OpenAPIV3Schema = new V1JSONSchemaProps { Type = "object", XKubernetesPreserveUnknownFields = true },
                        },
                    },
                ],
            },
        });
    }

    [GeneratedRegex(@"\.Values\.(?<path>[A-Za-z.]*[A-Za-z])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Values();

    [GeneratedRegex(
        @"\b(controller_runtime|workqueue|leader_election|rest_client)_\w+(?<labels>\{[^}]*\})?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex CommonMetrics();

    [GeneratedRegex(@"^kind:", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kinds();
}
