using k8s;
using k8s.Models;

namespace PlatformOperator.Chaos.Soak;

/// <summary>A place in the population: a name under which there is a resource, or will be again.</summary>
internal interface ISlot
{
    /// <summary>Creates what is not there; otherwise edits it, or sometimes deletes it.</summary>
    Task DisturbAsync(ChaosWorld world, Random random);

    /// <summary>Creates what is not there; whether it was there.</summary>
    Task<bool> FillAsync(ChaosWorld world);
}

/// <inheritdoc cref="ISlot" />
/// <param name="make">The resource as it is created.</param>
/// <param name="change">An edit that users might make.</param>
/// <param name="deletionRate">Share of the disturbances that delete.</param>
internal sealed class Slot<TEntity>(Func<TEntity> make, Action<TEntity, Random> change, double deletionRate) : ISlot
    where TEntity : class, IKubernetesObject<V1ObjectMeta>
{
    public async Task DisturbAsync(ChaosWorld world, Random random)
    {
        if (await world.GetAsync(make()) is not { } live)
        {
            await world.CreateAsync(make());
        }
        else if (random.NextDouble() < deletionRate)
        {
            await world.DeleteAsync(make());
        }
        else
        {
            change(live, random);
            await world.Client.UpdateAsync(live, world.Cancel);
        }
    }

    public async Task<bool> FillAsync(ChaosWorld world)
    {
        if (await world.GetAsync(make()) is { } live)
            return live.Metadata.DeletionTimestamp is null;
        await world.CreateAsync(make());
        return false;
    }
}
