using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Answers watches. A watcher reads the history at its own pace; one that falls behind the history is cut with 410 Expired, so nothing is buffered for it.
/// Verified against the API concepts document ("Efficient detection of changes", "Watch bookmarks", "Streaming lists").
/// </summary>
internal sealed class WatchEndpoint(ObjectStore store, ObjectPresenter presenter, WatchDelivery delivery, TimeProvider time, CancellationToken stopping)
{
    private const int BatchSize = 200;
    private static readonly TimeSpan BookmarkInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(30);

    public async Task HandleAsync(HttpContext context, RequestInfo info, ResourceKind kind)
    {
        var query = context.Request.Query;
        var wanted = Representation.Of(context.Request);
        var selection = Selection.Of(context.Request, info, kind);
        var from = ListEndpoint.Number(query, "resourceVersion");
        var seconds = ListEndpoint.Number(query, "timeoutSeconds");
        using var timeout = new CancellationTokenSource(seconds > 0 ? TimeSpan.FromSeconds(seconds) : DefaultTimeout, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, timeout.Token, stopping);
        var stream = new WatchStream(context, kind, wanted, presenter);
        try
        {
            await stream.StartAsync(end.Token);
            if (from == 0 || query["sendInitialEvents"] == "true")
                from = await SendPresentAsync(stream, info, kind, selection, query["sendInitialEvents"] == "true", end.Token);
            await FollowAsync(stream, info, kind, selection, from, RequestInfo.IsTrue(query["allowWatchBookmarks"]), end.Token);
        }
        catch (OperationCanceledException)
        {
            // The client left, its timeout passed or the server stops: the stream just ends.
        }
    }

    private async Task<long> SendPresentAsync(
        WatchStream stream, RequestInfo info, ResourceKind kind, Selection selection, bool markEnd, CancellationToken cancellationToken)
    {
        var (items, resourceVersion) = store.List(kind.Storage, kind.Namespaced ? info.Namespace : "");
        foreach (var item in items.Where(selection.Matches))
            await stream.SendAsync("ADDED", item, cancellationToken);
        if (markEnd)
            await stream.SendBookmarkAsync(resourceVersion, endOfInitialEvents: true, cancellationToken);
        return resourceVersion;
    }

    private async Task FollowAsync(
        WatchStream stream, RequestInfo info, ResourceKind kind, Selection selection, long from, bool bookmarks, CancellationToken cancellationToken)
    {
        var ns = kind.Namespaced ? info.Namespace : "";
        using var bookmarkDue = new PeriodicTimer(BookmarkInterval, time);
        var nextBookmark = bookmarkDue.WaitForNextTickAsync(cancellationToken).AsTask();
        while (true)
        {
            var batch = store.After(kind.Storage, from, BatchSize);
            if (batch.Expired || delivery.IsExpired)
            {
                await stream.SendErrorAsync(Errors.Expired(from, store.ResourceVersion), cancellationToken);
                return;
            }

            foreach (var change in await delivery.FilterAsync([.. batch.Changes.Where(change => ns.Length == 0 || change.Object.Namespace == ns)], cancellationToken))
                await SendAsync(stream, change, selection, cancellationToken);
            from = Math.Max(from, batch.UpTo);
            if (batch.More.IsCompleted)
                continue;
            await Task.WhenAny(batch.More, nextBookmark);
            cancellationToken.ThrowIfCancellationRequested();
            if (!nextBookmark.IsCompleted)
                continue;
            nextBookmark = bookmarkDue.WaitForNextTickAsync(cancellationToken).AsTask();
            if (bookmarks && delivery.SendsBookmarks)
                await stream.SendBookmarkAsync(from, endOfInitialEvents: false, cancellationToken);
        }
    }

    // An object that comes to match the selector is added for this watcher, one that ceases to match is deleted.
    private static Task SendAsync(WatchStream stream, Change change, Selection selection, CancellationToken cancellationToken)
    {
        var was = change.Previous != null && selection.Matches(change.Previous);
        var isNow = change.Type != ChangeType.Deleted && selection.Matches(change.Object);
        if (!was && !isNow)
            return Task.CompletedTask;
        return stream.SendAsync(was ? isNow ? "MODIFIED" : "DELETED" : "ADDED", change.Object, cancellationToken);
    }
}

/// <summary>The frames of one watch.</summary>
internal sealed class WatchStream(HttpContext context, ResourceKind kind, Representation wanted, ObjectPresenter presenter)
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        context.Response.StatusCode = 200;
        context.Response.ContentType = JsonResponse.ContentType;
        context.Response.Headers.CacheControl = "no-cache, private";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await context.Response.StartAsync(cancellationToken);

        // Over HTTP/2 the headers would wait for the first event, and client libraries for the headers.
        await context.Response.Body.FlushAsync(cancellationToken);
    }

    public Task SendAsync(string type, StoredObject item, CancellationToken cancellationToken) =>
        WriteAsync(type, presenter.One(kind, item, wanted), cancellationToken);

    public Task SendErrorAsync(ApiException error, CancellationToken cancellationToken) => WriteAsync("ERROR", error.ToStatus().ToUtf8(), cancellationToken);

    public Task SendBookmarkAsync(long resourceVersion, bool endOfInitialEvents, CancellationToken cancellationToken)
    {
        var meta = ObjectPresenter.ListMeta(resourceVersion);
        if (endOfInitialEvents)
            meta["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        var bookmark = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = meta };
        return WriteAsync("BOOKMARK", presenter.One(kind, bookmark, wanted).ToUtf8(), cancellationToken);
    }

    private async Task WriteAsync(string type, ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        var body = context.Response.Body;
        await body.WriteAsync(System.Text.Encoding.UTF8.GetBytes($"{{\"type\":\"{type}\",\"object\":"), cancellationToken);
        await body.WriteAsync(json, cancellationToken);
        await body.WriteAsync("}\n"u8.ToArray(), cancellationToken);
        await body.FlushAsync(cancellationToken);
    }
}
