using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Builder;
using KubeOps.Abstractions.Events;
using KubeOps.KubernetesClient;
using Microsoft.Extensions.Logging;

namespace KubeOps.Operator.Events;

/// <summary>
/// Publishes Events. What was said before of the same object only raises a count, an object that talks too much falls silent,
/// and no failure reaches the caller: a reconciliation must not depend on what it says about itself.
/// </summary>
internal sealed partial class EventRecorder(
    IKubernetesClient client, OperatorSettings settings, TimeProvider time, ILogger<EventRecorder> logger)
{
    // The API server keeps Events for an hour; a few thousand series are more than anyone reads in that time.
    private const int RememberedSeries = 4096;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly BoundedCache<string, int> _counts = new(RememberedSeries);
    private readonly TokenBuckets _perObject = new(burst: 25, refill: TimeSpan.FromMinutes(5), RememberedSeries, time);
    private readonly TokenBuckets _overall = new(burst: 100, refill: TimeSpan.FromMilliseconds(200), capacity: 1, time);

    public async Task PublishAsync(
        IKubernetesObject<V1ObjectMeta> entity,
        string reason,
        string message,
        EventType type = EventType.Normal,
        CancellationToken cancellationToken = default)
    {
        try
        {
            var draft = EventDraft.Of(entity, reason, message, type);
            if (!_perObject.TryTake(draft.Subject) || !_overall.TryTake(""))
            {
                LogDropped(draft.Subject, reason, message);
                return;
            }
            using var deadline = new CancellationTokenSource(RequestTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            await WriteAsync(draft, either.Token);
        }
        catch (Exception error)
        {
            LogFailed(error.Message, reason, message);
        }
    }

    private async Task WriteAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        int known;
        lock (_lock)
            _counts.TryGet(draft.Name, out known);
        var count = known > 0 && await CountAsync(draft, known + 1, cancellationToken)
            ? known + 1
            : await CreateAsync(draft, cancellationToken);
        lock (_lock)
            _counts.Set(draft.Name, count);
    }

    private async Task<int> CreateAsync(EventDraft draft, CancellationToken cancellationToken)
    {
        try
        {
            await client.CreateAsync(draft.ToEvent(settings.Name, time.GetUtcNow().UtcDateTime), cancellationToken);
            return 1;
        }
        catch (HttpOperationException error) when (error.Response?.StatusCode == HttpStatusCode.Conflict)
        {
            // The name is a hash of what is said: a process before this one, or another worker, said it already. The answer to a
            // patch tells how often, so that the operator needs no right to read Events.
            var existing = await TouchAsync(draft, new Dictionary<string, object>(), cancellationToken);
            var count = (existing.Count ?? 1) + 1;
            await CountAsync(draft, count, cancellationToken);
            return count;
        }
    }

    // False when the Event is no longer there: the API server lets Events expire.
    private async Task<bool> CountAsync(EventDraft draft, int count, CancellationToken cancellationToken)
    {
        try
        {
            await TouchAsync(draft, new Dictionary<string, object> { ["count"] = count }, cancellationToken);
            return true;
        }
        catch (HttpOperationException error) when (error.Response?.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private Task<Corev1Event> TouchAsync(EventDraft draft, Dictionary<string, object> changes, CancellationToken cancellationToken)
    {
        changes["lastTimestamp"] = time.GetUtcNow().UtcDateTime;
        return client.PatchAsync<Corev1Event>(
            new V1Patch(changes, V1Patch.PatchType.MergePatch), draft.Name, draft.Namespace, cancellationToken: cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Too many Events of {Subject}; dropped {Reason}: {Message}")]
    private partial void LogDropped(string subject, string reason, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Cannot publish an Event ({Error}): {Reason}: {Message}")]
    private partial void LogFailed(string error, string reason, string message);
}
