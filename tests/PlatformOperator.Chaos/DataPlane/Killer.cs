using System.Net;
using k8s.Autorest;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>
/// Kills pods by SIGKILL, each time after a pod of the role has written to AWS since its last kill: otherwise a slow machine would only ever kill
/// pods that start. Every other one dies just as some pod writes, which is where half-done work is; and at times the pod goes with its process, as
/// with its node.
/// </summary>
internal sealed class Killer(SandboxEnvironment sandbox, DataPipeline pipeline, Random random)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<PipelineRole, int> _writesAtKill = new() { [PipelineRole.Ingest] = 0, [PipelineRole.Process] = 0 };
    private int _ingestWrites;
    private int _processWrites;

    public Dictionary<PipelineRole, int> Kills { get; } = new() { [PipelineRole.Ingest] = 0, [PipelineRole.Process] = 0 };

    public int Count => Kills.Values.Sum();

    /// <summary>Is shown every call to AWS.</summary>
    public void Observe(FaultCall call)
    {
        if (call.Operation == "PutRecords")
            Interlocked.Increment(ref _ingestWrites);
        else if (call.Operation == "PutObject")
            Interlocked.Increment(ref _processWrites);
    }

    /// <summary>Kills one pod, after a pause.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        // Ingest writes all the time, process only when a range is full or old.
        var role = random.Next(3) > 0 ? PipelineRole.Ingest : PipelineRole.Process;
        var pause = LongestPause * random.NextDouble();
        if (random.Next(2) == 0)
        {
            await WriteAsync(role, _writesAtKill[role], cancellationToken);
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
        else
        {
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
            await WriteAsync(role, Writes(role), cancellationToken);
        }

        while (!await TryKillAsync(role, cancellationToken))
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        _writesAtKill[role] = Writes(role);
        Kills[role]++;
    }

    /// <summary>Waits for a write beyond so many.</summary>
    private async Task WriteAsync(PipelineRole role, int beyond, CancellationToken cancellationToken)
    {
        while (Writes(role) == beyond)
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
    }

    private int Writes(PipelineRole role) => role == PipelineRole.Ingest ? Volatile.Read(ref _ingestWrites) : Volatile.Read(ref _processWrites);

    private async Task<bool> TryKillAsync(PipelineRole role, CancellationToken cancellationToken)
    {
        var pods = await sandbox.Client.ListAsync<V1Pod>(
            pipeline.Metadata.NamespaceProperty, $"{Annotations.PipelineLabel}={pipeline.Metadata.Name},{Annotations.RoleLabel}={role.Verb()}", cancellationToken: cancellationToken);
        var living = pods.Where(pod => pod.Metadata.DeletionTimestamp is null && pod.Status?.ContainerStatuses?.FirstOrDefault()?.State?.Running is not null)
            .ToList();
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
