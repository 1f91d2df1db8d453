using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>
/// The pods: up when each Deployment has its minimum available; gone when no pod of the pipeline is left, since a pod that still drains writes to
/// what is deleted next.
/// </summary>
internal sealed class WorkloadsStep(IKubernetesClient client, DataPipeline pipeline) : IStep
{
    public string Condition => "WorkloadsAvailable";

    private string Namespace => pipeline.Metadata.NamespaceProperty!;

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var ingest = await client.GetAsync<V1Deployment>(PipelineWorkloads.Name(pipeline, PipelineRole.Ingest), Namespace, cancellationToken);
        var process = await client.GetAsync<V1Deployment>(PipelineWorkloads.Name(pipeline, PipelineRole.Process), Namespace, cancellationToken);
        pipeline.Status.ReadyIngestReplicas = ingest?.Status?.ReadyReplicas ?? 0;
        pipeline.Status.ReadyProcessReplicas = process?.Status?.ReadyReplicas ?? 0;
        pipeline.Status.IngestUrl = PipelineWorkloads.IngestUrl(pipeline);
        pipeline.Status.QueryUrl = PipelineWorkloads.QueryUrl(pipeline);
        pipeline.Status.AggregatesLocation = pipeline.Spec.Transform?.Aggregate is null ? null : $"s3://{pipeline.Status.ProcessedBucket}/aggregates/";
        pipeline.Status.ProcessSelector = PipelineWorkloads.Selector(pipeline, PipelineRole.Process);
        foreach (var deployment in new[] { ingest, process })
        {
            if (deployment is null || !IsAvailable(deployment))
                return NotAvailable(deployment);
        }

        return StepResult.Done(Reasons.Available, "All pods are available.");
    }

    public Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Nothing);

    private StepResult NotAvailable(V1Deployment? deployment)
    {
        var message = $"Deployment {deployment?.Metadata.Name} has {deployment?.Status?.AvailableReplicas ?? 0} pods available. kubectl -n {Namespace} get pods,events tells more.";
        // Pods that do not start within ten minutes will most often not start by themselves (Deployment's progressDeadlineSeconds).
        return deployment?.Status?.Conditions?.Any(condition => condition is { Type: "Progressing", Status: "False", Reason: "ProgressDeadlineExceeded" }) == true
            ? StepResult.Blocked(Reasons.PodsNotReady, message)
            : StepResult.Waiting(Reasons.PodsNotReady, message);
    }

    /// <summary>The Deployment controller's own judgement, of the newest template; where one pod may be missing, a single one may too, which is no service.</summary>
    private static bool IsAvailable(V1Deployment deployment) =>
        deployment.Status?.ObservedGeneration == deployment.Metadata.Generation
        && deployment.Status?.AvailableReplicas >= 1
        && (deployment.Status?.UpdatedReplicas ?? 0) >= (deployment.Spec?.Replicas ?? 1)
        && deployment.Status?.Conditions?.Any(condition => condition.Type == "Available" && condition.Status == "True") == true;
}

/// <summary>Waits, on deletion, until no pod of the pipeline is left.</summary>
internal sealed class PodsGoneStep(IKubernetesClient client, DataPipeline pipeline) : IStep
{
    public string Condition => "PodsGone";

    public Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Nothing);

    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        var pods = await client.ListAsync<V1Pod>(pipeline.Metadata.NamespaceProperty, $"{Annotations.PipelineLabel}={pipeline.Metadata.Name}", cancellationToken: cancellationToken);
        return pods.Count == 0
            ? StepResult.Done(Reasons.Gone, "No pod is left.")
            : StepResult.Waiting(Reasons.Draining, $"{pods.Count} pods are finishing their work.", TimeSpan.FromSeconds(1));
    }
}
