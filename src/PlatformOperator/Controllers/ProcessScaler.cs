using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Events;
using KubeOps.Abstractions.Rbac;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>
/// Sets the number of a pipeline's process pods from what their Leases say, and shows that in its status. It stands beside the pipeline's steps: they look at
/// AWS, which must not happen each time a pod reports. What it remembers between two looks is in the status, so that a restart changes nothing.
/// </summary>
[GenericRbac(Groups = ["apps"], Resources = ["deployments/scale"], Verbs = RbacVerb.Patch)]
public sealed class ProcessScaler(IKubernetesClient client, EventPublisher publish, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    private readonly Dictionary<(string Namespace, string Pipeline), long> looks = [];

    /// <summary>Looks at the pipeline of a pod's Lease, unless that was done a moment ago.</summary>
    public Task LookIfDueAsync(V1Lease lease, CancellationToken cancellationToken) =>
        IsDue((lease.Namespace()!, lease.GetLabel(Annotations.PipelineLabel)!)) ? LookAsync(lease, cancellationToken) : Task.CompletedTask;

    /// <summary>Looks at the pipeline of a pod's Lease.</summary>
    public async Task LookAsync(V1Lease lease, CancellationToken cancellationToken)
    {
        var (@namespace, name) = (lease.Namespace()!, lease.GetLabel(Annotations.PipelineLabel)!);
        var pipeline = await client.GetAsync<DataPipeline>(name, @namespace, cancellationToken);
        if (pipeline is null)
            Forget((@namespace, name));
        if (pipeline is not { Metadata.DeletionTimestamp: null })
            return;
        try
        {
            await LookAsync(pipeline, cancellationToken);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.Conflict)
        {
            // Written in between; the next renewal is another occasion.
            Forget((@namespace, name));
        }
    }

    private async Task LookAsync(DataPipeline pipeline, CancellationToken cancellationToken)
    {
        var (@namespace, name) = (pipeline.Metadata.NamespaceProperty!, PipelineWorkloads.Name(pipeline, PipelineRole.Process));
        var stream = await client.GetAsync<DataStream>(PipelineChildren.Stream(pipeline).Metadata.Name, @namespace, cancellationToken);
        if (stream?.Status.OpenShards is not { } shards || await client.GetAsync<V1Deployment>(name, @namespace, cancellationToken) is not { } deployment)
            return;
        var leases = await client.ListAsync<V1Lease>(
            @namespace, PipelineWorkloads.Selector(pipeline, PipelineRole.Process), cancellationToken: cancellationToken);
        var now = WholeSeconds(time.GetUtcNow().UtcDateTime);
        var report = MemberReport.Of(leases, now);
        var before = KubernetesJson.Serialize(pipeline.Status);
        var last = pipeline.Status.Scale(deployment.Spec?.Replicas ?? 1);
        var next = pipeline.GetAnnotation(Annotations.Paused) == "true" ? last : last.Next(report.Lag, shards, pipeline.Spec.Ingestion.Replicas.Max, now);
        pipeline.Status.Show(report, next);
        var dangers = PipelineDangers.Note(pipeline, report, now);
        // Written before it is done: what differs from it afterwards is somebody else's doing.
        if (KubernetesJson.Serialize(pipeline.Status) != before)
            await client.UpdateStatusAsync(pipeline, cancellationToken);
        foreach (var (reason, message) in dangers)
            await publish(pipeline, reason, message, EventType.Warning, cancellationToken);
        if (deployment.Spec?.Replicas is { } replicas && replicas != next.Replicas && pipeline.GetAnnotation(Annotations.Paused) != "true")
            await ScaleAsync(pipeline, name, replicas, last, next, cancellationToken);
    }

    private async Task ScaleAsync(DataPipeline pipeline, string name, int replicas, ProcessScale last, ProcessScale next, CancellationToken cancellationToken)
    {
        var patch = new V1Patch(new { spec = new { replicas = next.Replicas } }, V1Patch.PatchType.MergePatch);
        await client.ApiClient.AppsV1.PatchNamespacedDeploymentScaleAsync(
            patch, name, pipeline.Metadata.NamespaceProperty!, fieldManager: Annotations.ManagedBy, cancellationToken: cancellationToken);
        var (reason, message) = next.Replicas != last.Replicas
            ? (Reasons.ProcessScaled, $"From {last.Replicas} to {next.Replicas} process pods: {pipeline.Status.Lag ?? "an unknown time"} behind the stream.")
            : (Reasons.ProcessScaledBack, $"Deployment {name} was set to {replicas} pods and goes back to {next.Replicas}: their number follows the lag, between 1 and ingestion.replicas.max.");
        await publish(pipeline, reason, message, EventType.Normal, cancellationToken);
    }

    private bool IsDue((string Namespace, string Pipeline) key)
    {
        lock (looks)
        {
            var now = time.GetTimestamp();
            if (looks.TryGetValue(key, out var last) && time.GetElapsedTime(last, now) < Interval)
                return false;
            looks[key] = now;
            return true;
        }
    }

    private void Forget((string Namespace, string Pipeline) key)
    {
        lock (looks)
            looks.Remove(key);
    }

    // As the API server keeps it, so that what is read back is equal.
    private static DateTime WholeSeconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Utc);
}
