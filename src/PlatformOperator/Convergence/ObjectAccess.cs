using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Convergence;

/// <summary>Reads, applies and deletes Kubernetes objects of any kind; the client's methods are generic in a kind known only at run time.</summary>
internal abstract class ObjectAccess
{
    /// <summary>Field manager of everything that the operator applies.</summary>
    public const string FieldManager = Api.Annotations.ManagedBy;

    private static readonly ConcurrentDictionary<Type, ObjectAccess> ByKind = new();

    public static ObjectAccess For(IKubernetesObject<V1ObjectMeta> desired) => ByKind.GetOrAdd(
        desired.GetType(), kind => (ObjectAccess)Activator.CreateInstance(typeof(ObjectAccess<>).MakeGenericType(kind))!);

    public abstract Task<IKubernetesObject<V1ObjectMeta>?> GetAsync(IKubernetesClient client, V1ObjectMeta metadata, CancellationToken cancellationToken);

    /// <summary>Applies the object, or only tries to; tells what it then is, or would be.</summary>
    public abstract Task<IKubernetesObject<V1ObjectMeta>> ApplyAsync(
        IKubernetesClient client, IKubernetesObject<V1ObjectMeta> desired, bool dryRun, CancellationToken cancellationToken);

    public abstract Task DeleteAsync(IKubernetesClient client, V1ObjectMeta metadata, CancellationToken cancellationToken);
}

/// <inheritdoc cref="ObjectAccess" />
internal sealed class ObjectAccess<TObject> : ObjectAccess
    where TObject : IKubernetesObject<V1ObjectMeta>
{
    public override async Task<IKubernetesObject<V1ObjectMeta>?> GetAsync(
        IKubernetesClient client, V1ObjectMeta metadata, CancellationToken cancellationToken) =>
        await client.GetAsync<TObject>(metadata.Name, metadata.NamespaceProperty, cancellationToken);

    public override async Task<IKubernetesObject<V1ObjectMeta>> ApplyAsync(
        IKubernetesClient client, IKubernetesObject<V1ObjectMeta> desired, bool dryRun, CancellationToken cancellationToken) =>
        await client.PatchAsync<TObject>(
            new V1Patch(desired, V1Patch.PatchType.ApplyPatch), desired.Metadata.Name, desired.Metadata.NamespaceProperty, FieldManager, force: true, dryRun ? "All" : null, cancellationToken);

    public override Task DeleteAsync(IKubernetesClient client, V1ObjectMeta metadata, CancellationToken cancellationToken) =>
        client.DeleteAsync<TObject>(metadata.Name, metadata.NamespaceProperty, cancellationToken);
}
