using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Reconciliation;
using KubeOps.Operator.Informer;
using KubeOps.Operator.Metrics;
using KubeOps.Operator.Queue;
using Microsoft.Extensions.Logging;

namespace KubeOps.Operator.Reconciliation;

/// <summary>What the operator's host needs to know of a controller, whatever its entities are.</summary>
internal interface IControllerPipeline
{
    string Name { get; }

    /// <summary>The first list is in the store.</summary>
    bool HasSynced { get; }

    /// <summary>Why the controller does no work although it should; null when all is well.</summary>
    string? Trouble { get; }

    /// <summary>Works until stopping, then lets passes in work come to their end unless they are aborted.</summary>
    Task RunAsync(CancellationToken stopping, CancellationToken abort);
}

/// <summary>What the pipelines of an operator have in common.</summary>
internal sealed record PipelineEnvironment(OperatorSettings Settings, TimeProvider Time, OperatorMetrics Metrics, ILoggerFactory Loggers);

/// <summary>One controller: an informer that fills a queue of keys, and workers that bring each key's newest state to the controller.</summary>
internal sealed partial class ControllerPipeline<TEntity> : IControllerPipeline, IEntityWork<TEntity>, IDisposable
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan ResyncPeriod = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromMinutes(5);

    private readonly EntityStore<TEntity> _store = new();
    private readonly ConcurrentDictionary<EntityKey, TEntity> _deleted = [];
    private readonly ConcurrentDictionary<EntityKey, string> _told = [];
    private readonly EntityReconciler<TEntity> _reconciler;
    private readonly PipelineEnvironment _environment;
    private readonly WorkQueue<EntityKey> _queue;
    private readonly Informer<TEntity> _informer;
    private readonly ILogger _logger;
    private volatile bool _ended;

    public ControllerPipeline(string name, EntityReconciler<TEntity> reconciler, IEntitySource<TEntity> source, PipelineEnvironment environment)
    {
        Name = name;
        _reconciler = reconciler;
        _environment = environment;
        _logger = environment.Loggers.CreateLogger($"KubeOps.Operator.{name}");
        var backoff = new Backoff(environment.Settings.ParallelReconciliation.ErrorBackoffBase, LongestBackoff);
        _queue = new WorkQueue<EntityKey>(name, key => key.Namespace, backoff, environment.Time, environment.Metrics);
        _informer = new Informer<TEntity>(source, _store, OnChange, environment.Time, _logger);
    }

    public string Name { get; }

    public bool HasSynced => _informer.HasSynced;

    public string? Trouble =>
        _ended ? $"{Name}: a worker or the watch has ended"
        : _informer.IsStale ? $"{Name}: the watch brings neither events nor bookmarks, not even after it was opened anew"
        : null;

    public bool Enqueue(TEntity entity, ReconciliationTriggerSource source, TimeSpan queueIn) =>
        _queue.AddAfter(
            EntityKey.Of(entity),
            queueIn,
            source == ReconciliationTriggerSource.ApiServer ? WorkPriority.Change : WorkPriority.Resync);

    public async Task RunAsync(CancellationToken stopping, CancellationToken abort)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, abort);
        var workers = _environment.Settings.ParallelReconciliation.MaxParallelReconciliations;
        _environment.Metrics.WorkersSet(Name, workers);
        List<Task> parts = [_informer.RunAsync(ending.Token), .. Enumerable.Range(0, workers).Select(_ => WorkAsync(ending.Token, abort))];
        await Task.WhenAny(parts);
        // Before the operator stops no part ends by itself; if one does, a controller that works in part must not look healthy.
        _ended = !ending.IsCancellationRequested;
        await ending.CancelAsync();
        _queue.Close();
        await Task.WhenAll(parts);
    }

    public void Dispose() => _queue.Dispose();

    // The status of Kubernetes' own kinds is written by others, and is what an operator watches them for.
    private ReconcileStrategy Strategy =>
        typeof(TEntity).Namespace == typeof(V1ObjectMeta).Namespace ? ReconcileStrategy.ByResourceVersion : _environment.Settings.ReconcileStrategy;

    private void OnChange(EntityChange<TEntity> change)
    {
        var key = EntityKey.Of(change.After);
        if (change.Type == ReconciliationType.Deleted)
            _deleted[key] = change.After;
        else if (change.Before is { } before
            && !ChangeFilter.Matters(Strategy, before.Metadata, change.After.Metadata))
            return;
        _queue.Add(key, change.IsFirstList ? WorkPriority.Resync : WorkPriority.Change);
    }

    private async Task WorkAsync(CancellationToken stopping, CancellationToken abort)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            WorkItem<EntityKey> item;
            try
            {
                item = await _queue.TakeAsync(stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            try
            {
                await VisitAsync(item, abort);
            }
            finally
            {
                _queue.Done(item.Key);
            }
        }
    }

    private async Task VisitAsync(WorkItem<EntityKey> item, CancellationToken abort)
    {
        var started = _environment.Time.GetTimestamp();
        _environment.Metrics.ReconcileStarted(Name);
        Disposition disposition;
        Exception? error = null;
        try
        {
            var result = await PassAsync(item.Key, abort);
            disposition = result is null ? Disposition.Gone : Disposition.Of(result, item.Priority, Resync());
            error = result?.Error;
        }
        catch (Exception thrown)
        {
            disposition = Disposition.Of(thrown, item.Priority);
            error = thrown;
        }
        _environment.Metrics.ReconcileEnded(
            Name, disposition.Label, disposition.Failure is not null, _environment.Time.GetElapsedTime(started));
        if (!abort.IsCancellationRequested)
            Schedule(item.Key, disposition, error);
    }

    private async Task<ReconciliationResult<TEntity>?> PassAsync(EntityKey key, CancellationToken abort)
    {
        if (_deleted.TryGetValue(key, out var gone))
        {
            var result = await _reconciler.DeletedAsync(gone, this, abort);
            if (!result.IsSuccess || result.RequeueAfter is not null)
                return result;
            // Only this deletion is done with: the name may have been taken and deleted again meanwhile.
            _deleted.TryRemove(KeyValuePair.Create(key, gone));
        }
        return _store.Copy(key) is { } entity ? await _reconciler.ReconcileAsync(entity, this, abort) : null;
    }

    private void Schedule(EntityKey key, Disposition disposition, Exception? error)
    {
        var pause = disposition.Pause;
        if (disposition.Next == Next.RateLimited)
            pause = _queue.AddRateLimited(key, disposition.Priority);
        else
            _queue.Forget(key);
        if (disposition.Next == Next.After)
            _queue.AddAfter(key, pause, disposition.Priority);
        if (IsNews(key, disposition))
            LogFailure(error, typeof(TEntity).Name, key, disposition.Failure!, pause);
    }

    /// <summary>A controller that names a pause waits for somebody: the same failure after it is counted again, but would only fill the log.</summary>
    private bool IsNews(EntityKey key, Disposition disposition)
    {
        if (disposition.Failure is null)
        {
            _told.TryRemove(key, out _);
            return false;
        }

        var isNews = disposition.Next != Next.After || !_told.TryGetValue(key, out var told) || told != disposition.Failure;
        _told[key] = disposition.Failure;
        return isNews;
    }

    private static TimeSpan Resync() => ResyncPeriod * (0.9 + (0.2 * Random.Shared.NextDouble()));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reconciling {Kind} {Key} failed: {Reason} It is tried again in {Pause}.")]
    private partial void LogFailure(Exception? error, string kind, EntityKey key, string reason, TimeSpan pause);
}
