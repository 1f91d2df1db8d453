using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>Follows all objects of a kind: a list, then a watch, again from the start when that ends. Objects that went in between are noticed by the list.</summary>
internal sealed class Follower<TObject>(IKubernetesClient client, Func<TObject, bool, CancellationToken, Task> seenAsync)
    where TObject : IKubernetesObject<V1ObjectMeta>
{
    private readonly Dictionary<string, TObject> known = new(StringComparer.Ordinal);

    /// <summary>Runs until cancelled. The handler gets the object and whether it is gone.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowOnceAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or KubernetesException or HttpOperationException && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task FollowOnceAsync(CancellationToken cancellationToken)
    {
        var listed = await client.ListAsync<TObject>(cancellationToken: cancellationToken);
        foreach (var gone in known.Values.ExceptBy(listed.Select(item => item.Uid()), item => item.Uid()).ToList())
            await NoteAsync(gone, isGone: true, cancellationToken);
        foreach (var item in listed)
            await NoteAsync(item, isGone: false, cancellationToken);
        // Without a resource version the watch begins with what is there, so nothing between list and watch is lost.
        await foreach (var (type, item) in client.WatchAsync<TObject>(cancellationToken: cancellationToken))
        {
            if (type is WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted)
                await NoteAsync(item, type == WatchEventType.Deleted, cancellationToken);
        }
    }

    private async Task NoteAsync(TObject item, bool isGone, CancellationToken cancellationToken)
    {
        if (isGone)
            known.Remove(item.Uid());
        else
            known[item.Uid()] = item;
        await seenAsync(item, isGone, cancellationToken);
    }
}
