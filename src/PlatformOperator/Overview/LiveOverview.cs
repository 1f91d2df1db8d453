using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using Spectre.Console;

namespace PlatformOperator.Overview;

/// <summary>How all custom resources are, kept current by watches: drawn anew on a terminal, a line per change elsewhere.</summary>
/// <param name="client">Reaches the cluster.</param>
/// <param name="namespace">The one namespace to look at, or null.</param>
/// <param name="console">Where to draw.</param>
/// <param name="time">The clock that ages are told by.</param>
public sealed class LiveOverview(IKubernetesClient client, string? @namespace, IAnsiConsole console, TimeProvider time)
{
    // Ages go on while nothing changes.
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(500);

    private readonly Dictionary<string, IPlatformResource> resources = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>Shows changes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var following = Task.WhenAll(
            FollowAsync<Tenant>(null, cancellationToken), FollowAsync<EncryptionKey>(@namespace, cancellationToken), FollowAsync<TenantBucket>(@namespace, cancellationToken),
            FollowAsync<DataStream>(@namespace, cancellationToken), FollowAsync<DataCache>(@namespace, cancellationToken), FollowAsync<DataPipeline>(@namespace, cancellationToken));
        if (console.Profile.Capabilities.Interactive)
            await Task.WhenAny(following, console.Live(Draw()).StartAsync(live => RedrawAsync(live, cancellationToken))).Unwrap();
        else
            await following;
    }

    private Task FollowAsync<TKind>(string? home, CancellationToken cancellationToken)
        where TKind : IPlatformResource =>
        new Follower<TKind>(
            client, (resource, gone, _) =>
            {
                Note(resource, gone);
                return Task.CompletedTask;
            },
            home).RunAsync(cancellationToken);

    private void Note(IPlatformResource resource, bool gone)
    {
        var (id, line) = (resource.Uid()!, Line(ResourceOverview.Of(resource), gone));
        lock (gate)
        {
            var isNews = !resources.TryGetValue(id, out var known) || Line(ResourceOverview.Of(known), gone: false) != line;
            if (gone)
                resources.Remove(id);
            else
                resources[id] = resource;
            if (!isNews || console.Profile.Capabilities.Interactive)
                return;
        }

        console.WriteLine(line);
    }

    private static string Line(ResourceOverview resource, bool gone) => gone
        ? $"{resource.Kind} {resource.FullName} is gone"
        : $"{resource.Kind} {resource.FullName} Ready={resource.Ready} {resource.Reason} {resource.Message ?? resource.Aws}";

    private async Task RedrawAsync(LiveDisplayContext live, CancellationToken cancellationToken)
    {
        using var frames = new PeriodicTimer(Frame, time);
        while (await frames.WaitForNextTickAsync(cancellationToken))
            live.UpdateTarget(Draw());
    }

    private Table Draw()
    {
        lock (gate)
            return OverviewTable.Of(ResourceOverview.Tree(Shown()), time.GetUtcNow());
    }

    /// <summary>Of one namespace, its Tenant too.</summary>
    private List<IPlatformResource> Shown() => [.. resources.Values.Where(resource => @namespace is null || resource is not Tenant tenant || tenant.Status.Namespaces?.Contains(@namespace) == true)];
}
