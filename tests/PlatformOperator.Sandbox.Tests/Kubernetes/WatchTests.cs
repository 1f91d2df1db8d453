using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class WatchTests : ApiTest
{
    protected override KubernetesApiServerOptions Options => new() { WatchHistory = 8 };

    [Fact]
    public async Task A_watch_from_a_list_sees_every_change_once_and_in_order()
    {
        await Api.PostAsync(Maps, Map("a"));
        var version = (await Api.GetAsync(Maps)).Json.Text("metadata", "resourceVersion");
        await Api.MergeAsync($"{Maps}/a", """{"data":{"key":"2"}}""");
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&resourceVersion={version}");
        await Api.PostAsync(Maps, Map("b"));
        await Api.DeleteAsync($"{Maps}/a");

        var events = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var (type, item) = await watch.NextAsync();
            events.Add($"{type} {item.Text("metadata", "name")}");
        }

        Assert.Equal(["MODIFIED a", "ADDED b", "DELETED a"], events);
    }

    [Fact]
    public async Task A_deletion_carries_a_version_of_its_own()
    {
        var created = (await Api.PostAsync(Maps, Map("a"))).Json;
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&resourceVersion={created.Text("metadata", "resourceVersion")}");
        await Api.DeleteAsync($"{Maps}/a");

        var (type, item) = await watch.NextAsync();

        Assert.Equal("DELETED", type);
        Assert.True(item.Version() > created.Version());
    }

    [Fact]
    public async Task A_watch_without_a_version_begins_with_what_is_there()
    {
        await Api.PostAsync(Maps, Map("a"));
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&labelSelector=&fieldSelector=metadata.name%3Da");

        var (type, item) = await watch.NextAsync();

        Assert.Equal(("ADDED", "a"), (type, item.Text("metadata", "name")));
    }

    [Fact]
    public async Task A_streamed_list_ends_with_a_bookmark_that_says_so()
    {
        await Api.PostAsync(Maps, Map("a"));
        using var watch = await Api.WatchAsync(
            $"{Maps}?watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&fieldSelector=metadata.name%3Da");

        Assert.Equal("ADDED", (await watch.NextAsync()).Type);
        var (type, item) = await watch.NextAsync();

        Assert.Equal(("BOOKMARK", "true"), (type, item.Text("metadata", "annotations", "k8s.io/initial-events-end")));
    }

    [Fact]
    public async Task An_object_that_comes_to_match_a_selector_is_added_and_deleted_when_it_ceases_to()
    {
        var created = (await Api.PostAsync(Maps, Map("a"))).Json;
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&labelSelector=color%3Dred&resourceVersion={created.Text("metadata", "resourceVersion")}");

        await Api.MergeAsync($"{Maps}/a", """{"metadata":{"labels":{"color":"red"}}}""");
        await Api.MergeAsync($"{Maps}/a", """{"data":{"key":"2"}}""");
        await Api.MergeAsync($"{Maps}/a", """{"metadata":{"labels":{"color":"blue"}}}""");
        await Api.DeleteAsync($"{Maps}/a");
        await Api.PostAsync(Maps, Map("b"));
        await Api.MergeAsync($"{Maps}/b", """{"metadata":{"labels":{"color":"red"}}}""");

        var events = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var (type, item) = await watch.NextAsync();
            events.Add($"{type} {item.Text("metadata", "name")}");
        }

        Assert.Equal(["ADDED a", "MODIFIED a", "DELETED a", "ADDED b"], events);
    }

    [Fact]
    public async Task A_watch_from_before_the_history_is_told_410_and_ends()
    {
        var first = (await Api.PostAsync(Maps, Map("a", "0"))).Json;
        for (var i = 1; i <= 20; i++)
            await Api.MergeAsync($"{Maps}/a", $$"""{"data": {"key": "{{i}}" } }""");
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&resourceVersion={first.Text("metadata", "resourceVersion")}");

        var (type, status) = await watch.NextAsync();

        Assert.Equal(("ERROR", 410, "Expired"), (type, status.Integer("code"), status.Text("reason")));
        Assert.StartsWith("too old resource version: ", status.Text("message"), StringComparison.Ordinal);
        Assert.True(await watch.HasEndedAsync());
    }

    [Fact]
    public async Task Pages_show_the_list_as_it_was_at_the_first_page()
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
            await Api.PostAsync(Maps, Map(name));
        var first = (await Api.GetAsync($"{Maps}?limit=2")).Json;
        await Api.DeleteAsync($"{Maps}/c");
        await Api.PostAsync(Maps, Map("e"));

        var second = (await Api.GetAsync($"{Maps}?limit=500&continue={first.Text("metadata", "continue")}")).Json;

        Assert.Equal(["a", "b", "c", "d", "kube-root-ca.crt"], Names(first).Concat(Names(second)));
        Assert.Equal(first.Text("metadata", "resourceVersion"), second.Text("metadata", "resourceVersion"));
        Assert.Equal(3, first.Integer("metadata", "remainingItemCount"));
    }

    [Fact]
    public async Task A_page_token_that_is_too_old_comes_back_with_a_fresh_one()
    {
        await Api.PostAsync(Maps, Map("a", "0"));
        var token = (await Api.GetAsync($"{Maps}?limit=1")).Json.Text("metadata", "continue");
        for (var i = 1; i <= 20; i++)
            await Api.MergeAsync($"{Maps}/a", $$"""{"data": {"key": "{{i}}" } }""");

        var expired = await Api.GetAsync($"{Maps}?limit=1&continue={token}");
        var rest = await Api.GetAsync($"{Maps}?continue={expired.Json.Text("metadata", "continue")}");

        Assert.Equal((410, "Expired"), (expired.Status, expired.Reason));
        Assert.Equal(["kube-root-ca.crt"], Names(rest.Json));
    }

    [Fact]
    public async Task A_watch_ends_after_its_timeout()
    {
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&resourceVersion=1000000&timeoutSeconds=1");

        Assert.True(await watch.HasEndedAsync());
    }

    [Fact]
    public async Task A_stopping_server_ends_its_watches()
    {
        using var watch = await Api.WatchAsync($"{Maps}?watch=true&resourceVersion=1000000");

        await Server.DisposeAsync();

        Assert.True(await watch.HasEndedAsync());
    }

    private static IEnumerable<string?> Names(JsonNode list) => list.Maps("items").Select(item => item.Text("metadata", "name"));
}
