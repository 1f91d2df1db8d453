using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class ObjectTests : ApiTest
{
    [Fact]
    public async Task A_created_object_gets_what_the_server_decides()
    {
        var answer = await Api.PostAsync(Maps, Map("a"));

        Assert.Equal(201, answer.Status);
        Assert.Equal("default", answer.Json.Text("metadata", "namespace"));
        Assert.True(Guid.TryParse(answer.Json.Text("metadata", "uid"), out _));
        Assert.NotNull(Timestamps.Parse(answer.Json.Text("metadata", "creationTimestamp")));
        Assert.True(JsonNode.DeepEquals(answer.Json, (await Api.GetAsync($"{Maps}/a")).Json));
    }

    [Fact]
    public async Task A_taken_name_is_refused()
    {
        await Api.PostAsync(Maps, Map("a"));

        var answer = await Api.PostAsync(Maps, Map("a"));

        Assert.Equal((409, "AlreadyExists", "configmaps \"a\" already exists"), (answer.Status, answer.Reason, answer.Message));
    }

    [Fact]
    public async Task GenerateName_makes_different_names()
    {
        var map = new JsonObject { ["metadata"] = new JsonObject { ["generateName"] = "run-" } };

        var first = (await Api.PostAsync(Maps, map)).Json.Text("metadata", "name")!;
        var second = (await Api.PostAsync(Maps, map)).Json.Text("metadata", "name")!;

        Assert.Matches("^run-[a-z0-9]{5}$", first);
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_bad_name_is_refused_with_the_known_text()
    {
        var answer = await Api.PostAsync(Maps, Map("Bad_Name"));

        Assert.Equal((422, "Invalid"), (answer.Status, answer.Reason));
        Assert.StartsWith(
            "ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of",
            answer.Message,
            StringComparison.Ordinal);
        Assert.Equal("metadata.name", answer.Json.Maps("details", "causes").Single().Text("field"));
    }

    [Fact]
    public async Task A_namespace_that_does_not_exist_is_named()
    {
        var answer = await Api.PostAsync("/api/v1/namespaces/nowhere/configmaps", Map("a"));

        Assert.Equal((404, "namespaces \"nowhere\" not found"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task A_stale_update_conflicts_and_changes_nothing()
    {
        var old = (await Api.PostAsync(Maps, Map("a", "1"))).Json;
        var current = (await Api.MergeAsync($"{Maps}/a", """{"data":{"key":"2"}}""")).Json;

        var answer = await Api.PutAsync($"{Maps}/a", old);

        Assert.Equal((409, "Conflict"), (answer.Status, answer.Reason));
        Assert.Equal(
            "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; please apply your changes to the latest version and try again",
            answer.Message);
        Assert.True(JsonNode.DeepEquals(current, (await Api.GetAsync($"{Maps}/a")).Json));
    }

    [Fact]
    public async Task An_update_that_changes_nothing_writes_nothing()
    {
        var created = (await Api.PostAsync(Maps, Map("a"))).Json;

        var answer = await Api.PutAsync($"{Maps}/a", created);

        Assert.Equal(200, answer.Status);
        Assert.Equal(created.Text("metadata", "resourceVersion"), answer.Json.Text("metadata", "resourceVersion"));
    }

    [Fact]
    public async Task A_dry_run_answers_and_stores_nothing()
    {
        var answer = await Api.PostAsync($"{Maps}?dryRun=All", Map("a"));

        Assert.Equal((201, "a"), (answer.Status, answer.Json.Text("metadata", "name")));
        Assert.Equal(404, (await Api.GetAsync($"{Maps}/a")).Status);
        Assert.Empty(Server.Calls.Writes);
    }

    [Fact]
    public async Task A_json_patch_whose_test_fails_changes_nothing()
    {
        await Api.PostAsync(Maps, Map("a", "1"));

        var refused = await Api.JsonPatchAsync($"{Maps}/a", """[{"op":"test","path":"/data/key","value":"2"},{"op":"remove","path":"/data"}]""");
        var accepted = await Api.JsonPatchAsync(
            $"{Maps}/a", """[{"op":"test","path":"/data/key","value":"1"},{"op":"replace","path":"/data/key","value":"3"}]""");

        Assert.Equal((422, "Invalid"), (refused.Status, refused.Reason));
        Assert.Equal("3", accepted.Json.Text("data", "key"));
    }

    [Fact]
    public async Task A_merge_patch_with_null_removes()
    {
        await Api.PostAsync(Maps, Map("a"));

        var answer = await Api.MergeAsync($"{Maps}/a", """{"data":{"key":null,"other":"x"}}""");

        Assert.Equal(["other"], answer.Json.Entries("data").Select(pair => pair.Key));
    }

    [Fact]
    public async Task Secrets_take_plain_text_and_give_base64()
    {
        var secret = new JsonObject { ["metadata"] = new JsonObject { ["name"] = "s" }, ["stringData"] = new JsonObject { ["key"] = "hello" } };

        var answer = await Api.PostAsync("/api/v1/namespaces/default/secrets", secret);

        Assert.Equal(("aGVsbG8=", "Opaque"), (answer.Json.Text("data", "key"), answer.Json.Text("type")));
        Assert.Null(answer.Json["stringData"]);
    }

    [Fact]
    public async Task Services_get_different_addresses_and_keep_them()
    {
        static JsonObject Service(string name) => new()
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject { ["ports"] = new JsonArray(new JsonObject { ["port"] = 80 }) },
        };
        const string Path = "/api/v1/namespaces/default/services";

        var first = (await Api.PostAsync(Path, Service("a"))).Json.Text("spec", "clusterIP");
        var second = (await Api.PostAsync(Path, Service("b"))).Json.Text("spec", "clusterIP");
        var updated = (await Api.PutAsync($"{Path}/a", Service("a"))).Json.Text("spec", "clusterIP");

        Assert.StartsWith("127.2.", first, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
        Assert.Equal(first, updated);
    }

    [Fact]
    public async Task Answers_are_never_protobuf_and_damaged_protobuf_is_refused()
    {
        var answer = await Api.SendAsync(HttpMethod.Post, Maps, "k8s", "application/vnd.kubernetes.protobuf");
        var wanted = await Api.GetAsync(Maps, "application/vnd.kubernetes.protobuf");
        var either = await Api.GetAsync(Maps, "application/vnd.kubernetes.protobuf,application/json");

        Assert.Equal((400, 406, 200), (answer.Status, wanted.Status, either.Status));
    }

    [Fact]
    public async Task Yaml_bodies_are_taken()
    {
        var answer = await Api.SendAsync(HttpMethod.Post, Maps, "metadata:\n  name: yaml\ndata:\n  key: |\n    two\n    lines\n", "application/yaml");

        Assert.Equal((201, "two\nlines\n"), (answer.Status, answer.Json.Text("data", "key")));
    }

    [Fact]
    public async Task Every_request_is_in_the_call_log()
    {
        await Api.PostAsync(Maps, Map("a"));
        await Api.GetAsync($"{Maps}/a");

        Assert.Equal(
            [
                new ApiCall("kubernetes", "create", "configmaps/default", "kubernetes-admin (tests/1.0)", 201, true),
                new ApiCall("kubernetes", "get", "configmaps/default/a", "kubernetes-admin (tests/1.0)", 200, false),
            ],
            Server.Calls.All);
    }
}
