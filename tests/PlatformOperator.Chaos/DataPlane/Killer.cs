using System.Net;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>Kills pods by SIGKILL. Every other one just as some pod writes to AWS, which is where half-done work is; and at times the pod goes with its process, as with its node.</summary>
internal sealed class Killer(SandboxEnvironment sandbox, DataPipeline pipeline, Random random)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private TaskCompletionSource? _write;
    private string? _awaited;

    public Dictionary<PipelineRole, int> Kills { get; } = new() { [PipelineRole.Ingest] = 0, [PipelineRole.Process] = 0 };

    public int Count => Kills.Values.Sum();

    /// <summary>Is shown every call to AWS.</summary>
    public void Observe(FaultCall call)
    {
        if (call.Operation == Volatile.Read(ref _awaited))
            Volatile.Read(ref _write)?.TrySetResult();
    }

    /// <summary>Kills one pod, after a pause.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        var role = random.Next(2) == 0 ? PipelineRole.Ingest : PipelineRole.Process;
        await Task.Delay(LongestPause * random.NextDouble(), TimeProvider.System, cancellationToken);
        if (random.Next(2) == 0)
            await NextWriteAsync(role, cancellationToken);
        while (!await TryKillAsync(role, cancellationToken))
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        Kills[role]++;
    }

    private async Task NextWriteAsync(PipelineRole role, CancellationToken cancellationToken)
    {
        _write = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _awaited, role == PipelineRole.Ingest ? "PutRecords" : "PutObject");
        await Task.WhenAny(_write.Task, Task.Delay(LongestPause, TimeProvider.System, cancellationToken));
        Volatile.Write(ref _awaited, null);
    }

    private async Task<bool> TryKillAsync(PipelineRole role, CancellationToken cancellationToken)
    {
        var pods = await sandbox.Client.ListAsync<V1Pod>(
            pipeline.Metadata.NamespaceProperty, $"{Annotations.PipelineLabel}={pipeline.Metadata.Name},{Annotations.RoleLabel}={role.Verb()}", cancellationToken: cancellationToken);
        var living = pods.Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Running is not null).ToList();
        if (living.Count == 0)
            return false;
        var victim = living[random.Next(living.Count)];
        if (!sandbox.KillPod(pipeline.Metadata.NamespaceProperty!, victim.Metadata.Name))
            return false;
        // The second restart of a container waits longer than it takes to make another pod.
        if (victim.Status!.ContainerStatuses![0].RestartCount > 0 || random.Next(2) == 0)
            await DeleteAsync(victim, cancellationToken);
        return true;
    }

    private async Task DeleteAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            await sandbox.Client.DeleteAsync(pod, cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            // Whoever scales the Deployment was faster.
        }
    }
}
