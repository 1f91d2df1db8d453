using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class LifecycleTests : ApiTest
{
    private const string Namespaces = "/api/v1/namespaces";

    [Fact]
    public async Task A_finalizer_holds_an_object_until_it_is_taken_off()
    {
        var map = Map("a");
        map["metadata"]!["finalizers"] = new JsonArray("example.dev/hold");
        await Api.PostAsync(Maps, map);

        var deletion = await Api.DeleteAsync($"{Maps}/a");
        var added = await Api.MergeAsync($"{Maps}/a", """{"metadata":{"finalizers":["example.dev/hold","example.dev/more"]}}""");
        var held = await Api.GetAsync($"{Maps}/a");
        await Api.MergeAsync($"{Maps}/a", """{"metadata":{"finalizers":null}}""");

        Assert.NotNull(deletion.Json.Text("metadata", "deletionTimestamp"));
        Assert.Equal(0, deletion.Json.Integer("metadata", "deletionGracePeriodSeconds"));
        Assert.Equal(422, added.Status);
        Assert.Contains("metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.dev/more\"}", added.Message, StringComparison.Ordinal);
        Assert.Equal(200, held.Status);
        Assert.Equal(404, (await Api.GetAsync($"{Maps}/a")).Status);
    }

    [Fact]
    public async Task A_deletion_for_another_uid_is_refused()
    {
        await Api.PostAsync(Maps, Map("a"));

        var answer = await Api.DeleteAsync($"{Maps}/a", """{"preconditions":{"uid":"other"}}""");

        Assert.Equal((409, "Conflict"), (answer.Status, answer.Reason));
        Assert.Contains("the UID in the precondition (other) does not match the UID in record", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dependents_go_after_their_owner()
    {
        var owner = (await Api.PostAsync(Maps, Map("owner"))).Json;
        await Api.PostAsync(Maps, Owned("dependent", owner));

        var answer = await Api.DeleteAsync($"{Maps}/owner");
        await Api.GoneAsync(Maps, "dependent");

        Assert.Equal("Success", answer.Json.Text("status"));
    }

    [Fact]
    public async Task An_object_whose_owner_never_was_is_collected()
    {
        var owner = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "ghost", ["uid"] = Guid.NewGuid().ToString() } };

        await Api.PostAsync(Maps, Owned("dependent", owner));

        await Api.GoneAsync(Maps, "dependent");
    }

    [Fact]
    public async Task An_object_with_another_living_owner_stays_and_forgets_the_dead_one()
    {
        var first = (await Api.PostAsync(Maps, Map("first"))).Json;
        var second = (await Api.PostAsync(Maps, Map("second"))).Json;
        var dependent = Owned("dependent", first);
        dependent["metadata"]!["ownerReferences"]!.AsArray().Add(Owned("x", second)["metadata"]!["ownerReferences"]![0]!.DeepClone());
        await Api.PostAsync(Maps, dependent);

        await Api.DeleteAsync($"{Maps}/first");

        await Api.UntilAsync(Maps, "dependent", item => item.Maps("metadata", "ownerReferences").Count() == 1);
        Assert.Equal("second", (await Api.GetAsync($"{Maps}/dependent")).Json.Maps("metadata", "ownerReferences").Single().Text("name"));
    }

    [Fact]
    public async Task In_the_foreground_an_owner_waits_for_its_blocking_dependents()
    {
        var owner = (await Api.PostAsync(Maps, Map("owner"))).Json;
        var dependent = Owned("dependent", owner, blocks: true);
        dependent["metadata"]!["finalizers"] = new JsonArray("example.dev/hold");
        await Api.PostAsync(Maps, dependent);

        var answer = await Api.DeleteAsync($"{Maps}/owner", """{"propagationPolicy":"Foreground"}""");
        await Api.UntilAsync(Maps, "dependent", item => item.Text("metadata", "deletionTimestamp") != null);
        var waiting = await Api.GetAsync($"{Maps}/owner");
        await Api.MergeAsync($"{Maps}/dependent", """{"metadata":{"finalizers":null}}""");
        await Api.GoneAsync(Maps, "owner");

        Assert.Equal(["foregroundDeletion"], answer.Json.Texts("metadata", "finalizers"));
        Assert.Equal(200, waiting.Status);
        Assert.Equal(404, (await Api.GetAsync($"{Maps}/dependent")).Status);
    }

    [Fact]
    public async Task Orphans_stay_without_their_owner()
    {
        var owner = (await Api.PostAsync(Maps, Map("owner"))).Json;
        await Api.PostAsync(Maps, Owned("dependent", owner));

        await Api.DeleteAsync($"{Maps}/owner?propagationPolicy=Orphan");
        await Api.GoneAsync(Maps, "owner");

        Assert.Null((await Api.GetAsync($"{Maps}/dependent")).Json.At("metadata", "ownerReferences"));
    }

    [Fact]
    public async Task A_new_namespace_gets_its_account_and_the_authority()
    {
        await CreateNamespaceAsync("team");

        await Api.UntilAsync($"{Namespaces}/team/serviceaccounts", "default", item => item != null);
        await Api.UntilAsync($"{Namespaces}/team/configmaps", "kube-root-ca.crt", item => item.Text("data", "ca.crt")?.StartsWith("-----BEGIN", StringComparison.Ordinal) == true);
        var ns = (await Api.GetAsync($"{Namespaces}/team")).Json;
        Assert.Equal(("Active", "team"), (ns.Text("status", "phase"), ns.Text("metadata", "labels", "kubernetes.io/metadata.name")));
    }

    [Fact]
    public async Task A_namespace_goes_when_its_content_is_gone_and_says_what_remains()
    {
        await CreateNamespaceAsync("team");
        var map = Map("held");
        map["metadata"]!["finalizers"] = new JsonArray("example.dev/hold");
        await Api.PostAsync($"{Namespaces}/team/configmaps", map);

        var deletion = await Api.DeleteAsync($"{Namespaces}/team");
        await Api.UntilAsync(Namespaces, "team", item => ConditionOf(item, "NamespaceFinalizersRemaining").Text("status") == "True");
        var ns = (await Api.GetAsync($"{Namespaces}/team")).Json;
        var refused = await Api.PostAsync($"{Namespaces}/team/configmaps", Map("new"));
        await Api.MergeAsync($"{Namespaces}/team/configmaps/held", """{"metadata":{"finalizers":null}}""");
        await Api.GoneAsync(Namespaces, "team");

        Assert.Equal("Terminating", deletion.Json.Text("status", "phase"));
        Assert.Contains("example.dev/hold in 1 resource instances", ConditionOf(ns, "NamespaceFinalizersRemaining").Text("message"), StringComparison.Ordinal);
        Assert.Equal(
            (403, "configmaps \"new\" is forbidden: unable to create new content in namespace team because it is being terminated"),
            (refused.Status, refused.Message));
        Assert.Equal("NamespaceTerminating", refused.Json.Maps("details", "causes").Single().Text("reason"));
    }

    [Fact]
    public async Task The_default_namespace_stays() => Assert.Equal(403, (await Api.DeleteAsync($"{Namespaces}/default")).Status);

    [Fact]
    public async Task A_quota_by_count_holds_and_shows_its_use()
    {
        await DefineWidgetsAsync();
        await CreateNamespaceAsync("team");
        var quota = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "q" },
            ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["count/widgets.example.dev"] = "1" } },
        };
        await Api.PostAsync($"{Namespaces}/team/resourcequotas", quota);
        const string Path = "/apis/example.dev/v1/namespaces/team/widgets";
        await Api.PostAsync(Path, Widget("a"));

        var refused = await Api.PostAsync(Path, Widget("b"));

        Assert.Equal(403, refused.Status);
        Assert.Equal(
            "widgets.example.dev \"b\" is forbidden: exceeded quota: q, requested: count/widgets.example.dev=1, used: count/widgets.example.dev=1, limited: count/widgets.example.dev=1",
            refused.Message);
        await Api.UntilAsync($"{Namespaces}/team/resourcequotas", "q", item => item.Text("status", "used", "count/widgets.example.dev") == "1");
    }

    [Fact]
    public async Task A_pod_on_a_node_is_only_asked_to_end()
    {
        const string Pods = $"{Namespaces}/default/pods";
        await Api.UntilAsync($"{Namespaces}/default/serviceaccounts", "default", item => item != null);
        await Api.PostAsync(Pods, Pod("here", "node-1"));
        await Api.PostAsync(Pods, Pod("nowhere", null));

        var asked = await Api.DeleteAsync($"{Pods}/here");
        var gone = await Api.DeleteAsync($"{Pods}/nowhere");
        await Api.DeleteAsync($"{Pods}/here", """{"gracePeriodSeconds":0}""");

        Assert.Equal(30, asked.Json.Integer("metadata", "deletionGracePeriodSeconds"));
        Assert.Equal("Success", gone.Json.Text("status"));
        Assert.Equal(404, (await Api.GetAsync($"{Pods}/here")).Status);
    }

    [Fact]
    public async Task A_quota_of_memory_counts_what_a_limit_range_fills_in()
    {
        const string Pods = $"{Namespaces}/default/pods";
        await Api.UntilAsync($"{Namespaces}/default/serviceaccounts", "default", item => item != null);
        await Api.PostAsync(
            $"{Namespaces}/default/resourcequotas", JsonNode.Parse("""{"metadata":{"name":"q"},"spec":{"hard":{"requests.memory":"100Mi"}}}""")!);
        var bare = await Api.PostAsync(Pods, Pod("bare", null));
        await Api.PostAsync(
            $"{Namespaces}/default/limitranges",
            JsonNode.Parse("""{"metadata":{"name":"l"},"spec":{"limits":[{"type":"Container","default":{"memory":"64Mi"}}]}}""")!);

        var first = await Api.PostAsync(Pods, Pod("first", null));
        var second = await Api.PostAsync(Pods, Pod("second", null));

        Assert.Equal((403, "pods \"bare\" is forbidden: failed quota: q: must specify requests.memory for: c"), (bare.Status, bare.Message));
        Assert.Equal("64Mi", first.Json.Maps("spec", "containers").Single().Text("resources", "requests", "memory"));
        Assert.Equal(
            "pods \"second\" is forbidden: exceeded quota: q, requested: requests.memory=64Mi, used: requests.memory=64Mi, limited: requests.memory=100Mi",
            second.Message);
        await Api.UntilAsync($"{Namespaces}/default/resourcequotas", "q", item => item.Text("status", "used", "requests.memory") == "64Mi");
    }

    private static JsonObject Pod(string name, string? node)
    {
        var spec = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = "c", ["image"] = "i" }) };
        if (node != null)
            spec["nodeName"] = node;
        return new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec };
    }

    private static JsonObject? ConditionOf(JsonNode? item, string type) => item.Maps("status", "conditions").FirstOrDefault(c => c.Text("type") == type);

    private static JsonObject Owned(string name, JsonNode owner, bool blocks = false)
    {
        var map = Map(name);
        map["metadata"]!["ownerReferences"] = new JsonArray(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["name"] = owner.Text("metadata", "name"),
            ["uid"] = owner.Text("metadata", "uid"),
            ["blockOwnerDeletion"] = blocks,
        });
        return map;
    }

    private async Task CreateNamespaceAsync(string name) =>
        Assert.Equal(201, (await Api.PostAsync(Namespaces, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } })).Status);
}
