using System.Runtime.CompilerServices;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public sealed class KubectlTests : ApiTest
{
    private const string WidgetYaml = """
        apiVersion: example.dev/v1
        kind: Widget
        metadata: { name: w, labels: { app: w } }
        spec: { size: 3, parts: [bolt] }
        """;

    private const string DeploymentYaml = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: web }
        spec:
          selector: { matchLabels: { app: web } }
          template:
            metadata: { labels: { app: web } }
            spec:
              containers:
              - { name: c, image: "nginx:1", env: [{ name: A, value: "1" }] }
        """;

    protected override KubernetesApiServerOptions Options => new() { PodLogs = new FiveLines() };

    [Fact]
    public async Task Custom_resources_are_applied_shown_explained_and_deleted()
    {
        using var kubectl = new Kubectl(Server);
        kubectl.WriteFile("crd.json", Definition);
        kubectl.WriteFile("w.yaml", WidgetYaml);

        await kubectl.DoAsync("apply", "-f", "crd.json");
        await kubectl.DoAsync("wait", "--for=condition=Established", "crd/widgets.example.dev");
        var created = await kubectl.DoAsync("apply", "-f", "w.yaml");
        var again = await kubectl.DoAsync("apply", "-f", "w.yaml");
        var wide = await kubectl.DoAsync("get", "gadgets", "-A", "-o", "wide");
        var explained = await kubectl.DoAsync("explain", "wg.spec.size");
        await kubectl.DoAsync(
            "patch", "wg", "w", "--subresource=status", "--type=merge", "-p", """{"status":{"conditions":[{"type":"Ready","status":"True"}]}}""");
        await kubectl.DoAsync("wait", "--for=condition=Ready", "wg/w");
        var described = await kubectl.DoAsync("describe", "wg", "w");
        await kubectl.DoAsync("delete", "wg", "-l", "app=w");

        Assert.Equal("widget.example.dev/w created\n", created.Output);
        Assert.Equal("widget.example.dev/w unchanged\n", again.Output);
        Assert.Equal("NAMESPACE NAME SIZE READY COLOR AGE", wide.Rows[0]);
        Assert.StartsWith("default w 3 grey ", wide.Rows[1], StringComparison.Ordinal);
        Assert.Contains("FIELD: size <integer>", explained.Output, StringComparison.Ordinal);
        Assert.Contains("Size: 3", described.Rows.Select(row => row.Trim()));
        Assert.Equal("No resources found in default namespace.\n", (await kubectl.DoAsync("get", "wg")).Error);
    }

    [Fact]
    public async Task Violations_are_told_as_a_real_server_tells_them()
    {
        using var kubectl = new Kubectl(Server);
        await DefineWidgetsAsync();
        kubectl.WriteFile("large.yaml", WidgetYaml.Replace("size: 3", "size: 300", StringComparison.Ordinal));
        kubectl.WriteFile("unknown.yaml", WidgetYaml.Replace("parts", "partz", StringComparison.Ordinal));
        kubectl.WriteFile("d.yaml", DeploymentYaml.Replace("selector:", "selektor:", StringComparison.Ordinal));

        var large = await kubectl.RunAsync("apply", "-f", "large.yaml");
        var unknown = await kubectl.RunAsync("apply", "-f", "unknown.yaml");
        var deployment = await kubectl.RunAsync("create", "-f", "d.yaml");

        Assert.Equal("The Widget \"w\" is invalid: spec.size: Invalid value: 300: spec.size in body should be less than or equal to 100\n", large.Error);
        Assert.Contains("strict decoding error: unknown field \"spec.partz\"", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("strict decoding error: unknown field \"spec.selektor\"", deployment.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deployments_are_applied_compared_patched_scaled_and_replaced()
    {
        using var kubectl = new Kubectl(Server);
        kubectl.WriteFile("d.yaml", DeploymentYaml);
        await kubectl.DoAsync("apply", "-f", "d.yaml");
        kubectl.WriteFile("d.yaml", DeploymentYaml.Replace("value: \"1\"", "value: \"2\"", StringComparison.Ordinal));

        var difference = await kubectl.RunAsync("diff", "-f", "d.yaml");
        await kubectl.DoAsync("apply", "-f", "d.yaml");
        await kubectl.DoAsync("patch", "deploy", "web", "-p", """{"spec":{"template":{"spec":{"containers":[{"name":"c","image":"nginx:2"}]}}}}""");
        await kubectl.DoAsync("scale", "deploy/web", "--replicas=3");
        var container = await kubectl.DoAsync(
            "get", "deploy", "web", "-o", "jsonpath={.spec.template.spec.containers[0].image} {.spec.replicas} {.metadata.generation}");
        var table = await kubectl.DoAsync("get", "deploy,svc", "-o", "wide");
        await kubectl.DoAsync("replace", "-f", "d.yaml");
        await kubectl.DoAsync("delete", "deploy", "web", "--cascade=foreground");

        Assert.Equal(1, difference.ExitCode);
        Assert.Contains("+          value: \"2\"", difference.Output, StringComparison.Ordinal);
        Assert.Equal("nginx:2 3 4", container.Output);
        Assert.StartsWith("deployment.apps/web 0/3 0 0 ", table.Rows[1], StringComparison.Ordinal);
        Assert.EndsWith(" c nginx:2 app=web", table.Rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_List_is_its_items()
    {
        using var kubectl = new Kubectl(Server);
        const string Items = """
            apiVersion: v1
            kind: List
            items:
            - { apiVersion: v1, kind: ConfigMap, metadata: { name: a }, data: { x: "1" } }
            - { apiVersion: v1, kind: ConfigMap, metadata: { name: b }, data: { x: "1" } }
            """;
        kubectl.WriteFile("list.yaml", Items);
        kubectl.WriteFile("wrong.yaml", Items.Replace("data: { x: \"1\" } }", "dato: { x: \"1\" } }", StringComparison.Ordinal));

        var applied = await kubectl.DoAsync("apply", "-f", "list.yaml");
        var again = await kubectl.DoAsync("apply", "--server-side", "-f", "list.yaml");
        var wrong = await kubectl.RunAsync("apply", "-f", "wrong.yaml");
        var deleted = await kubectl.DoAsync("delete", "-f", "list.yaml");

        Assert.Equal("configmap/a created\nconfigmap/b created\n", applied.Output);
        Assert.Equal("configmap/a serverside-applied\nconfigmap/b serverside-applied\n", again.Output);
        Assert.Contains("unknown field \"dato\"", wrong.Error, StringComparison.Ordinal);
        Assert.Equal("configmap \"a\" deleted\nconfigmap \"b\" deleted\n", deleted.Output);
    }

    [Fact]
    public async Task Server_side_apply_tells_conflicts_and_can_force()
    {
        using var kubectl = new Kubectl(Server);
        await DefineWidgetsAsync();
        kubectl.WriteFile("w.yaml", WidgetYaml);
        await kubectl.DoAsync("apply", "--server-side", "--field-manager=one", "-f", "w.yaml");
        kubectl.WriteFile("w.yaml", WidgetYaml.Replace("size: 3", "size: 4", StringComparison.Ordinal));

        var refused = await kubectl.RunAsync("apply", "--server-side", "--field-manager=two", "-f", "w.yaml");
        await kubectl.DoAsync("apply", "--server-side", "--field-manager=two", "--force-conflicts", "-f", "w.yaml");

        Assert.StartsWith("error: Apply failed with 1 conflict: conflict with \"one\": .spec.size", refused.Error, StringComparison.Ordinal);
        Assert.Equal("4", (await kubectl.DoAsync("get", "wg", "w", "-o", "jsonpath={.spec.size}")).Output);
    }

    [Fact]
    public async Task Typed_commands_which_send_protobuf_work()
    {
        using var kubectl = new Kubectl(Server);
        await kubectl.DoAsync("create", "namespace", "team");
        await kubectl.DoAsync("create", "-n", "team", "configmap", "c", "--from-literal=a=b");
        await kubectl.DoAsync("create", "-n", "team", "secret", "generic", "s", "--from-literal=key=value");
        await kubectl.DoAsync("create", "-n", "team", "quota", "q", "--hard=pods=2");
        await kubectl.DoAsync("create", "-n", "team", "deployment", "web", "--image=nginx", "--replicas=2", "--port=80");
        await kubectl.DoAsync("create", "-n", "team", "role", "r", "--verb=get,list", "--resource=pods,pods/log");
        await kubectl.DoAsync("create", "-n", "team", "rolebinding", "rb", "--role=r", "--user=bob");
        await kubectl.DoAsync("expose", "-n", "team", "deployment", "web", "--target-port=8080");

        var yes = await kubectl.RunAsync("auth", "can-i", "list", "pods", "-n", "team", "--as", "bob");
        var no = await kubectl.RunAsync("auth", "can-i", "list", "secrets", "-n", "team", "--as", "bob");
        var secret = await kubectl.DoAsync("get", "-n", "team", "secret", "s", "-o", "jsonpath={.data.key} {.type}");
        var deployment = await kubectl.DoAsync(
            "get", "-n", "team", "deploy", "web", "-o", "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].ports[0].containerPort}");
        var service = await kubectl.DoAsync("get", "-n", "team", "svc", "web", "-o", "jsonpath={.spec.ports[0].port} {.spec.ports[0].targetPort}");
        var token = await kubectl.DoAsync("create", "-n", "team", "token", "default");

        Assert.Equal(("yes\n", "no\n"), (yes.Output, no.Output));
        Assert.Equal("dmFsdWU= Opaque", secret.Output);
        Assert.Equal("2 80", deployment.Output);
        Assert.Equal("80 8080", service.Output);
        Assert.Equal(3, token.Output.Split('.').Length);
    }

    [Fact]
    public async Task Logs_are_read_from_the_node()
    {
        using var kubectl = new Kubectl(Server);
        await Api.UntilAsync("/api/v1/namespaces/default/serviceaccounts", "default", item => item != null);
        await kubectl.DoAsync("run", "p", "--image=nginx");

        Assert.Equal("line 0\nline 1\nline 2\nline 3\nline 4\n", (await kubectl.DoAsync("logs", "p")).Output);
        Assert.Equal("line 3\nline 4\n", (await kubectl.DoAsync("logs", "p", "--tail=2")).Output);
        Assert.Equal("line 4\nline 5\nline 6\n", (await kubectl.DoAsync("logs", "-f", "p", "--tail=1")).Output);
        Assert.Contains(
            "previous terminated container \"p\" in pod \"p\" not found", (await kubectl.RunAsync("logs", "p", "--previous")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Discovery_serves_every_overview()
    {
        using var kubectl = new Kubectl(Server);
        await DefineWidgetsAsync();

        var version = await kubectl.DoAsync("version");
        var resources = await kubectl.DoAsync("api-resources", "--api-group=example.dev", "-o", "wide");
        var versions = await kubectl.DoAsync("api-versions");
        var all = await kubectl.DoAsync("get", "all", "-A");
        var info = await kubectl.DoAsync("cluster-info");

        Assert.Contains("Server Version: v1.32", version.Output, StringComparison.Ordinal);
        Assert.Equal("widgets wg example.dev/v1 true Widget create,delete,deletecollection,get,list,patch,update,watch gadgets", resources.Rows[1]);
        Assert.Contains("example.dev/v1", versions.Rows);
        Assert.Contains("service/kubernetes", all.Output, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{Server.Uri.Port}", info.Output, StringComparison.Ordinal);
    }

    private sealed class FiveLines : IPodLogSource
    {
        public IAsyncEnumerable<PodLogLine>? Read(string ns, string pod, string container, bool previous, bool follow, CancellationToken cancellationToken) =>
            previous ? null : LinesAsync(follow ? 7 : 5, cancellationToken);

        private static async IAsyncEnumerable<PodLogLine> LinesAsync(int count, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            for (var i = 0; i < count; i++)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                yield return new PodLogLine(DateTimeOffset.UnixEpoch.AddSeconds(i), $"line {i}");
            }
        }
    }
}
