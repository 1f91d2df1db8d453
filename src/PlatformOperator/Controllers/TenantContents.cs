using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>Our resources in a namespace, in the order in which they may be deleted: what uses comes before what is used.</summary>
internal static class TenantContents
{
    /// <summary>Names one of our resources in the namespace, or null when there is none.</summary>
    public static async Task<string?> FirstAsync(IKubernetesClient client, string @namespace, CancellationToken cancellationToken)
    {
        foreach (var kind in Kinds)
        {
            if (await kind(client, @namespace, cancellationToken) is [var first, ..])
                return $"{first.Kind} {first.Metadata.Name}";
        }

        return null;
    }

    /// <summary>Deletes the first kind that is still there; names one of what is leaving, or null when the namespace is empty of ours.</summary>
    public static async Task<string?> DeleteNextAsync(IKubernetesClient client, string @namespace, CancellationToken cancellationToken)
    {
        foreach (var kind in Kinds)
        {
            var found = await kind(client, @namespace, cancellationToken);
            foreach (var resource in found.Where(resource => resource.Metadata.DeletionTimestamp is null))
                await ObjectAccess.For(resource).DeleteAsync(client, resource.Metadata, cancellationToken);
            if (found is [var first, ..])
                return $"{first.Kind} {@namespace}/{first.Metadata.Name}";
        }

        return null;
    }

    private delegate Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> ListKind(
        IKubernetesClient client, string @namespace, CancellationToken cancellationToken);

    private static readonly ListKind[] Kinds =
        [ListAsync<DataPipeline>, ListAsync<DataStream>, ListAsync<DataCache>, ListAsync<TenantBucket>, ListAsync<EncryptionKey>];

    private static async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> ListAsync<TEntity>(
        IKubernetesClient client, string @namespace, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        [.. (await client.ListAsync<TEntity>(@namespace, cancellationToken: cancellationToken)).Cast<IKubernetesObject<V1ObjectMeta>>()];
}

/// <summary>
/// What a Tenant's namespaces hold. On the Tenant's deletion, <c>Delete</c> deletes it first; <c>Retain</c> waits for somebody to decide about each.
/// </summary>
internal sealed class TenantContentsStep(
    IKubernetesClient client, IEnumerable<string> namespaces, Func<string, IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> guards, bool retain) : IStep
{
    public string Condition => "Empty";

    /// <summary>It speaks of deletions only.</summary>
    public Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken) => Task.FromResult(StepResult.Nothing);

    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        foreach (var @namespace in namespaces)
        {
            if (await TenantContents.FirstAsync(client, @namespace, cancellationToken) is not { } resource)
                continue;
            await GuardAsync(@namespace, cancellationToken);
            if (retain)
                return StepResult.Waiting(
                    Reasons.TenantNotEmpty,
                    $"Namespace {@namespace} still holds {resource}. Delete the Tenant's resources first, or set deletionPolicy to Delete.",
                    TimeSpan.FromSeconds(5));
            if (await TenantContents.DeleteNextAsync(client, @namespace, cancellationToken) is { } leaving)
                return StepResult.Waiting(Reasons.DeletingResources, $"{leaving} is being deleted.", pass.NextLook(pass.Since(Condition)));
        }

        return StepResult.Done(Reasons.Empty, "The Tenant's namespaces hold none of our resources.");
    }

    /// <summary>
    /// A deletion in the foreground, which is Argo CD's way, has taken the guards of the namespaces at once, the operator's access to Secrets among
    /// them; what is still there needs them until it is gone.
    /// </summary>
    private async Task GuardAsync(string @namespace, CancellationToken cancellationToken)
    {
        if (await client.GetAsync<V1Namespace>(@namespace, cancellationToken: cancellationToken) is not { Metadata.DeletionTimestamp: null })
            return;
        foreach (var guard in guards(@namespace))
        {
            var access = ObjectAccess.For(guard);
            if (await access.GetAsync(client, guard.Metadata, cancellationToken) is null)
                await access.ApplyAsync(client, guard, dryRun: false, cancellationToken);
        }
    }
}
