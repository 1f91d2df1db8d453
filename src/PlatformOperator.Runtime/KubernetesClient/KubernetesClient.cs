using k8s;
using k8s.Models;

namespace KubeOps.KubernetesClient;

/// <summary>A client for objects of any kind; the kind's <see cref="KubernetesEntityAttribute"/> says where they are.</summary>
public class KubernetesClient : IKubernetesClient
{
    private readonly KubernetesClientConfiguration _config;
    private readonly EntityRequests _requests;
    private readonly WatchRequests _watches;

    /// <summary>A client with the default configuration.</summary>
    public KubernetesClient()
        : this(KubernetesClientConfiguration.BuildDefaultConfig())
    {
    }

    /// <summary>A client with this configuration.</summary>
    public KubernetesClient(KubernetesClientConfiguration clientConfig)
        : this(clientConfig, new Kubernetes(clientConfig))
    {
    }

    /// <summary>A client above another one, which it takes over and disposes of.</summary>
    public KubernetesClient(KubernetesClientConfiguration clientConfig, IKubernetes client)
    {
        (_config, ApiClient) = (clientConfig, client);
        (_requests, _watches) = (EntityRequests.Of(client), WatchRequests.Of(client));
    }

    /// <inheritdoc />
    public IKubernetes ApiClient { get; }

    /// <inheritdoc />
    public Uri BaseUri => ApiClient.BaseUri;

    /// <inheritdoc />
    public string GetCurrentNamespace(string downwardApiEnvName = "POD_NAMESPACE") =>
        _config.Namespace ?? Environment.GetEnvironmentVariable(downwardApiEnvName) ?? "default";

    /// <inheritdoc />
    public Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.GetAsync<TEntity>(name, @namespace, cancellationToken);

    /// <inheritdoc />
    public Task<IList<TEntity>> ListAsync<TEntity>(
        string? @namespace = null, string? labelSelector = null, string? fieldSelector = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.ListAllAsync<TEntity>(new ListQuery(@namespace, labelSelector, fieldSelector), cancellationToken);

    /// <inheritdoc />
    public async Task<TEntity> SaveAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        if (await GetAsync<TEntity>(entity.Name(), entity.Namespace(), cancellationToken) is not { } present)
            return await CreateAsync(entity, cancellationToken);
        entity.EnsureMetadata().ResourceVersion = present.ResourceVersion();
        return await UpdateAsync(entity, cancellationToken);
    }

    /// <inheritdoc />
    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.CreateAsync(entity, cancellationToken);

    /// <inheritdoc />
    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.UpdateAsync(entity, cancellationToken);

    /// <inheritdoc />
    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.UpdateStatusAsync(entity, cancellationToken);

    /// <inheritdoc />
    public Task<TEntity> PatchAsync<TEntity>(
        V1Patch patch, string name, string? @namespace = null, string? fieldManager = null, bool? force = null, string? dryRun = null,
        CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.PatchAsync<TEntity>(patch, name, @namespace, new PatchQuery(fieldManager, force, dryRun), cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        DeleteAsync<TEntity>(entity.Name(), entity.Namespace(), cancellationToken);

    /// <inheritdoc />
    public Task DeleteAsync<TEntity>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _requests.DeleteAsync<TEntity>(name, @namespace, cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync<TEntity>(
        string? @namespace = null, string? resourceVersion = null, string? labelSelector = null, string? fieldSelector = null, bool? allowWatchBookmarks = null,
        CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        _watches.WatchAsync<TEntity>(new ListQuery(@namespace, labelSelector, fieldSelector), resourceVersion, allowWatchBookmarks == true, cancellationToken);

    /// <summary>Disposes of the client below.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Disposes of the client below.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
            ApiClient.Dispose();
    }
}
