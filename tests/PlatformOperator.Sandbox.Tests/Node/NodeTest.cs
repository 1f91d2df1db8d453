using System.Diagnostics;
using System.Text;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Sandbox.Kubernetes;
using PlatformOperator.Sandbox.Node;

namespace PlatformOperator.Sandbox.Tests.Node;

/// <summary>A cluster with a node of its own for every test; image <c>shell</c> runs its first argument as a script.</summary>
public abstract class NodeTest : IAsyncLifetime
{
    protected const string Shell = "shell";
    protected const string Home = "default";

    /// <summary>A script that says its process id and runs until SIGTERM.</summary>
    protected const string Serve = "echo process $$; exec sleep 3600";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LoopbackNetwork _network = new();
    private readonly CancellationTokenSource _patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("sandbox-node-tests-");

    protected KubernetesApiServer Server { get; private set; } = null!;

    protected IKubernetesClient Client { get; private set; } = null!;

    protected SandboxNode Node { get; private set; } = null!;

    protected CancellationToken Token => _patience.Token;

    public async ValueTask InitializeAsync()
    {
        _patience.CancelAfter(Patience);
        var images = new Dictionary<string, IReadOnlyList<string>> { [Shell] = ["/bin/sh", "-c"], ["nowhere"] = ["/no/such/program"] };
        Node = new SandboxNode(
            new SandboxNodeOptions(images, Folder.FullName, new Dictionary<string, string> { ["GIVEN"] = "to all" }, user => Server.KubeconfigFor(user)),
            _network);
        Server = await KubernetesApiServer.StartAsync(new KubernetesApiServerOptions { PodLogs = Node, ServiceNetwork = _network.Services }, Token);
        Client = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(Server.Kubeconfig))));
        await Node.StartAsync(Client, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        Client.Dispose();
        await Server.DisposeAsync();
        _network.Dispose();
        _patience.Dispose();
        Folder.Delete(recursive: true);
    }

    protected Task<V1Deployment> DeployAsync(string name, string script, int replicas = 1, string image = Shell, Action<V1PodSpec>? with = null)
    {
        var spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = image, Args = [script] }] };
        with?.Invoke(spec);
        var labels = new Dictionary<string, string> { ["app"] = name };
        return Client.CreateAsync(
            new V1Deployment
            {
                ApiVersion = "apps/v1",
                Kind = "Deployment",
                Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = Home },
                Spec = new V1DeploymentSpec
                {
                    Replicas = replicas,
                    Selector = new V1LabelSelector { MatchLabels = labels },
                    Template = new V1PodTemplateSpec { Metadata = new V1ObjectMeta { Labels = labels }, Spec = spec },
                },
            },
            Token);
    }

    protected async Task ChangeAsync(string name, string merge) =>
        await Client.PatchAsync<V1Deployment>(new V1Patch(merge, V1Patch.PatchType.MergePatch), name, Home, cancellationToken: Token);

    protected Task<IList<V1Pod>> PodsAsync(string deployment) => Client.ListAsync<V1Pod>(Home, $"app={deployment}", cancellationToken: Token);

    protected Task<V1Deployment> DeploymentAsync(string name, Func<V1Deployment, bool> holds) =>
        EventuallyAsync(async () => (await Client.GetAsync<V1Deployment>(name, Home, Token))!, holds);

    /// <summary>The only pod of a Deployment, once it is as wanted.</summary>
    protected async Task<V1Pod> PodAsync(string deployment, Func<V1Pod, bool> holds) =>
        (await EventuallyAsync(() => PodsAsync(deployment), pods => pods.Count == 1 && holds(pods[0])))[0];

    /// <summary>The lines that a pod's container has written, once there is one that starts so.</summary>
    protected async Task<string> LineAsync(V1Pod pod, string start) =>
        (await EventuallyAsync(() => LogAsync(pod), lines => lines.Exists(line => line.StartsWith(start, StringComparison.Ordinal))))
            .First(line => line.StartsWith(start, StringComparison.Ordinal));

    protected async Task<List<string>> LogAsync(V1Pod pod, bool previous = false, bool follow = false)
    {
        var lines = new List<string>();
        await foreach (var line in Node.Read(Home, pod.Name(), "main", previous, follow, Token)!)
            lines.Add(line.Text);
        return lines;
    }

    /// <summary>The id of the process that a pod with script <see cref="Serve"/> is.</summary>
    protected async Task<int> ProcessOfAsync(V1Pod pod) =>
        int.Parse((await LineAsync(pod, "process "))["process ".Length..], System.Globalization.CultureInfo.InvariantCulture);

    protected static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    protected async Task<T> EventuallyAsync<T>(Func<Task<T>> get, Func<T, bool> holds)
    {
        while (true)
        {
            var value = await get();
            if (holds(value))
                return value;
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"It stayed so: {KubernetesJson.Serialize(value!)}");
            }
        }
    }

    protected static bool IsReady(V1Pod pod) => PodPhases.IsReady(pod);

    protected static V1ContainerStateWaiting? Waiting(V1Pod pod) => pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Waiting;
}
