using PlatformOperator.Chaos;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;

namespace PlatformOperator.Tests.Drift;

/// <summary>A custom resource of the drift world, whatever its kind.</summary>
internal abstract class Subject(IPlatformResource resource)
{
    public IPlatformResource Resource { get; } = resource;

    public static Subject Of<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource => new Typed<TEntity>(entity);

    public abstract Task<IPlatformResource> GetAsync(ChaosWorld world);

    public abstract Task AnnotateAsync(ChaosWorld world, string annotation, string? value);

    public abstract Task<bool> IsReadyAsync(ChaosWorld world);

    /// <summary>Has the resource looked at now, and waits until its status says that it was.</summary>
    public async Task<IPlatformResource> LookAgainAsync(ChaosWorld world)
    {
        var mark = Guid.NewGuid().ToString("N");
        await AnnotateAsync(world, Annotations.ReconcileAt, mark);
        await world.UntilAsync(async () => (await GetAsync(world)).CommonStatus.ReconciledAt == mark, $"{this} was looked at again");
        return await GetAsync(world);
    }

    public override string ToString() => $"{Resource.Kind} {Resource.Metadata.Name}";

    private sealed class Typed<TEntity>(TEntity entity) : Subject(entity)
        where TEntity : CustomKubernetesEntity, IPlatformResource
    {
        public override async Task<IPlatformResource> GetAsync(ChaosWorld world) => (await world.GetAsync(entity))!;

        public override Task AnnotateAsync(ChaosWorld world, string annotation, string? value) => world.Client.PatchAsync<TEntity>(
            new V1Patch(new { metadata = new { annotations = new Dictionary<string, string?> { [annotation] = value } } }, V1Patch.PatchType.MergePatch),
            entity.Metadata.Name, entity.Metadata.NamespaceProperty, cancellationToken: world.Cancel);

        public override Task<bool> IsReadyAsync(ChaosWorld world) => world.IsReadyAsync(entity);
    }
}
