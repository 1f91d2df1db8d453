using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.KubernetesClient;
using KubeOps.Operator.Informer;

namespace PlatformOperator.Runtime.Tests.Operator;

/// <summary>An API server in memory: objects, versions, finalizers, watches and their faults. It keeps state and expects no calls.</summary>
internal sealed class FakeCluster : IKubernetesClient
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Kind, WatchEventType Type, JsonObject State)> _history = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;
    private long _forgottenUpTo;
    private long _watchGeneration;

    /// <summary>Requests fail with one like it; null when all is well.</summary>
    public HttpRequestException? Outage { get; set; }

    /// <summary>Watches stay open and bring nothing.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Awaited before every write, with verb, object name and the caller's token; may throw.</summary>
    public Func<string, string, CancellationToken, Task>? BeforeWrite { get; set; }

    public int PageSize { get; set; } = 500;

    public int Lists { get; private set; }

    public int Watches { get; private set; }

    public List<string> Writes { get; } = [];

    public IKubernetes ApiClient => throw new NotSupportedException();

    public Uri BaseUri => new("https://127.0.0.1");

    public IEntitySource<TEntity> Source<TEntity>()
        where TEntity : IKubernetesObject<V1ObjectMeta> => new Entities<TEntity>(this);

    /// <summary>Ends all open watches, as a server does from time to time.</summary>
    public void EndWatches()
    {
        lock (_lock)
        {
            _watchGeneration++;
            Signal();
        }
    }

    /// <summary>Forgets the history: a watch from before now gets 410.</summary>
    public void Compact()
    {
        lock (_lock)
            _forgottenUpTo = _version;
    }

    /// <summary>The object as it stands; null when there is none.</summary>
    public TEntity? Get<TEntity>(string name, string @namespace = "default")
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        lock (_lock)
            return _objects.TryGetValue(Key<TEntity>(@namespace, name), out var state) ? Read<TEntity>(state) : default;
    }

    public List<TEntity> All<TEntity>()
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        lock (_lock)
            return _objects.Where(entry => entry.Key.StartsWith(typeof(TEntity).Name + " ", StringComparison.Ordinal))
                .Select(entry => Read<TEntity>(entry.Value)).ToList();
    }

    public Task<TEntity?> GetAsync<TEntity>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Answer(() => Get<TEntity>(name, @namespace ?? ""));

    public Task<IList<TEntity>> ListAsync<TEntity>(
        string? @namespace = null, string? labelSelector = null, string? fieldSelector = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Answer<IList<TEntity>>(All<TEntity>);

    public Task<TEntity> CreateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Write("create", entity.Name(), () =>
    {
        var key = Key<TEntity>(entity.Namespace(), entity.Name());
        if (_objects.ContainsKey(key))
            throw Error(HttpStatusCode.Conflict);
        var state = ToJson(entity);
        state["metadata"]!["uid"] = Guid.NewGuid().ToString();
        state["metadata"]!["generation"] = 1L;
        return Store<TEntity>(key, state, WatchEventType.Added);
    }, cancellationToken);

    public Task<TEntity> UpdateAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Write("update", entity.Name(), () =>
    {
        var (key, before) = Existing<TEntity>(entity.Namespace(), entity.Name(), entity.ResourceVersion());
        var state = ToJson(entity);
        state["status"] = before["status"]?.DeepClone();
        var isNewSpec = !JsonNode.DeepEquals(before["spec"], state["spec"]);
        state["metadata"]!["generation"] = (long)before["metadata"]!["generation"]! + (isNewSpec ? 1 : 0);
        return Store<TEntity>(key, state, WatchEventType.Modified);
    }, cancellationToken);

    public Task<TEntity> UpdateStatusAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Write("status", entity.Name(), () =>
    {
        var (key, before) = Existing<TEntity>(entity.Namespace(), entity.Name(), entity.ResourceVersion());
        var state = (JsonObject)before.DeepClone();
        state["status"] = ToJson(entity)["status"]?.DeepClone();
        return Store<TEntity>(key, state, WatchEventType.Modified);
    }, cancellationToken);

    public Task<TEntity> SaveAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> =>
        Get<TEntity>(entity.Name(), entity.Namespace() ?? "") is { } existing
            ? UpdateAsync(entity.WithResourceVersion(existing), cancellationToken)
            : CreateAsync(entity, cancellationToken);

    public Task<TEntity> PatchAsync<TEntity>(
        V1Patch patch,
        string name,
        string? @namespace = null,
        string? fieldManager = null,
        bool? force = null,
        string? dryRun = null,
        CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Write("patch", name, () =>
    {
        Assert.Equal(V1Patch.PatchType.MergePatch, patch.Type);
        var changes = (JsonObject)JsonNode.Parse(patch.Content as string ?? KubernetesJson.Serialize(patch.Content))!;
        var (key, before) = Existing<TEntity>(@namespace, name, (string?)changes["metadata"]?["resourceVersion"]);
        var state = (JsonObject)before.DeepClone();
        Merge(state, changes);
        return Store<TEntity>(key, state, WatchEventType.Modified);
    }, cancellationToken);

    public Task DeleteAsync<TEntity>(TEntity entity, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => DeleteAsync<TEntity>(entity.Name(), entity.Namespace(), cancellationToken);

    public Task DeleteAsync<TEntity>(string name, string? @namespace = null, CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Write("delete", name, () =>
    {
        var (key, before) = Existing<TEntity>(@namespace, name, null);
        var state = (JsonObject)before.DeepClone();
        state["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        state["metadata"]!["generation"] = (long)before["metadata"]!["generation"]! + 1;
        return Store<TEntity>(key, state, WatchEventType.Modified);
    }, cancellationToken);

    public IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync<TEntity>(
        string? @namespace = null,
        string? resourceVersion = null,
        string? labelSelector = null,
        string? fieldSelector = null,
        bool? allowWatchBookmarks = null,
        CancellationToken cancellationToken = default)
        where TEntity : IKubernetesObject<V1ObjectMeta> => Source<TEntity>().WatchAsync(resourceVersion!, cancellationToken);

    public string GetCurrentNamespace(string downwardApiEnvName = "POD_NAMESPACE") => "operator";

    public void Dispose()
    {
    }

    private static string Key<TEntity>(string? @namespace, string name) => $"{typeof(TEntity).Name} {@namespace}/{name}";

    private static JsonObject ToJson<TEntity>(TEntity entity) => (JsonObject)JsonNode.Parse(KubernetesJson.Serialize(entity!))!;

    private static TEntity Read<TEntity>(JsonObject state) => KubernetesJson.Deserialize<TEntity>(state.ToJsonString());

    private static HttpOperationException Error(HttpStatusCode code) =>
        new($"{code}") { Response = new HttpResponseMessageWrapper(new HttpResponseMessage(code), "") };

    private static void Merge(JsonObject state, JsonObject changes)
    {
        foreach (var (name, change) in changes)
        {
            if (change is JsonObject inner && state[name] is JsonObject existing)
                Merge(existing, inner);
            else
                state[name] = change?.DeepClone();
        }
    }

    private Task<T> Answer<T>(Func<T> answer)
    {
        if (Outage is { } outage)
            return Task.FromException<T>(new HttpRequestException(outage.Message));
        lock (_lock)
        {
            try
            {
                return Task.FromResult(answer());
            }
            catch (HttpOperationException error)
            {
                return Task.FromException<T>(error);
            }
        }
    }

    private async Task<T> Write<T>(string verb, string name, Func<T> write, CancellationToken cancellationToken)
    {
        await Task.Yield();
        if (BeforeWrite is { } before)
            await before(verb, name, cancellationToken);
        return await Answer(() =>
        {
            var result = write();
            Writes.Add($"{verb} {name}");
            return result;
        });
    }

    private (string Key, JsonObject State) Existing<TEntity>(string? @namespace, string name, string? version)
    {
        var key = Key<TEntity>(@namespace, name);
        if (!_objects.TryGetValue(key, out var state))
            throw Error(HttpStatusCode.NotFound);
        if (!string.IsNullOrEmpty(version) && version != (string)state["metadata"]!["resourceVersion"]!)
            throw Error(HttpStatusCode.Conflict);
        return (key, state);
    }

    private TEntity Store<TEntity>(string key, JsonObject state, WatchEventType type)
    {
        state["metadata"]!["resourceVersion"] = (++_version).ToString();
        // What is being deleted goes as soon as nobody holds on to it.
        var isGone = state["metadata"]!["deletionTimestamp"] is not null && state["metadata"]!["finalizers"] is not JsonArray { Count: > 0 };
        if (isGone)
            _objects.Remove(key);
        else
            _objects[key] = state;
        _history.Add((_version, typeof(TEntity).Name, isGone ? WatchEventType.Deleted : type, (JsonObject)state.DeepClone()));
        Signal();
        return Read<TEntity>(state);
    }

    private void Signal()
    {
        _changed.SetResult();
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Entities<TEntity>(FakeCluster cluster) : IEntitySource<TEntity>
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        public Task<EntityList<TEntity>> ListPageAsync(string? continueToken, CancellationToken cancellationToken) => cluster.Answer(() =>
        {
            var offset = int.Parse(continueToken ?? "0");
            cluster.Lists += offset == 0 ? 1 : 0;
            var all = cluster.All<TEntity>();
            var next = offset + cluster.PageSize < all.Count ? $"{offset + cluster.PageSize}" : null;
            return new EntityList<TEntity>
            {
                Metadata = new V1ListMeta { ResourceVersion = $"{cluster._version}", ContinueProperty = next! },
                Items = [.. all.Skip(offset).Take(cluster.PageSize)],
            };
        });

        public async IAsyncEnumerable<(WatchEventType Type, TEntity Entity)> WatchAsync(
            string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            var from = await cluster.Answer(() => long.Parse(resourceVersion));
            var generation = cluster._watchGeneration;
            cluster.Watches++;
            while (true)
            {
                List<(long Version, string Kind, WatchEventType Type, JsonObject State)> news;
                Task changed;
                lock (cluster._lock)
                {
                    if (from < cluster._forgottenUpTo)
                        throw new KubernetesException(new V1Status { Code = 410, Message = "too old resource version" });
                    if (generation != cluster._watchGeneration)
                        yield break;
                    news = cluster.IsSilent ? [] : cluster._history.Where(entry => entry.Version > from && entry.Kind == typeof(TEntity).Name).ToList();
                    changed = cluster._changed.Task;
                }
                foreach (var entry in news)
                {
                    from = entry.Version;
                    yield return (entry.Type, Read<TEntity>(entry.State));
                }
                if (news.Count == 0)
                    await changed.WaitAsync(cancellationToken);
            }
        }
    }
}
