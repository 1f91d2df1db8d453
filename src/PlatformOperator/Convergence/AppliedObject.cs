using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Convergence;

/// <summary>One Kubernetes object that the operator applies: made, put right, or left as it is.</summary>
internal static class AppliedObject
{
    /// <summary>Applies the object where the live one differs.</summary>
    /// <param name="pass">The visit that it belongs to.</param>
    /// <param name="client">Kubernetes.</param>
    /// <param name="desired">The object as it should be, stamped.</param>
    /// <param name="live">The object as it is, or null.</param>
    /// <param name="isDrift">Whether it was applied like this before, so that a difference is somebody else's doing.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public static async Task ConvergeAsync(
        Pass pass, IKubernetesClient client, IKubernetesObject<V1ObjectMeta> desired, IKubernetesObject<V1ObjectMeta>? live, bool isDrift, CancellationToken cancellationToken)
    {
        var isCurrent = live is not null && AppliedState.IsCurrent(desired, live);
        if (pass.PlanOnly is { } plan)
        {
            if (live is null)
                plan.Create(Describe(desired));
            else if (!isCurrent)
                plan.Change(Describe(desired), AppliedState.Differences(desired, live));
            await plan.AppliedAsync(desired, cancellationToken);
            return;
        }

        if (isCurrent)
            return;
        if (isDrift)
            await CorrectAsync(pass, client, desired, live, cancellationToken);
        else
            await ObjectAccess.For(desired).ApplyAsync(client, desired, dryRun: false, cancellationToken);
    }

    /// <summary>
    /// What others added to a list that they may add to stays when the object is applied, and makes it differ for good; then there is nothing to
    /// correct.
    /// </summary>
    private static async Task CorrectAsync(
        Pass pass, IKubernetesClient client, IKubernetesObject<V1ObjectMeta> desired, IKubernetesObject<V1ObjectMeta>? live, CancellationToken cancellationToken)
    {
        var access = ObjectAccess.For(desired);
        if (live is not null && AppliedState.AreSame(live, await access.ApplyAsync(client, desired, dryRun: true, cancellationToken)))
            return;
        var (field, message) = live is null ? ("deleted", Drift.Deleted(Describe(desired))) : (desired.Kind, Drift.Changed(Describe(desired), "applied again"));
        await Drift.NoteAsync(pass, message, cancellationToken);
        await access.ApplyAsync(client, desired, dryRun: false, cancellationToken);
        await Drift.ReportAsync(pass, field, message, cancellationToken);
    }

    /// <summary>The object in words.</summary>
    public static string Describe(IKubernetesObject<V1ObjectMeta> value) => $"{value.Kind} {value.Metadata.Name}";
}
