using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using PlatformOperator.Api;

namespace PlatformOperator.Controllers;

/// <summary>Watches the pipelines' Deployments, and wakes the pipeline when its pods come up or go down.</summary>
/// <param name="dependents">Wakes it.</param>
public sealed class WorkloadController(Dependents dependents) : IEntityController<V1Deployment>
{
    /// <inheritdoc />
    public async Task<ReconciliationResult<V1Deployment>> ReconcileAsync(V1Deployment entity, CancellationToken cancellationToken)
    {
        await dependents.WakePipelineAsync(entity, cancellationToken);
        return ReconciliationResult<V1Deployment>.Success(entity);
    }

    /// <inheritdoc />
    public Task<ReconciliationResult<V1Deployment>> DeletedAsync(V1Deployment entity, CancellationToken cancellationToken) =>
        ReconcileAsync(entity, cancellationToken);
}

/// <summary>Deployments that belong to a pipeline.</summary>
public sealed class WorkloadSelector : IEntityLabelSelector<V1Deployment>
{
    /// <inheritdoc />
    public ValueTask<string?> GetLabelSelectorAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<string?>(Annotations.PipelineLabel);
}
