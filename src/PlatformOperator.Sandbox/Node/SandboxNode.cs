using System.Collections.Concurrent;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Overview;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Node;

/// <summary>How the node runs pods.</summary>
/// <param name="Images">
/// Which program stands for an image, by the image's name without registry and tag: its file name, and the arguments before the container's own.
/// </param>
/// <param name="Directory">Folder for pods' volumes and logs; must exist.</param>
/// <param name="Environment">Variables that every container gets, such as <c>AWS_ENDPOINT_URL</c>.</param>
/// <param name="KubeconfigFor">The kubeconfig of a user, for the ServiceAccounts of pods.</param>
public sealed record SandboxNodeOptions(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Images, string Directory, IReadOnlyDictionary<string, string> Environment, Func<string, string> KubeconfigFor);

/// <summary>
/// The node of the sandbox: makes pods of Deployments and Jobs, runs them as local processes on loopback addresses of their own, and leads Services to them.
/// It stands for kube-controller-manager's controllers of Deployments and Jobs, kubelet, kube-proxy and the EKS pod identity webhook, as far as the
/// operator's pods need them; each part's comment says what it leaves out.
/// </summary>
public sealed class SandboxNode : IPodLogSource, IAsyncDisposable
{
    /// <summary>Name of the one node.</summary>
    public const string Name = "sandbox";

    /// <summary>The OIDC issuer of the cluster, without https://.</summary>
    public const string OidcProvider = "oidc.sandbox.dataplatform.dev";

    private readonly ConcurrentDictionary<string, PodRunner> pods = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stop = new();
    private readonly LoopbackNetwork network;
    private readonly SandboxNodeOptions options;
    private readonly ServiceProxy services = new();
    private readonly List<Task> ending = [];
    private IReadOnlyList<IPodOwnerController> workloads = [];
    private IKubernetesClient client = null!;
    private Task running = Task.CompletedTask;

    /// <summary>A node that does nothing until it is started.</summary>
    /// <param name="options">How it runs pods.</param>
    /// <param name="network">Where pods get their addresses from.</param>
    public SandboxNode(SandboxNodeOptions options, LoopbackNetwork network) => (this.options, this.network) = (options, network);

    /// <summary>Joins the cluster.</summary>
    public async Task StartAsync(IKubernetesClient kubernetes, CancellationToken cancellationToken)
    {
        client = kubernetes;
        await client.SaveAsync(NodeObject.New(), cancellationToken);
        workloads = [new DeploymentController(client), new JobController(client)];
        running = Task.WhenAll(
        [
            new Follower<V1Pod>(client, SeenAsync).RunAsync(stop.Token),
            new Follower<V1Service>(client, services.SeenAsync).RunAsync(stop.Token),
            .. workloads.Select(workload => workload.RunAsync(stop.Token)),
        ]);
    }

    /// <inheritdoc />
    public IAsyncEnumerable<PodLogLine>? Read(string ns, string pod, string container, bool previous, bool follow, CancellationToken cancellationToken) =>
        pods.Values.FirstOrDefault(runner => runner.Namespace == ns && runner.Name == pod)?.Log.Read(previous, follow, cancellationToken);

    /// <summary>
    /// Ends a pod's process by SIGKILL, as the kernel does when memory runs out: the container is started again after a pause. False if none runs.
    /// </summary>
    public bool Kill(string ns, string pod) => pods.Values.Any(runner => runner.Namespace == ns && runner.Name == pod && runner.Kill());

    /// <summary>Ends all pods and waits for them.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested)
            return;
        await stop.CancelAsync();
        await running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await Task.WhenAll([.. pods.Values.Select(pod => pod.DisposeAsync().AsTask()), .. ending]);
        await services.DisposeAsync();
        foreach (var workload in workloads)
            workload.Dispose();
        stop.Dispose();
    }

    private async Task SeenAsync(V1Pod pod, bool gone, CancellationToken cancellationToken)
    {
        if (gone)
        {
            // A pod deleted by force takes its grace period all the same; others need not wait for it.
            ending.RemoveAll(task => task.IsCompleted);
            if (pods.TryRemove(pod.Uid(), out var ended))
                ending.Add(ended.DisposeAsync().AsTask());
        }
        else if (pod.Spec?.NodeName == Name)
        {
            pods.GetOrAdd(pod.Uid(), _ => new PodRunner(pod, client, options, network.NextPod())).Update(pod);
        }

        services.PodSeen(pod, gone);
        foreach (var workload in workloads)
            await workload.PodSeenAsync(pod, cancellationToken);
    }
}
