using System.Net;
using System.Text;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Ingestion;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Members;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.DataLoss;

/// <summary>A process pod whose program runs in this process, on the test's clock, with the configuration that the operator wrote.</summary>
internal sealed class ProcessPod : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly MemberLeases leases;
    private readonly Task running;

    private ProcessPod(SandboxEnvironment sandbox, PipelineConfig config, V1Pod pod, TimeProvider clock)
    {
        var user = $"system:serviceaccount:{pod.Namespace()}:{pod.Spec!.ServiceAccountName}";
        var kubeconfig = new MemoryStream(Encoding.UTF8.GetBytes(sandbox.Kubernetes.KubeconfigFor(user)));
        var client = new KubernetesClient(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        leases = new MemberLeases(client, new PodIdentity(pod.Namespace()!, pod.Name(), pod.Uid()), config.Name);
        var account = new AwsAccount(sandbox.Aws!);
        var program = new ProcessProgram(
            config, new KinesisStream(account.Kinesis, config.Stream.Name), new S3ObjectStore(account.S3, config.AccountId), clock, NullLoggerFactory.Instance)
        {
            Join = (context, token) => Membership.JoinAsync(leases, context, token),
        };
        running = program.RunAsync(new ProcessOptions { FlushInterval = TimeSpan.FromMilliseconds(100) }, new IPEndPoint(IPAddress.Loopback, 0), stop.Token);
    }

    /// <summary>Starts a pod of the pipeline.</summary>
    public static async Task<ProcessPod> StartAsync(
        SandboxEnvironment sandbox, DataPipeline pipeline, string name, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (@namespace, workload) = (pipeline.Metadata.NamespaceProperty, PipelineWorkloads.Name(pipeline, PipelineRole.Process));
        var files = await sandbox.Client.GetAsync<V1ConfigMap>(workload, @namespace, cancellationToken);
        var config = PipelineConfigReader.Parse(Encoding.UTF8.GetBytes(files!.Data![PipelineWorkloads.ConfigurationFile]), PipelineWorkloads.ConfigurationFile);
        // A Lease goes with its pod.
        var pod = await sandbox.Client.CreateAsync(
            new V1Pod
            {
                ApiVersion = "v1",
                Kind = "Pod",
                Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = @namespace },
                Spec = new V1PodSpec { ServiceAccountName = workload, Containers = [new V1Container { Name = "process", Image = "image" }] },
            },
            cancellationToken);
        return new ProcessPod(sandbox, config, pod, clock);
    }

    /// <summary>Ends it as SIGTERM does.</summary>
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        leases.Dispose();
        stop.Dispose();
    }
}
