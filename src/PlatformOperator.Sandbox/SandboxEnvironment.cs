using System.Net;
using System.Text;
using Amazon.Runtime;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using Microsoft.AspNetCore.Builder;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Faults;
using PlatformOperator.Sandbox.Kubernetes;
using PlatformOperator.Sandbox.Node;

namespace PlatformOperator.Sandbox;

/// <summary>A cluster, an AWS account, a node and the operator, on loopback and in this process (the pods beside it).</summary>
public sealed class SandboxEnvironment : IAsyncDisposable
{
    // Read from types by reflection, which takes longer than all else that a cluster needs to start.
    private static readonly Lazy<(IReadOnlyList<V1CustomResourceDefinition> Definitions, IReadOnlyList<V1ClusterRole> Roles)> Manifests =
        new(() => (Api.CustomResourceDefinitions.All(), ClusterRoles.All()));

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("platform-operator-sandbox-");
    private readonly LoopbackNetwork network = new();
    private readonly SandboxOptions options;
    private SandboxNode? node;
    private WebApplication? operatorApp;
    private FileLog? operatorLog;

    private SandboxEnvironment(SandboxOptions options) => this.options = options;

    /// <summary>What is wrong with the watches of the Kubernetes API.</summary>
    public WatchFaults WatchFaults => options.Kubernetes.WatchFaults;

    /// <summary>Stands in front of both APIs; without rules it lets everything pass.</summary>
    public FaultInjector Faults { get; } = new();

    /// <summary>The Kubernetes API.</summary>
    public KubernetesApiServer Kubernetes { get; private set; } = null!;

    /// <summary>The sandbox's AWS endpoint; null with a foreign one.</summary>
    public AwsEndpoint? Aws { get; private set; }

    /// <summary>Where AWS is.</summary>
    public Uri AwsUri => options.ForeignAws ?? Aws!.Uri;

    /// <summary>An administrator's client of the cluster.</summary>
    public IKubernetesClient Client { get; private set; } = null!;

    /// <summary>File with the administrator's kubeconfig, readable by this user only.</summary>
    public string KubeconfigPath => Path.Combine(directory.FullName, "kubeconfig");

    /// <summary>The operator's log.</summary>
    public string OperatorLogPath => Path.Combine(directory.FullName, "operator.log");

