using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

public class CustomResourceTests : ApiTest
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    [Fact]
    public async Task A_definition_is_served_at_once()
    {
        var definition = (await DefineWidgetsAsync()).Json;

        var conditions = definition.Maps("status", "conditions").Select(c => $"{c.Text("type")}={c.Text("status")}");
        var resources = (await Api.GetAsync("/apis/example.dev/v1")).Json.Maps("resources").Select(r => r.Text("name"));

        Assert.Equal(["NamesAccepted=True", "Established=True"], conditions);
        Assert.Equal(["widgets", "widgets/scale", "widgets/status"], resources);
        Assert.Equal(201, (await Api.PostAsync(Widgets, Widget("a"))).Status);
    }

    [Fact]
    public async Task A_definition_can_be_applied_on_the_servers_side()
    {
        var applied = await Api.ApplyAsync($"{Definitions}/widgets.example.dev", "one", Definition);
        var again = await Api.ApplyAsync($"{Definitions}/widgets.example.dev", "one", Definition);

        Assert.Equal((201, 200), (applied.Status, again.Status));
        Assert.Equal(applied.Json.Version(), again.Json.Version());
    }

    [Fact]
    public async Task A_second_kind_of_a_taken_name_is_not_established()
    {
        await DefineWidgetsAsync();
        var other = JsonNode.Parse(
            Definition.Replace("\"plural\": \"widgets\"", "\"plural\": \"things\"", StringComparison.Ordinal)
                .Replace("widgets.example.dev", "things.example.dev", StringComparison.Ordinal))!;

        var answer = await Api.PostAsync(Definitions, other);

        var condition = answer.Json.Maps("status", "conditions").First();
        Assert.Equal(("NamesAccepted", "False"), (condition.Text("type"), condition.Text("status")));
        Assert.Equal(404, (await Api.GetAsync("/apis/example.dev/v1/namespaces/default/things")).Status);
    }

    [Fact]
    public async Task Defaults_are_set_and_violations_named()
    {
        await DefineWidgetsAsync();

        var good = await Api.PostAsync(Widgets, Widget("good"));
        var bad = await Api.PostAsync(Widgets, Widget("bad", new JsonObject { ["size"] = 101 }));

        Assert.Equal("grey", good.Json.Text("spec", "color"));
        Assert.Equal((422, "Invalid"), (bad.Status, bad.Reason));
        Assert.StartsWith("Widget.example.dev \"bad\" is invalid: spec.size: Invalid value: 101: ", bad.Message, StringComparison.Ordinal);
        Assert.Equal("spec.size", bad.Json.Maps("details", "causes").Single().Text("field"));
    }

    [Theory]
    [InlineData("Ignore", 201, null)]
    [InlineData("Warn", 201, "299 - \"unknown field \\\"spec.foo\\\"\"")]
    [InlineData("Strict", 400, null)]
    public async Task Unknown_fields_are_dropped_warned_of_or_refused(string validation, int status, string? warning)
    {
        await DefineWidgetsAsync();

        var answer = await Api.PostAsync($"{Widgets}?fieldValidation={validation}", Widget("a", new JsonObject { ["size"] = 1, ["foo"] = 2 }));

        Assert.Equal(status, answer.Status);
        Assert.Equal(warning, answer.Raw.Headers.TryGetValues("Warning", out var values) ? values.Single() : null);
        if (status == 201)
            Assert.Null(answer.Json.At("spec", "foo"));
        else
            Assert.Equal("Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: unknown field \"spec.foo\"", answer.Message);
    }

    [Fact]
    public async Task Generation_counts_changes_of_the_spec_alone()
    {
        await DefineWidgetsAsync();
        await Api.PostAsync(Widgets, Widget("a"));

        var labelled = await Api.MergeAsync($"{Widgets}/a", """{"metadata":{"labels":{"x":"y"}}}""");
        var status = await Api.MergeAsync($"{Widgets}/a/status", """{"status":{"size":7}}""");
        var resized = await Api.MergeAsync($"{Widgets}/a", """{"spec":{"size":2}}""");

        Assert.Equal([1L, 1L, 2L], new[] { labelled, status, resized }.Select(a => a.Json.Integer("metadata", "generation") ?? 0));
    }

    [Fact]
    public async Task Spec_and_status_are_written_apart()
    {
        await DefineWidgetsAsync();
        var widget = Widget("a");
        widget["status"] = new JsonObject { ["size"] = 9 };

        var created = await Api.PostAsync(Widgets, widget);
        var bySpec = await Api.MergeAsync($"{Widgets}/a", """{"spec":{"size":2},"status":{"size":9}}""");
        var byStatus = await Api.MergeAsync($"{Widgets}/a/status", """{"metadata":{"labels":{"x":"y"}},"spec":{"size":3},"status":{"size":4}}""");

        Assert.Null(created.Json["status"]);
        Assert.Null(bySpec.Json["status"]);
        Assert.Equal((2L, 4L, null), (byStatus.Json.Integer("spec", "size"), byStatus.Json.Integer("status", "size"), byStatus.Json.At("metadata", "labels")));
    }

    [Fact]
    public async Task An_update_must_say_which_version_it_saw()
    {
        await DefineWidgetsAsync();
        await Api.PostAsync(Widgets, Widget("a"));

        var answer = await Api.PutAsync($"{Widgets}/a", Widget("a"));

        Assert.Equal(422, answer.Status);
        Assert.Contains("metadata.resourceVersion: Invalid value: 0x0: must be specified for an update", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_scale_subresource_moves_the_size()
    {
        await DefineWidgetsAsync();
        await Api.PostAsync(Widgets, Widget("a"));

        var scaled = await Api.MergeAsync($"{Widgets}/a/scale", """{"spec":{"replicas":5}}""");
        var scale = await Api.GetAsync($"{Widgets}/a/scale");

        Assert.Equal(("Scale", 5L), (scaled.Json.Text("kind"), scale.Json.Integer("spec", "replicas")));
        Assert.Equal(5, (await Api.GetAsync($"{Widgets}/a")).Json.Integer("spec", "size"));
    }

    [Fact]
    public async Task Server_side_apply_names_the_manager_it_conflicts_with()
    {
        await DefineWidgetsAsync();
        const string Applied = """{"apiVersion":"example.dev/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"size":1}}""";

        var created = await Api.ApplyAsync($"{Widgets}/a", "one", Applied);
        var again = await Api.ApplyAsync($"{Widgets}/a", "one", Applied);
        var conflict = await Api.ApplyAsync($"{Widgets}/a", "two", Applied.Replace("\"size\":1", "\"size\":2", StringComparison.Ordinal));
        var forced = await Api.ApplyAsync($"{Widgets}/a", "two", Applied.Replace("\"size\":1", "\"size\":2", StringComparison.Ordinal), "&force=true");

        Assert.Equal((201, 200, 409, 200), (created.Status, again.Status, conflict.Status, forced.Status));
        Assert.Equal(created.Json.Version(), again.Json.Version());
        Assert.Equal("Apply failed with 1 conflict: conflict with \"one\": .spec.size", conflict.Message);
        Assert.Equal("FieldManagerConflict", conflict.Json.Maps("details", "causes").Single().Text("reason"));
        Assert.Equal(2, forced.Json.Integer("spec", "size"));
    }

    [Fact]
    public async Task An_apply_with_an_undeclared_field_is_refused()
    {
        await DefineWidgetsAsync();

        var answer = await Api.ApplyAsync(
            $"{Widgets}/a", "one", """{"apiVersion":"example.dev/v1","kind":"Widget","metadata":{"name":"a"},"spec":{"size":1,"foo":2}}""");

        Assert.Equal(500, answer.Status);
        Assert.Equal("failed to create typed patch object (default/a; example.dev/v1, Kind=Widget): .spec.foo: field not declared in schema", answer.Message);
    }

    [Fact]
    public async Task A_table_has_the_definitions_columns()
    {
        await DefineWidgetsAsync();
        await Api.PostAsync(Widgets, Widget("a"));
        await Api.MergeAsync($"{Widgets}/a/status", """{"status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}}""");

        var table = (await Api.GetAsync(Widgets, "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")).Json;

        Assert.Equal("Table", table.Text("kind"));
        Assert.Equal(
            ["Name 0", "Size 0", "Ready 0", "Color 1", "Age 0"], table.Maps("columnDefinitions").Select(c => $"{c.Text("name")} {c.Integer("priority")}"));
        var row = table.Maps("rows").Single();
        Assert.Equal(["a", "1", "True", "grey"], row.Items("cells").Take(4).Select(cell => cell!.ToString()));
        Assert.Equal("PartialObjectMetadata", row.Text("object", "kind"));
    }

    [Fact]
    public async Task Deleting_a_definition_deletes_its_objects_first()
    {
        await DefineWidgetsAsync();
        var widget = Widget("a");
        widget["metadata"]!["finalizers"] = new JsonArray("example.dev/hold");
        await Api.PostAsync(Widgets, widget);

        var deletion = await Api.DeleteAsync($"{Definitions}/widgets.example.dev");
        await Api.UntilAsync(Widgets, "a", item => item.Text("metadata", "deletionTimestamp") != null);
        var refused = await Api.PostAsync(Widgets, Widget("b"));
        await Api.MergeAsync($"{Widgets}/a", """{"metadata":{"finalizers":null}}""");
        await Api.GoneAsync(Definitions, "widgets.example.dev");

        Assert.Equal(["customresourcecleanup.apiextensions.k8s.io"], deletion.Json.Texts("metadata", "finalizers"));
        Assert.Equal((405, "create not allowed while custom resource definition is terminating"), (refused.Status, refused.Message));
        Assert.Equal(404, (await Api.GetAsync(Widgets)).Status);
    }

    [Fact]
    public async Task A_definition_whose_schema_is_not_structural_is_refused()
    {
        var definition = Definition.Replace("\"size\": { \"type\": \"integer\", \"minimum\": 0", "\"size\": { \"minimum\": 0", StringComparison.Ordinal);

        var answer = await Api.PostAsync(Definitions, JsonNode.Parse(definition)!);

        Assert.Equal(422, answer.Status);
        Assert.Contains("spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[size].type", answer.Message, StringComparison.Ordinal);
    }
}
