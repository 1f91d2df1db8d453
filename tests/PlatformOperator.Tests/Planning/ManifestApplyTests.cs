using System.Text.Json.Nodes;
using PlatformOperator.Manifests;

namespace PlatformOperator.Tests.Planning;

/// <summary>An apply takes out what an apply set before, and leaves what others set.</summary>
public sealed class ManifestApplyTests
{
    private const string Cache = """{"f:spec":{"f:cache":{"f:nodeType":{}}}}""";
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    private readonly ResourceSchemas schemas = new();

    [Theory]
    [InlineData("argocd-controller", "Apply", false)]
    [InlineData("helm", "Update", false)]
    [InlineData("kubectl-edit", "Update", true)]
    [InlineData("kubectl-create", "Update", true)]
    public void A_field_that_the_manifest_does_not_give_goes_with_whoever_applied_it(string manager, string operation, bool stays)
    {
        var live = Pipeline("""{ "cache": { "nodeType": "cache.t4g.micro", "engine": "valkey" } }""");
        Record(live, manager, operation, Cache);

        Assert.Equal(stays, Applied(live, Pipeline("{}"))["cache"] is not null);
    }

    [Fact]
    public void What_kubectl_applied_on_the_clients_side_goes_and_what_was_edited_stays()
    {
        var live = Pipeline("""{ "cache": { "nodeType": "cache.t4g.micro" }, "stream": { "retentionHours": 48 } }""");
        live["metadata"]!["annotations"] = new JsonObject { [LastApplied] = Pipeline("""{ "cache": { "nodeType": "cache.t4g.micro" } }""").ToJsonString() };
        Record(live, "kubectl-client-side-apply", "Update", Cache);
        Record(live, "kubectl-edit", "Update", """{"f:spec":{"f:stream":{"f:retentionHours":{}}}}""");

        var spec = Applied(live, Pipeline("{}"));

        Assert.Null(spec["cache"]);
        Assert.Equal(48, (int)spec["stream"]!["retentionHours"]!);
    }

    [Fact]
    public void What_another_holds_too_stays()
    {
        var live = Pipeline("""{ "stream": { "retentionHours": 48 } }""");
        const string hours = """{"f:spec":{"f:stream":{"f:retentionHours":{}}}}""";
        Record(live, "argocd-controller", "Apply", hours);
        Record(live, "retention-tool", "Update", hours);

        Assert.Equal(48, (int)Applied(live, Pipeline("{}"))["stream"]!["retentionHours"]!);
    }

    [Fact]
    public void Of_a_set_the_items_of_others_stay_unless_kubectl_replaces_it()
    {
        var server = Tenant("acme", "old", "edited");
        Record(server, "argocd-controller", "Apply", """{"f:spec":{"f:namespaces":{"v:\"acme\"":{},"v:\"old\"":{}}}}""");
        Record(server, "kubectl-edit", "Update", """{"f:spec":{"f:namespaces":{"v:\"edited\"":{}}}}""");
        var client = Tenant("acme", "old", "edited");
        client["metadata"]!["annotations"] = new JsonObject { [LastApplied] = Tenant("acme", "old").ToJsonString() };
        Record(client, "kubectl-client-side-apply", "Update", """{"f:spec":{"f:namespaces":{}}}""");

        Assert.Equal(["acme", "edited"], Namespaces(Applied(server, Tenant("acme"))));
        Assert.Equal(["acme"], Namespaces(Applied(client, Tenant("acme"))));
    }

    private JsonNode Applied(JsonObject live, JsonObject manifest) => schemas.Applied(live, manifest)["spec"]!;

    private static IEnumerable<string> Namespaces(JsonNode spec) => spec["namespaces"]!.AsArray().Select(name => (string)name!);

    private static JsonObject Pipeline(string spec) => Object("DataPipeline", JsonNode.Parse(spec)!);

    private static JsonObject Tenant(params string[] namespaces) =>
        Object("Tenant", new JsonObject { ["namespaces"] = new JsonArray([.. namespaces.Select(name => JsonValue.Create(name))]) });

    private static JsonObject Object(string kind, JsonNode spec) => new()
    {
        ["apiVersion"] = "dataplatform.dev/v1alpha1", ["kind"] = kind, ["metadata"] = new JsonObject { ["name"] = "x" }, ["spec"] = spec,
    };

    private static void Record(JsonObject live, string manager, string operation, string fields)
    {
        if (live["metadata"]!["managedFields"] is not JsonArray entries)
            live["metadata"]!["managedFields"] = entries = [];
        entries.Add(new JsonObject
        {
            ["manager"] = manager, ["operation"] = operation, ["apiVersion"] = "dataplatform.dev/v1alpha1", ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = JsonNode.Parse(fields),
        });
    }
}
