using System.Globalization;
using k8s;
using k8s.Autorest;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Chaos.Soak;

/// <summary>
/// A few tenants with resources of all kinds, which users create, edit, delete and create again. Nothing is retained, so that it stays as large as it
/// is.
/// </summary>
internal sealed class Population(ChaosWorld world, Random random)
{
    private static readonly string[] Tenants = ["amber", "birch", "cedar"];

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);

    private readonly IReadOnlyList<IReadOnlyList<ISlot>> tenants = [.. Tenants.Select(tenant => Slots(tenant).ToList())];

    /// <summary>Somebody does something somewhere; false when they met a fault and gave up.</summary>
    public async Task<bool> DisturbAsync()
    {
        try
        {
            var slots = tenants[random.Next(tenants.Count)];
            await slots[random.Next(slots.Count)].DisturbAsync(world, random);
            return true;
        }
        catch (Exception exception) when (exception is HttpOperationException or HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Creates whatever is missing and waits until everything is ready.</summary>
    public async Task RestoreAsync()
    {
        await world.UntilAsync(
            async () =>
            {
                // The clock stands still during calls; so many without a break would keep the operator from ever being done.
                await world.PassAsync(BetweenLooks);
                var isFull = true;
                foreach (var slots in tenants)
                    isFull &= await IsFilledAsync(slots);
                return isFull;
            },
            "the population is complete");
        await world.UntilAllReadyAsync();
    }

    /// <summary>Whoever created something in a Tenant that is being deleted would keep it from ever being empty.</summary>
    private async Task<bool> IsFilledAsync(IReadOnlyList<ISlot> slots)
    {
        if (!await IsFilledAsync(slots[0]))
            return false;
        var isFull = true;
        foreach (var slot in slots.Skip(1))
            isFull &= await IsFilledAsync(slot);
        return isFull;
    }

    private async Task<bool> IsFilledAsync(ISlot slot)
    {
        try
        {
            return await slot.FillAsync(world);
        }
        catch (HttpOperationException)
        {
            // Its namespace is not there yet, or on its way out.
            return false;
        }
    }

    /// <summary>The Tenant, then what is in it.</summary>
    private static IEnumerable<ISlot> Slots(string tenant)
    {
        yield return Slot(() => With(New.Tenant(tenant), it => it.Spec.DeletionPolicy = DeletionPolicy.Delete), (it, random) =>
            (it.Spec.Tags, it.Spec.Encryption.RotationPeriodDays) = (Tags(random), random.Next(90, 2560)), deletionRate: 0.05);
        yield return Slot(() => New.ApiKey(tenant), (_, _) => { });
        foreach (var name in new[] { "one", "two", "three" })
        {
            yield return Slot(
                () => With(New.Key(tenant, name), it => it.Spec.DeletionPolicy = DeletionPolicy.Delete),
                (it, random) => it.Spec.RotationPeriodDays = random.Next(90, 2560));
            yield return Slot(
                () => With(New.Bucket(tenant, name), it => it.Spec.DeletionPolicy = DeletionPolicy.Delete),
                (it, random) => (it.Spec.Tags, it.Spec.Lifecycle.ExpireAfterDays) = (Tags(random), random.Next(1, 1000)));
            yield return Slot(
                () => New.Cache(tenant, name), (it, random) => (it.Spec.ReplicasPerPrimary, it.Spec.SnapshotRetentionDays) = (random.Next(3), random.Next(36)));
        }

        // Few streams: calls to Kinesis are paced by the machine's clock, which is slow here.
        yield return Slot(() => With(New.Stream(tenant), it => it.Spec.DeletionPolicy = DeletionPolicy.Delete), (it, random) => it.Spec.RetentionHours = random.Next(24, 200));
        yield return Slot(
            () => With(New.Pipeline(tenant), it => it.Spec.DeletionPolicy = DeletionPolicy.Delete),
            (it, random) => (it.Spec.Ingestion.Replicas.Max, it.Spec.Storage.Raw.ExpireAfterDays) = (random.Next(1, 20), random.Next(1, 1000)));
    }

    private static Slot<TEntity> Slot<TEntity>(Func<TEntity> make, Action<TEntity, Random> change, double deletionRate = 0.25)
        where TEntity : class, IKubernetesObject<V1ObjectMeta> => new(make, change, deletionRate);

    private static Dictionary<string, string> Tags(Random random) =>
        new() { [$"tag-{random.Next(3)}"] = random.Next(100).ToString(CultureInfo.InvariantCulture) };

    private static TEntity With<TEntity>(TEntity entity, Action<TEntity> change)
    {
        change(entity);
        return entity;
    }
}
