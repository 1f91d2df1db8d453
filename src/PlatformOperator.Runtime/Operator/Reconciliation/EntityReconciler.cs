using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Abstractions.Reconciliation.Controller;
using KubeOps.Abstractions.Reconciliation.Finalizer;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.DependencyInjection;

namespace KubeOps.Operator.Reconciliation;

/// <summary>Calls the controller or the finalizers for one entity, in a service scope of its own.</summary>
internal sealed class EntityReconciler<TEntity>(
    Type controllerType,
    IEnumerable<FinalizerRegistration<TEntity>> finalizers,
    IServiceScopeFactory scopes,
    IKubernetesClient client,
    OperatorSettings settings)
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    private readonly Dictionary<string, Type> _finalizers =
        finalizers.ToDictionary(finalizer => finalizer.Identifier, finalizer => finalizer.Implementation, StringComparer.Ordinal);

    public async Task<ReconciliationResult<TEntity>> ReconcileAsync(
        TEntity entity, IEntityWork<TEntity> work, CancellationToken cancellationToken)
    {
        CurrentWork<TEntity>.Work = work;
        await using var scope = scopes.CreateAsyncScope();
        if (entity.Metadata.DeletionTimestamp is not null)
            return await FinalizeAsync(scope.ServiceProvider, entity, cancellationToken);
        if (settings.AutoAttachFinalizers)
            entity = await Finalizers.AttachAsync(client, entity, _finalizers.Keys, cancellationToken);
        return await Controller(scope.ServiceProvider).ReconcileAsync(entity, cancellationToken);
    }

    public async Task<ReconciliationResult<TEntity>> DeletedAsync(TEntity entity, IEntityWork<TEntity> work, CancellationToken cancellationToken)
    {
        CurrentWork<TEntity>.Work = work;
        await using var scope = scopes.CreateAsyncScope();
        return await Controller(scope.ServiceProvider).DeletedAsync(entity, cancellationToken);
    }

    private async Task<ReconciliationResult<TEntity>> FinalizeAsync(
        IServiceProvider services, TEntity entity, CancellationToken cancellationToken)
    {
        var result = ReconciliationResult<TEntity>.Success(entity);
        foreach (var identifier in (entity.Finalizers() ?? []).Where(_finalizers.ContainsKey).ToList())
        {
            var finalizer = (IEntityFinalizer<TEntity>)services.GetRequiredService(_finalizers[identifier]);
            result = await finalizer.FinalizeAsync(entity, cancellationToken);
            if (!result.IsSuccess)
                return result;
            entity = result.Entity;
            if (settings.AutoDetachFinalizers && entity.HasFinalizer(identifier))
                entity = await Finalizers.DetachAsync(client, entity, identifier, cancellationToken);
        }
        return ReconciliationResult<TEntity>.Success(entity, result.RequeueAfter);
    }

    private IEntityController<TEntity> Controller(IServiceProvider services) =>
        (IEntityController<TEntity>)services.GetRequiredService(controllerType);
}

/// <summary>Takes wishes for another visit of an entity.</summary>
internal interface IEntityWork<in TEntity>
{
    bool Enqueue(TEntity entity, ReconciliationTriggerSource source, TimeSpan queueIn);
}

/// <summary>Within a reconciliation: the work that it belongs to, so that its wishes go to its own queue.</summary>
internal static class CurrentWork<TEntity>
{
    private static readonly AsyncLocal<IEntityWork<TEntity>?> Local = new();

    public static IEntityWork<TEntity>? Work
    {
        get => Local.Value;
        set => Local.Value = value;
    }
}
