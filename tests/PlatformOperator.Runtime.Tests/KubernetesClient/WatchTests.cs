using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Testing;
using ApiClient = KubeOps.KubernetesClient.KubernetesClient;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class WatchTests
{
    private static string Event(string type, string name, string version, string? colour = null) => KubernetesJson.Serialize(new
    {
        type,
        @object = new { apiVersion = "example.com/v1beta1", kind = "Widget", metadata = new { name, resourceVersion = version }, spec = new { colour } },
    }) + "\n";

    private static async Task<List<(WatchEventType Type, Widget Entity)>> CollectAsync(IAsyncEnumerable<(WatchEventType Type, Widget Entity)> events)
    {
        var seen = new List<(WatchEventType, Widget)>();
        await foreach (var change in events)
            seen.Add(change);
        return seen;
    }

    [Fact]
    public async Task Events_come_in_order_until_the_server_ends_the_watch()
    {
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync(Event("ADDED", "a", "1"));
            await context.Response.WriteAsync(Event("MODIFIED", "a", "2", "red") + Event("DELETED", "a", "3"));
            await context.Response.WriteAsync("""{"type":"BOOKMARK","object":{"kind":"Widget","metadata":{"resourceVersion":"9"}}}""" + "\n");
        });
        using var client = new ApiClient(api.Config);

        var seen = await CollectAsync(client.WatchAsync<Widget>("ns", "0", "a=b", "c=d", allowWatchBookmarks: true));

        Assert.Equal(
            [(WatchEventType.Added, "1"), (WatchEventType.Modified, "2"), (WatchEventType.Deleted, "3"), (WatchEventType.Bookmark, "9")],
            seen.Select(change => (change.Type, change.Entity.ResourceVersion())));
        Assert.Equal("red", seen[1].Entity.Spec.Colour);
        var request = Assert.Single(api.Received);
        Assert.StartsWith("/apis/example.com/v1beta1/namespaces/ns/widgets?watch=true&", request.Path, StringComparison.Ordinal);
        Assert.Equal(("0", "a=b", "c=d", "true"),
            (request.Query("resourceVersion"), request.Query("labelSelector"), request.Query("fieldSelector"), request.Query("allowWatchBookmarks")));
        Assert.InRange(int.Parse(request.Query("timeoutSeconds")!, System.Globalization.CultureInfo.InvariantCulture), 300, 600);
    }

    [Fact]
    public async Task Long_lines_and_lines_in_pieces_are_whole()
    {
        var colour = new string('ü', 2_000_000);
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            var bytes = Encoding.UTF8.GetBytes(Event("ADDED", "a", "1", colour) + Event("ADDED", "b", "2"));
            foreach (var piece in bytes.Chunk(70_001))
                await context.Response.Body.WriteAsync(piece);
        });
        using var client = new ApiClient(api.Config);

        var seen = await CollectAsync(client.WatchAsync<Widget>());

        Assert.Equal(["a", "b"], seen.Select(change => change.Entity.Name()));
        Assert.Equal(colour, seen[0].Entity.Spec.Colour);
    }

    [Theory]
    [InlineData("HTTP/1.1")]
    [InlineData("HTTP/2")]
    public async Task A_watch_that_is_cut_in_the_middle_of_an_event_ends_without_it(string protocol)
    {
        using var certificates = new TestCertificates();
        var firstSeen = new TaskCompletionSource();
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync(Event("ADDED", "a", "1") + Event("ADDED", "b", "2")[..40]);
            await context.Response.Body.FlushAsync();
            await firstSeen.Task;
            context.Abort();
        }, certificates.NewServer());
        var config = api.Config;
        config.SslCaCerts = [certificates.Authority];
        config.DisableHttp2 = protocol == "HTTP/1.1";
        using var client = new ApiClient(config);
        var seen = new List<string>();

        await foreach (var (_, widget) in client.WatchAsync<Widget>())
        {
            seen.Add(widget.Name());
            firstSeen.TrySetResult();
        }

        Assert.Equal(["a"], seen);
        Assert.Equal(protocol, Assert.Single(api.Received).Protocol);
    }

    [Fact]
    public async Task A_last_line_that_is_not_ended_is_no_event()
    {
        await using var api = await ApiStub.StartAsync((context, _) => context.Response.WriteAsync(Event("ADDED", "a", "1") + Event("ADDED", "b", "2")[..40]));
        using var client = new ApiClient(api.Config);

        var seen = await CollectAsync(client.WatchAsync<Widget>());

        Assert.Equal("a", Assert.Single(seen).Entity.Name());
    }

    [Fact]
    public async Task A_version_that_is_too_old_is_reported_alike_as_event_and_as_answer()
    {
        var status = ApiStub.Status(410, "Expired", "too old resource version: 1 (99)");
        await using var asEvent = await ApiStub.AnsweringAsync($$"""{"type":"ERROR","object":{{status}}}""" + "\n");
        await using var asAnswer = await ApiStub.AnsweringAsync(status, 410);

        foreach (var api in new[] { asEvent, asAnswer })
        {
            using var client = new ApiClient(api.Config);
            var error = await Assert.ThrowsAsync<KubernetesException>(() => CollectAsync(client.WatchAsync<Widget>(resourceVersion: "1")));
            Assert.Equal((410, "too old resource version: 1 (99)"), (error.Status.Code, error.Message));
        }
    }

    [Fact]
    public async Task A_watch_that_is_refused_is_an_error()
    {
        await using var api = await ApiStub.AnsweringAsync(ApiStub.Status(403, "Forbidden", "no"), 403);
        using var client = new ApiClient(api.Config);

        await Assert.ThrowsAsync<HttpOperationException>(() => CollectAsync(client.WatchAsync<Widget>()));
    }

    [Fact]
    public async Task Cancelling_ends_a_silent_watch_and_its_connection()
    {
        var aborted = new TaskCompletionSource();
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await context.Response.WriteAsync(Event("ADDED", "a", "1"));
            await context.Response.Body.FlushAsync();
            await aborted.Task;
        });
        using var client = new ApiClient(api.Config);
        using var stop = new CancellationTokenSource();
        await using var events = client.WatchAsync<Widget>(cancellationToken: stop.Token).GetAsyncEnumerator();

        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Leaving_a_watch_early_closes_its_connection()
    {
        var aborted = new TaskCompletionSource();
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            context.RequestAborted.Register(() => aborted.TrySetResult());
            await context.Response.WriteAsync(Event("ADDED", "a", "1"));
            await context.Response.Body.FlushAsync();
            await aborted.Task;
        });
        using var client = new ApiClient(api.Config);

        await foreach (var _ in client.WatchAsync<Widget>())
            break;

        await aborted.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_watch_that_the_server_forgot_ends_by_itself()
    {
        var clock = new FakeTimeProvider();
        await using var api = await ApiStub.StartAsync(async (context, _) =>
        {
            await context.Response.WriteAsync(Event("ADDED", "a", "1"));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        var config = api.Config;
        config.Time = clock;
        using var client = new ApiClient(config);
        await using var events = client.WatchAsync<Widget>().GetAsyncEnumerator();

        Assert.True(await events.MoveNextAsync());
        var next = events.MoveNextAsync().AsTask();
        clock.Advance(TimeSpan.FromSeconds(300));
        Assert.False(next.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(330));

        Assert.False(await next);
    }
}
