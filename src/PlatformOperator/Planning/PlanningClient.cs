using System.Runtime.CompilerServices;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Planning;

/// <summary>The cluster as it would be: objects laid over those that are there. It refuses to write.</summary>
/// <param name="live">The cluster, which is only read; null stands for an empty one.</param>
internal sealed class PlanningClient(IKubernetesClient? live) : IKubernetesClient
{
    private readonly Dictionary<(Type Kind, string Namespace, string Name), IKubernetesObject<V1ObjectMeta>?> laid = [];

    /// <summary>Whether there is a cluster below.</summary>
    public bool IsLive => live is not null;

    /// <inheritdoc />
    public IKubernetes ApiClient => live?.ApiClient ?? throw Refusal();

    /// <inheritdoc />
    public Uri BaseUri => live?.BaseUri ?? throw Refusal();

    /// <summary>Lays an object over the one of its name.</summary>
    public void Lay(IKubernetesObject<V1ObjectMeta> value) => laid[KeyOf(value)] = value;

    /// <summary>Lets an object be gone.</summary>
    public void Remove(IKubernetesObject<V1ObjectMeta> value) => laid[KeyOf(value)] = null;

    /// <inheritdoc />
    public string GetCurrentNamespace(string downwardApiEnvName = "POD_NAMESPACE") => live?.GetCurrentNamespace(downwardApiEnvName) ?? "default";

    /// <inheritdoc />
    public async Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        if (laid.TryGetValue((typeof(TEntity), @namespace ?? "", name), out var value))
            return value is null ? default : Copy<TEntity>(value);
        return live is null ? default : await live.GetAsync<TEntity>(name, @namespace, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<IList<TEntity>> ListAsync<TEntity>(
        string? @namespace = null, string? labelSelector = null, string? fieldSelector = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        var there = live is null ? [] : await live.ListAsync<TEntity>(@namespace, labelSelector, fieldSelector, cancellationToken);
        // Nothing is laid of the kinds that controllers list by selector.
        if (labelSelector is not null || fieldSelector is not null)
            return there;
        var over = laid.Where(entry => entry.Key.Kind == typeof(TEntity) && (@namespace ?? entry.Key.Namespace) == entry.Key.Namespace)
            .Select(entry => entry.Value);
        return [.. there.Where(value => !laid.ContainsKey(KeyOf(value))), .. over.OfType<IKubernetesObject<V1ObjectMeta>>().Select(Copy<TEntity>)];
    }

    /// <inheritdoc />
    public Task<TEntity> SaveAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public Task<TEntity> PatchAsync<TEntity>(
        V1Patch patch, string name, string? @namespace = null, string? fieldManager = null, bool? force = null, string? dryRun = null,
        CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public Task DeleteAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public Task DeleteAsync<TEntity>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync<TEntity>(
        string? @namespace = null, string? resourceVersion = null, string? labelSelector = null, string? fieldSelector = null, bool? allowWatchBookmarks = null,
        CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => throw Refusal();

    /// <inheritdoc />
    public void Dispose() => live?.Dispose();

    // Readers may change what they get.
    private static TEntity Copy<TEntity>(IKubernetesObject<V1ObjectMeta> value) => KubernetesJson.Deserialize<TEntity>(KubernetesJson.Serialize(value));

    private static (Type Kind, string Namespace, string Name) KeyOf(IKubernetesObject<V1ObjectMeta> value) =>
        (value.GetType(), value.Metadata.NamespaceProperty ?? "", value.Metadata.Name);

    private static InvalidOperationException Refusal([CallerMemberName] string member = "") => new($"A plan writes nothing, and {member} would.");
}
