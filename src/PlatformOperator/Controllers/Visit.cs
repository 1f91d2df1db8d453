using k8s;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>One visit's own copy of a custom resource, and its few writes: finalizer, status.</summary>
internal sealed class Visit<TEntity>
    where TEntity : CustomKubernetesEntity, IPlatformResource
{
    private readonly ControllerServices services;
    private string savedStatus;

    public Visit(TEntity seen, ControllerServices services)
    {
        // What the informer holds is shared and must not change under its other readers.
        Entity = KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(seen));
        this.services = services;
        savedStatus = StatusJson();
    }

    public TEntity Entity { get; }

    public Pass NewPass(Plan? planOnly) => new(Entity, SaveAsync, services.Publish, services.Time) { PlanOnly = planOnly };

    public async Task AttachFinalizerAsync(CancellationToken cancellationToken)
    {
        if (!Entity.HasFinalizer(Annotations.Finalizer))
            await PatchFinalizersAsync([.. Entity.Metadata.Finalizers ?? [], Annotations.Finalizer], cancellationToken);
    }

    public async Task DetachFinalizerAsync(CancellationToken cancellationToken)
    {
        if (Entity.HasFinalizer(Annotations.Finalizer))
            await PatchFinalizersAsync([.. Entity.Metadata.Finalizers!.Where(name => name != Annotations.Finalizer)], cancellationToken);
    }

    /// <summary>Computes Ready from the pass, and echoes what the user asked for.</summary>
    public void Conclude(Pass pass, Outcome outcome)
    {
        var status = pass.Status;
        var now = pass.Now.UtcDateTime;
        var generation = Entity.Metadata.Generation;
        status.ReconciledAt = Entity.GetAnnotation(Annotations.ReconcileAt);
        status.AcknowledgeDataLost(Entity.GetAnnotation(Annotations.DataLossKnown), now, generation);
        status.Plan = pass.PlanOnly is { Actions.Count: > 0 } plan ? [.. plan.Actions.Select(action => action.ToString())] : null;
        if (pass.PlanOnly is not null)
        {
            status.SetCondition("Paused", true, Reasons.Paused, $"Nothing is written to AWS while the annotation {Annotations.Paused} is set; status.plan says what would be done.", now, generation);
            return;
        }

        status.RemoveCondition("Paused");
        status.ObservedGeneration = generation;
        status.SetReady(outcome.State == StepState.Done, outcome.Reason, outcome.Message, now, generation);
        status.SetStalled(outcome.State == StepState.Blocked, outcome.Reason, outcome.Message, now, generation);
    }

    public async Task<bool> SaveIfChangedAsync(CancellationToken cancellationToken)
    {
        if (StatusJson() == savedStatus)
            return false;
        await SaveAsync(cancellationToken);
        return true;
    }

    /// <summary>Replaces the status, guarded by the resource version.</summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        var saved = await services.Kubernetes.UpdateStatusAsync(Entity, cancellationToken);
        Entity.Metadata.ResourceVersion = saved.Metadata.ResourceVersion;
        savedStatus = StatusJson();
    }

    private async Task PatchFinalizersAsync(IList<string> finalizers, CancellationToken cancellationToken)
    {
        // The resource version in the patch makes the API server refuse it when somebody else changed the object.
        var patch = new V1Patch(
            new { metadata = new { resourceVersion = Entity.Metadata.ResourceVersion, finalizers } }, V1Patch.PatchType.MergePatch);
        var patched = await services.Kubernetes.PatchAsync<TEntity>(patch, Entity.Metadata.Name, Entity.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        Entity.Metadata.ResourceVersion = patched.Metadata.ResourceVersion;
        Entity.Metadata.Finalizers = finalizers;
    }

    private string StatusJson() => KubernetesJson.Serialize(Entity.CommonStatus);
}
