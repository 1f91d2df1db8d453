using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Operator.Queue;
using Microsoft.Extensions.Logging;

namespace KubeOps.Operator.Informer;

/// <summary>
/// Keeps a store like the API server's and tells every difference exactly once: a list first, then a watch from the list's version.
/// When the watch falls too far behind (410) it lists again and tells what it missed, deletions too.
/// </summary>
internal sealed partial class Informer<TEntity>(
    IEntitySource<TEntity> source,
    EntityStore<TEntity> store,
    Action<EntityChange<TEntity>> onChange,
    TimeProvider time,
    ILogger logger)
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>A server sends a bookmark about every minute; a watch that is silent for longer than this is dead.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(5);

    // A watch that ends sooner than this is treated like a failed one, so that a server which closes at once is not flooded.
    private static readonly TimeSpan ShortWatch = TimeSpan.FromSeconds(5);

    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    private string? _resourceVersion;
    private volatile bool _synced;
    private volatile int _staleInARow;

    /// <summary>The first list is in the store.</summary>
    public bool HasSynced => _synced;

    /// <summary>The watch was silent, was opened anew, and is silent still.</summary>
    public bool IsStale => _staleInARow > 1;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                if (_resourceVersion is null)
                    await ListAsync(cancellationToken);
                await WatchAsync(cancellationToken);
                failures = time.GetElapsedTime(started) < ShortWatch ? failures + 1 : 0;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (IsGone(error))
            {
                LogTooOld(Kind, _resourceVersion);
                _resourceVersion = null;
                failures = time.GetElapsedTime(started) < ShortWatch ? failures + 1 : 0;
            }
            catch (Exception error)
            {
                failures = time.GetElapsedTime(started) < ShortWatch ? failures + 1 : 1;
                LogFailed(Kind, failures, error.Message);
            }
            if (failures > 0)
                await PauseAsync(failures, cancellationToken);
        }
    }

    private static string Kind => typeof(TEntity).Name;

    private static bool IsGone(Exception error) => error switch
    {
        KubernetesException kubernetes => kubernetes.Status.Code == (int)HttpStatusCode.Gone,
        HttpOperationException http => http.Response?.StatusCode == HttpStatusCode.Gone,
        _ => false,
    };

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        List<TEntity> entities = [];
        string? version = null, next = null;
        do
        {
            var page = await source.ListPageAsync(next, cancellationToken);
            // All pages show the state at the first page's version; the watch goes on from there.
            version ??= page.Metadata.ResourceVersion;
            entities.AddRange(page.Items);
            next = page.Metadata.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(next));

        Tell(store.Replace(entities, isFirstList: !_synced));
        _resourceVersion = version ?? "0";
        _synced = true;
        LogListed(Kind, entities.Count, _resourceVersion);
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        // The timeout restarts with every sign of life, so it fires only on silence.
        using var silence = new CancellationTokenSource(StaleAfter, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        try
        {
            await foreach (var (type, entity) in source.WatchAsync(_resourceVersion!, either.Token))
            {
                silence.CancelAfter(StaleAfter);
                _staleInARow = 0;
                Take(type, entity);
            }
        }
        catch (Exception) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _staleInARow++;
            LogStale(Kind, StaleAfter);
        }
    }

    private void Take(WatchEventType type, TEntity entity)
    {
        switch (type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                Tell(store.Put(entity));
                break;
            case WatchEventType.Deleted:
                Tell(store.Remove(entity));
                break;
            case WatchEventType.Bookmark:
                break;
            default:
                throw new InvalidOperationException($"The watch of {Kind} brought an event of type {type}.");
        }
        _resourceVersion = entity.ResourceVersion();
    }

    private void Tell(IEnumerable<EntityChange<TEntity>> changes)
    {
        foreach (var change in changes)
            onChange(change);
    }

    private async Task PauseAsync(int failures, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(_backoff.After(failures), time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The loop's condition ends the run.
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Listed {Count} {Kind} at version {ResourceVersion}.")]
    private partial void LogListed(string kind, int count, string resourceVersion);

    [LoggerMessage(Level = LogLevel.Information, Message = "The server no longer knows version {ResourceVersion} of {Kind}; listing again.")]
    private partial void LogTooOld(string kind, string? resourceVersion);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot list or watch {Kind} (failure {Failures} in a row): {Reason}")]
    private partial void LogFailed(string kind, int failures, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch of {Kind} was silent for {Time}; opening a new one.")]
    private partial void LogStale(string kind, TimeSpan time);
}
