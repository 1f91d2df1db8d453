using System.Threading.Channels;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>All custom resources, kept current by watches; as a table on a terminal, as a line per change elsewhere.</summary>
internal sealed class LiveTable(IKubernetesClient client, IAnsiConsole console)
{
    private readonly SortedDictionary<string, ResourceSummary> rows = new(StringComparer.Ordinal);
    private readonly Channel<bool> changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock gate = new();

    /// <summary>Shows changes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var following = Task.WhenAll(
            FollowAsync<Tenant>(cancellationToken), FollowAsync<EncryptionKey>(cancellationToken), FollowAsync<TenantBucket>(cancellationToken),
            FollowAsync<DataStream>(cancellationToken), FollowAsync<DataCache>(cancellationToken), FollowAsync<DataPipeline>(cancellationToken));
        if (console.Profile.Capabilities.Interactive)
            await Task.WhenAny(following, console.Live(Render()).StartAsync(live => RedrawAsync(live, cancellationToken))).Unwrap();
        else
            await following;
    }

    private Task FollowAsync<TKind>(CancellationToken cancellationToken)
        where TKind : IPlatformResource =>
        new Node.Follower<TKind>(client, (resource, gone, _) =>
        {
            Note(resource, gone);
            return Task.CompletedTask;
        }).RunAsync(cancellationToken);

    private void Note(IPlatformResource resource, bool gone)
    {
        var row = ResourceSummary.Of(resource);
        var key = $"{row.Kind}/{row.Name}";
        lock (gate)
        {
            if (gone ? !rows.Remove(key) : rows.TryGetValue(key, out var shown) && shown == row)
                return;
            if (!gone)
                rows[key] = row;
        }

        if (console.Profile.Capabilities.Interactive)
            changed.Writer.TryWrite(true);
        else
            console.WriteLine(gone ? $"{row.Kind} {row.Name} is gone" : $"{row.Kind} {row.Name} Ready={row.Ready} {row.Reason} {row.Aws}");
    }

    private async Task RedrawAsync(LiveDisplayContext live, CancellationToken cancellationToken)
    {
        await foreach (var _ in changed.Reader.ReadAllAsync(cancellationToken))
            live.UpdateTarget(Render());
    }

    private Table Render()
    {
        var table = new Table().AddColumns("Kind", "Name", "Ready", "Reason", "AWS").Border(TableBorder.Rounded);
        lock (gate)
        {
            foreach (var row in rows.Values)
                table.AddRow(new Text(row.Kind), new Text(row.Name), new Text(row.Ready, Color(row.Ready)), new Text(row.Reason), new Text(row.Aws));
        }

        return table;
    }

    private static Style Color(string ready) => new(ready switch
    {
        "True" => Spectre.Console.Color.Green,
        "False" => Spectre.Console.Color.Red,
        _ => Spectre.Console.Color.Yellow,
    });
}
