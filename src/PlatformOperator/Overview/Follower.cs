using System.Globalization;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Overview;

/// <summary>
/// Follows all objects of a kind: a list, then a watch from where the list ended, again from the start when that ends. Objects that went in between are noticed
/// by the list. Nothing ends it but its cancellation: what goes wrong is tried again after a pause.
/// </summary>
/// <param name="client">Reaches the cluster.</param>
/// <param name="seenAsync">Gets each object and whether it is gone.</param>
/// <param name="namespace">The one namespace to follow; null follows all.</param>
public sealed class Follower<TObject>(IKubernetesClient client, Func<TObject, bool, CancellationToken, Task> seenAsync, string? @namespace = null)
    where TObject : IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, TObject> known = new(StringComparer.Ordinal);

    // False after a watch that failed: the server may have forgotten the version.
    private bool canResume = true;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowOnceAsync(cancellationToken);
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }

    private async Task FollowOnceAsync(CancellationToken cancellationToken)
    {
        var listed = await client.ListAsync<TObject>(@namespace, cancellationToken: cancellationToken);
        foreach (var gone in known.Values.ExceptBy(listed.Select(item => item.Uid()), item => item.Uid()).ToList())
            await NoteAsync(gone, isGone: true, cancellationToken);
        foreach (var item in listed)
            await NoteAsync(item, isGone: false, cancellationToken);
        // From the newest object on, deletions between list and watch are told too; a watch without a version would begin with what is left.
        var version = canResume ? Newest(listed) : null;
        canResume = false;
        await foreach (var (type, item) in client.WatchAsync<TObject>(@namespace, version, cancellationToken: cancellationToken))
        {
            if (type is WatchEventType.Added or WatchEventType.Modified or WatchEventType.Deleted)
                await NoteAsync(item, type == WatchEventType.Deleted, cancellationToken);
        }

        canResume = true;
    }

    private static string? Newest(IEnumerable<TObject> listed) =>
        listed.Select(item => item.ResourceVersion()).MaxBy(version => long.Parse(version!, CultureInfo.InvariantCulture));

    private async Task NoteAsync(TObject item, bool isGone, CancellationToken cancellationToken)
    {
        if (isGone)
            known.Remove(item.Uid());
        else
            known[item.Uid()] = item;
        await seenAsync(item, isGone, cancellationToken);
    }
}
