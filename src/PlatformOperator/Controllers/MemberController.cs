using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Rbac;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>
/// Watches the Leases of process pods, in which they say how far behind they are. A renewal is an occasion to look at their pipeline, not more than twice
/// a minute; one that is gone is looked into at once.
/// </summary>
/// <param name="scaler">Looks.</param>
[EntityRbac(typeof(V1Lease), Verbs = RbacVerb.List | RbacVerb.Watch)]
public sealed class MemberController(ProcessScaler scaler) : IEntityController<V1Lease>
{
    /// <inheritdoc />
    public async Task<ReconciliationResult<V1Lease>> ReconcileAsync(V1Lease entity, CancellationToken cancellationToken)
    {
        await scaler.LookIfDueAsync(entity, cancellationToken);
        return ReconciliationResult<V1Lease>.Success(entity);
    }

    /// <inheritdoc />
    public async Task<ReconciliationResult<V1Lease>> DeletedAsync(V1Lease entity, CancellationToken cancellationToken)
    {
        await scaler.LookAsync(entity, cancellationToken);
        return ReconciliationResult<V1Lease>.Success(entity);
    }
}

/// <summary>Leases of process pods.</summary>
public sealed class MemberSelector : IEntityLabelSelector<V1Lease>
{
    /// <inheritdoc />
    public ValueTask<string?> GetLabelSelectorAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<string?>($"{Annotations.PipelineLabel},{Annotations.RoleLabel}={PipelineRole.Process.Verb()}");
}
