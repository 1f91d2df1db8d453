using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Sandbox;

/// <summary>The sample manifests: applied as <c>kubectl apply --server-side</c> does, and deleted.</summary>
internal sealed class Manifests
{
    private const string FieldManager = "platform-operator-sandbox";

    private static readonly Dictionary<string, Type> Kinds = new(StringComparer.Ordinal)
    {
        ["v1/Namespace"] = typeof(V1Namespace),
        ["v1/Secret"] = typeof(V1Secret),
        [$"{Annotations.GroupVersion}/Tenant"] = typeof(Tenant),
        [$"{Annotations.GroupVersion}/EncryptionKey"] = typeof(EncryptionKey),
        [$"{Annotations.GroupVersion}/TenantBucket"] = typeof(TenantBucket),
        [$"{Annotations.GroupVersion}/DataStream"] = typeof(DataStream),
        [$"{Annotations.GroupVersion}/DataCache"] = typeof(DataCache),
        [$"{Annotations.GroupVersion}/DataPipeline"] = typeof(DataPipeline),
    };

    private Manifests(IReadOnlyList<IKubernetesObject<V1ObjectMeta>> objects) => Objects = objects;

    /// <summary>The objects in the order of their files.</summary>
    public IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Objects { get; }

    /// <summary>Our own resources among them.</summary>
    public IEnumerable<IPlatformResource> Resources => Objects.OfType<IPlatformResource>();

    /// <summary>The samples that lie beside this program.</summary>
    public static Manifests Samples() => new(
    [
        .. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "samples"), "*.yaml").Order(StringComparer.Ordinal)
            .SelectMany(file => KubernetesYaml.LoadAllFromString(File.ReadAllText(file), Kinds)).Cast<IKubernetesObject<V1ObjectMeta>>(),
    ]);

    public async Task ApplyAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        foreach (var item in Objects)
            await On(item).ApplyAsync(client, item, cancellationToken);
    }

    /// <summary>Deletes all, what uses before what is used.</summary>
    public async Task DeleteAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        foreach (var item in Objects.Reverse())
            await On(item).DeleteAsync(client, item, cancellationToken);
    }

    /// <summary>What is there of them now.</summary>
    public async Task<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> ReadAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        var found = new List<IKubernetesObject<V1ObjectMeta>>();
        foreach (var item in Objects)
        {
            if (await On(item).GetAsync(client, item, cancellationToken) is { } live)
                found.Add(live);
        }

        return found;
    }

    private static KindAccess On(IKubernetesObject<V1ObjectMeta> item) =>
        (KindAccess)Activator.CreateInstance(typeof(KindAccess<>).MakeGenericType(item.GetType()))!;

    private abstract class KindAccess
    {
        public abstract Task ApplyAsync(IKubernetesClient client, IKubernetesObject<V1ObjectMeta> item, CancellationToken cancellationToken);

        public abstract Task DeleteAsync(IKubernetesClient client, IKubernetesObject<V1ObjectMeta> item, CancellationToken cancellationToken);

        public abstract Task<IKubernetesObject<V1ObjectMeta>?> GetAsync(
            IKubernetesClient client, IKubernetesObject<V1ObjectMeta> item, CancellationToken cancellationToken);
    }

    private sealed class KindAccess<TKind> : KindAccess
        where TKind : IKubernetesObject<V1ObjectMeta>
    {
        public override Task ApplyAsync(IKubernetesClient client, IKubernetesObject<V1ObjectMeta> item, CancellationToken cancellationToken) =>
            client.PatchAsync<TKind>(
                new V1Patch(item, V1Patch.PatchType.ApplyPatch), item.Name(), item.Namespace(), FieldManager, force: true, dryRun: null, cancellationToken);

        public override Task DeleteAsync(IKubernetesClient client, IKubernetesObject<V1ObjectMeta> item, CancellationToken cancellationToken) =>
            client.DeleteAsync<TKind>(item.Name(), item.Namespace(), cancellationToken);

        public override async Task<IKubernetesObject<V1ObjectMeta>?> GetAsync(
            IKubernetesClient client, IKubernetesObject<V1ObjectMeta> item, CancellationToken cancellationToken) =>
            await client.GetAsync<TKind>(item.Name(), item.Namespace(), cancellationToken);
    }
}