    /// <summary>Starts everything.</summary>
    /// <exception cref="IOException">A port is in use.</exception>
    public static async Task<SandboxEnvironment> StartAsync(SandboxOptions options, CancellationToken cancellationToken)
    {
        var environment = new SandboxEnvironment(options);
        try
        {
            await environment.StartAsync(cancellationToken);
            return environment;
        }
        catch
        {
            await environment.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// How an operator of this sandbox is run; it reaches the cluster as its own ServiceAccount, with the generated ClusterRole and nothing more.
    /// </summary>
    public OperatorOptions OperatorOptions
    {
        get
        {
            var settings = new InstallationSettings
            {
                Installation = SandboxOptions.Installation,
                DefaultRegion = "eu-west-1",
                IngestionImage = SandboxOptions.IngestionImage,
                OidcProvider = SandboxNode.OidcProvider,
                PermissionsBoundaryArn = options.ForeignAws is null ? options.Scope.BoundaryArn : null,
                OperatorNamespace = SandboxOptions.OperatorNamespace,
            };
            return new OperatorOptions(settings, new IPEndPoint(IPAddress.Loopback, 0))
            {
                LeaderElection = false,
                Kubernetes = Configuration(Kubernetes.KubeconfigFor(SandboxOptions.OperatorUser)),
                Aws = new AwsAccess(AwsUri, options.ForeignAws is null ? new BasicAWSCredentials(SandboxOptions.OperatorAccessKey, "sandbox") : null),
                Time = options.Time ?? TimeProvider.System,
            };
        }
    }

    /// <summary>
    /// Gives the operator its IAM user, with the generated policies and nothing more. Done at the start, unless AWS is to refuse unknown keys: then
    /// the operator's is one.
    /// </summary>
    public void LetOperatorIntoAws() => Aws!.Accounts.AddAccessKey(
        SandboxOptions.OperatorAccessKey, options.Scope.AccountId, SandboxOptions.OperatorAccessKey, Policies.Operator(options.Scope));

    /// <summary>Starts the operator.</summary>
    public async Task StartOperatorAsync(CancellationToken cancellationToken)
    {
        operatorApp = OperatorHost.Build(OperatorOptions with { LogTo = operatorLog = new FileLog(OperatorLogPath) });
        await operatorApp.StartAsync(cancellationToken);
    }

    /// <summary>Stops the operator as SIGTERM does.</summary>
    public async Task StopOperatorAsync(CancellationToken cancellationToken)
    {
        if (operatorApp is null)
            return;
        try
        {
            await operatorApp.StopAsync(cancellationToken);
        }
        finally
        {
            await operatorApp.DisposeAsync();
            operatorLog?.Dispose();
            operatorApp = null;
        }
    }

    /// <summary>Ends the operator as a fault rule asked for.</summary>
    public async Task EndOperatorAsync(FaultHit hit, CancellationToken cancellationToken)
    {
        if (hit.Kind != FaultKind.Terminate)
        {
            await KillOperatorAsync();
            return;
        }

        await StopOperatorAsync(cancellationToken);
        Faults.Reconnect();
    }

    /// <summary>Ends the operator without a goodbye: nothing of it arrives any more, which is all that the world sees of SIGKILL.</summary>
    public async Task KillOperatorAsync()
    {
        Faults.Cut();
        // A token that is cancelled from the start would keep the host from stopping its services at all.
        using var now = new CancellationTokenSource(TimeSpan.FromMilliseconds(1));
        await StopOperatorAsync(now.Token);
        Faults.Reconnect();
    }

    /// <summary>Ends a pod's process by SIGKILL; false if none runs. The node starts it again after a pause, unless the pod is deleted.</summary>
    public bool KillPod(string ns, string name) => node?.Kill(ns, name) == true;

    /// <summary>Address of the operator's health and metrics.</summary>
    public Uri OperatorUri => new(operatorApp!.Urls.First());

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // Each after what uses it, and whatever the others do: nothing may be left running.
        try
        {
            await StopOperatorAsync(CancellationToken.None);
        }
        finally
        {
            await StopClusterAsync();
        }
    }

    private async Task StopClusterAsync()
    {
        try
        {
            if (node is not null)
                await node.DisposeAsync();
            Client?.Dispose();
            if (Kubernetes is not null)
                await Kubernetes.DisposeAsync();
            if (Aws is not null)
                await Aws.DisposeAsync();
        }
        finally
        {
            network.Dispose();
            directory.Delete(recursive: true);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.ForeignAws is null)
            await StartAwsAsync(cancellationToken);
        if (options.RunPods)
            node = new SandboxNode(NodeOptions(), network);
        Kubernetes = await KubernetesApiServer.StartAsync(KubernetesOptions(), cancellationToken);
        await WriteKubeconfigAsync(cancellationToken);
        Client = new KubernetesClient(Configuration(Kubernetes.Kubeconfig));
        await InstallAsync(cancellationToken);
        if (node is not null)
            await node.StartAsync(Client, cancellationToken);
        if (options.RunOperator)
            await StartOperatorAsync(cancellationToken);
    }

    private async Task StartAwsAsync(CancellationToken cancellationToken)
    {
        Aws = await AwsEndpoint.StartAsync(AwsOptions(), cancellationToken);
        Aws.AddManagedPolicy(options.Scope.BoundaryArn, Policies.PodBoundary(options.Scope));
        if (!options.Aws.RefuseUnknownAccessKeys)
            LetOperatorIntoAws();
    }

    private AwsEndpointOptions AwsOptions() =>
        options.Aws with { Faults = options.Aws.Faults ?? Faults, TimeProvider = options.Time ?? options.Aws.TimeProvider };

    private KubernetesApiServerOptions KubernetesOptions() => options.Kubernetes with
    {
        Faults = options.Kubernetes.Faults ?? Faults,
        TimeProvider = options.Time ?? options.Kubernetes.TimeProvider,
        PodLogs = node, ServiceNetwork = network.Services,
    };

    /// <summary>What <c>config/</c> installs in a cluster: the definitions, and the operator's rights.</summary>
    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        foreach (var definition in Manifests.Value.Definitions)
            await Client.CreateAsync(definition, cancellationToken);
        foreach (var role in Manifests.Value.Roles)
            await Client.CreateAsync(role, cancellationToken);
        await Client.CreateAsync(
            new V1ClusterRoleBinding
            {
                ApiVersion = "rbac.authorization.k8s.io/v1",
                Kind = "ClusterRoleBinding",
                Metadata = new V1ObjectMeta { Name = "platform-operator" },
                RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = "platform-operator" },
                Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", Name = "platform-operator", NamespaceProperty = SandboxOptions.OperatorNamespace }],
            },
            cancellationToken);
        await Client.CreateAsync(
            new V1Namespace { ApiVersion = "v1", Kind = "Namespace", Metadata = new V1ObjectMeta { Name = SandboxOptions.OperatorNamespace } },
            cancellationToken);
    }

    private SandboxNodeOptions NodeOptions()
    {
        var environment = new Dictionary<string, string> { ["AWS_ENDPOINT_URL"] = AwsUri.ToString(), ["DOTNET_gcServer"] = "0" };
        var images = new Dictionary<string, IReadOnlyList<string>>
        {
            ["platform-ingestion"] = options.IngestionProgram is { } given ? [given] : Program("platform-ingestion"),
            ["platform-operator"] = Program("platform-operator"),
        };
        return new SandboxNodeOptions(images, directory.CreateSubdirectory("pods").FullName, environment, user => Kubernetes.KubeconfigFor(user));
    }

    private static string[] Program(string name) => [DotnetHost(), Path.Combine(AppContext.BaseDirectory, name + ".dll")];

    private async Task WriteKubeconfigAsync(CancellationToken cancellationToken)
    {
        // The directory is this user's alone from the start (CreateTempSubdirectory).
        await File.WriteAllTextAsync(KubeconfigPath, Kubernetes.Kubeconfig, cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(KubeconfigPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private static KubernetesClientConfiguration Configuration(string kubeconfig) =>
        KubernetesClientConfiguration.BuildConfigFromConfigFile(new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig)));

    /// <summary>The dotnet that runs this program; found on the PATH when the program runs by a host of its own.</summary>
    private static string DotnetHost() => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
