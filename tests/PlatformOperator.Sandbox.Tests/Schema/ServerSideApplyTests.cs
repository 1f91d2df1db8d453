using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Tests.Schema;

public sealed class ServerSideApplyTests
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly FieldType Deployment = BuiltInTypes.For("apps/v1", "Deployment");

    private static readonly FieldType Custom = FieldType.ForCustomResource(StructuralSchema.Parse((JsonObject)JsonNode.Parse("""
        { "type": "object", "properties": { "status": { "type": "object", "properties": { "ready": { "type": "boolean" } } }, "spec": { "type": "object", "properties": {
            "a": { "type": "integer" }, "b": { "type": "integer" }, "nested": { "type": "object", "properties": { "x": { "type": "integer" }, "y": { "type": "integer" } } },
            "tags": { "type": "object", "additionalProperties": { "type": "string" } }, "whole": { "type": "array", "items": { "type": "string" } },
            "set": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "string" } },
            "ports": { "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["port", "protocol"], "items": { "type": "object", "properties": {
                "port": { "type": "integer" }, "protocol": { "type": "string", "default": "TCP" }, "name": { "type": "string" } } } },
            "unit": { "type": "object", "x-kubernetes-map-type": "atomic", "properties": { "p": { "type": "integer" }, "q": { "type": "integer" } } } } } } }
        """)!), BuiltInTypes.ObjectMeta);

    private static JsonObject Object(string spec, string metadata = """ "name": "n", "namespace": "ns" """) =>
        (JsonObject)JsonNode.Parse($$"""{ "apiVersion": "g/v1", "kind": "K", "metadata": { {{metadata}} }, "spec": {{spec}} }""")!;

    private static ApplyOptions By(string manager, int minute = 0) => new(manager, First.AddMinutes(minute), Custom);

    private static JsonObject Apply(JsonObject? live, string spec, ApplyOptions options)
    {
        var result = ServerSideApply.Apply(live, Object(spec), options);
        Assert.Empty(result.Conflicts);
        return result.Object!;
    }

    private static string Spec(JsonObject obj) => JsonValues.Canonical(obj["spec"]);

    private static string Fields(JsonObject obj, string manager, string operation = "Apply") =>
        ((JsonArray)obj["metadata"]!["managedFields"]!)
            .Single(
                entry => entry!["manager"]!.GetValue<string>() == manager && entry["operation"]!.GetValue<string>() == operation)!["fieldsV1"]!.ToJsonString();

    [Fact]
    public void TheFirstApplyCreatesAndOwnsWhatItNames()
    {
        var obj = Apply(
            null,
            """{ "a": 1, "nested": { "x": 1 }, "tags": { "t": "1" }, "set": ["s"], "whole": ["w"], "ports": [{ "port": 80 }], "unit": { "p": 1 } }""",
            By("alice"));
        Assert.Equal(
            """{"f:spec":{"f:a":{},"f:nested":{"f:x":{}},"f:ports":{"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{}}},"f:set":{"v:\"s\"":{}},"f:tags":{"f:t":{}},"f:unit":{},"f:whole":{}}}""",
            Unescaped(Fields(obj, "alice")));
        var entry = obj["metadata"]!["managedFields"]![0]!;
        Assert.Equal(
            ("g/v1", "FieldsV1", "Apply", "2026-01-01T00:00:00Z"),
            ((string)entry["apiVersion"]!, (string)entry["fieldsType"]!, (string)entry["operation"]!, (string)entry["time"]!));
    }

    [Fact]
    public void ANoOpApplyChangesNothingNotEvenTheTime()
    {
        var obj = Apply(null, """{ "a": 1 }""", By("alice"));
        var again = Apply(obj, """{ "a": 1 }""", By("alice", 5));
        Assert.True(JsonNode.DeepEquals(obj, again));
    }

    [Fact]
    public void TwoManagersOfDifferentFieldsLiveTogether()
    {
        var obj = Apply(Apply(null, """{ "a": 1 }""", By("alice")), """{ "b": 2 }""", By("bob", 1));
        Assert.Equal("""{"a":1,"b":2}""", Spec(obj));
        Assert.Equal("""{"f:spec":{"f:a":{}}}""", Fields(obj, "alice"));
        Assert.Equal("""{"f:spec":{"f:b":{}}}""", Fields(obj, "bob"));
    }

    [Fact]
    public void AnotherManagersValueIsAConflict()
    {
        var obj = Apply(null, """{ "a": 1 }""", By("alice"));
        var result = ServerSideApply.Apply(obj, Object("""{ "a": 2 }"""), By("bob"));
        Assert.Null(result.Object);
        Assert.Equal([new ApplyConflict("alice", "conflict with \"alice\"", ".spec.a")], result.Conflicts);
        Assert.Equal("Apply failed with 1 conflict: conflict with \"alice\": .spec.a", result.ConflictMessage);
    }

    [Fact]
    public void SeveralConflictsAreListedByManager()
    {
        var obj = ServerSideApply.RecordUpdate(null, Object("""{ "a": 1, "b": 1 }"""), By("kubectl-client-side-apply"));
        obj = Apply(obj, """{ "nested": { "x": 1 } }""", By("alice"));
        var result = ServerSideApply.Apply(obj, Object("""{ "a": 2, "b": 2, "nested": { "x": 2 } }"""), By("bob"));
        Assert.Equal(
            "Apply failed with 3 conflicts: conflicts with \"alice\":\n- .spec.nested.x\nconflicts with \"kubectl-client-side-apply\" using g/v1:\n- .spec.a\n- .spec.b",
            result.ConflictMessage);
    }

    [Fact]
    public void ForceTakesTheField()
    {
        var obj = Apply(Apply(null, """{ "a": 1, "b": 1 }""", By("alice")), """{ "a": 2 }""", By("bob", 1) with { Force = true });
        Assert.Equal("""{"a":2,"b":1}""", Spec(obj));
        Assert.Equal("""{"f:spec":{"f:b":{}}}""", Fields(obj, "alice"));
        Assert.Equal("""{"f:spec":{"f:a":{}}}""", Fields(obj, "bob"));
    }

    [Fact]
    public void AnEqualValueIsSharedAndSurvivesTheOther()
    {
        var obj = Apply(Apply(null, """{ "a": 1, "b": 1 }""", By("alice")), """{ "a": 1 }""", By("bob", 1));
        obj = Apply(obj, """{ "b": 1 }""", By("alice", 2));
        Assert.Equal("""{"a":1,"b":1}""", Spec(obj));
        obj = Apply(obj, "{}", By("bob", 3));
        Assert.Equal("""{"b":1}""", Spec(obj));
    }

    [Fact]
    public void AFieldNoLongerAppliedIsRemovedWithItsEmptyParent()
    {
        var obj = Apply(
            Apply(null, """{ "a": 1, "nested": { "x": 1 }, "tags": { "t": "1", "u": "2" } }""", By("alice")),
            """{ "a": 1, "tags": { "u": "2" } }""", By("alice", 1));
        Assert.Equal("""{"a":1,"tags":{"u":"2"}}""", Spec(obj));
        Assert.Equal("""{"f:spec":{"f:a":{},"f:tags":{"f:u":{}}}}""", Fields(obj, "alice"));
        Assert.Equal("2026-01-01T00:01:00Z", (string)obj["metadata"]!["managedFields"]![0]!["time"]!);
    }

    [Fact]
    public void ItemsOfMapListsAreMergedByKeyAndRemovedOneByOne()
    {
        var obj = Apply(null, """{ "ports": [{ "port": 80, "protocol": "TCP", "name": "http" }, { "port": 90 }] }""", By("alice"));
        obj = Apply(obj, """{ "ports": [{ "port": 443, "name": "https" }] }""", By("bob", 1));
        Assert.Equal("""{"ports":[{"name":"http","port":80,"protocol":"TCP"},{"port":90},{"name":"https","port":443}]}""", Spec(obj));
        obj = Apply(obj, """{ "ports": [{ "port": 80, "name": "web" }] }""", By("alice", 2));
        Assert.Equal("""{"ports":[{"name":"web","port":80},{"name":"https","port":443}]}""", Spec(obj));
        var conflict = Assert.Single(ServerSideApply.Apply(obj, Object("""{ "ports": [{ "port": 80, "name": "x" }] }"""), By("bob")).Conflicts);
        Assert.Equal(".spec.ports[port=80,protocol=\"TCP\"].name", conflict.Field);
    }

    [Fact]
    public void SetsUniteAndGiveUpTheirItems()
    {
        var obj = Apply(Apply(null, """{ "set": ["a", "b"] }""", By("alice")), """{ "set": ["c", "b"] }""", By("bob", 1));
        Assert.Equal("""{"set":["a","c","b"]}""", Spec(obj));
        Assert.Equal("""{"set":["c","b"]}""", Spec(Apply(obj, """{ "set": [] }""", By("alice", 2))));
    }

    [Theory]
    [InlineData("""{ "whole": ["a"] }""", """{ "whole": ["b"] }""", ".spec.whole")]
    [InlineData("""{ "unit": { "p": 1 } }""", """{ "unit": { "q": 1 } }""", ".spec.unit")]
    public void AtomicFieldsBelongToOne(string first, string second, string path) =>
        Assert.Equal(path, Assert.Single(ServerSideApply.Apply(Apply(null, first, By("alice")), Object(second), By("bob")).Conflicts).Field);

    [Fact]
    public void AnUpdateTakesWhatItChanges()
    {
        var obj = Apply(null, """{ "a": 1, "b": 1 }""", By("alice"));
        var edited = (JsonObject)obj.DeepClone();
        edited["spec"]!["a"] = 5;
        var updated = ServerSideApply.RecordUpdate(obj, edited, By("kubectl-edit", 1));
        Assert.Equal("""{"f:spec":{"f:b":{}}}""", Fields(updated, "alice"));
        Assert.Equal("""{"f:spec":{"f:a":{}}}""", Fields(updated, "kubectl-edit", "Update"));
        var conflict = Assert.Single(ServerSideApply.Apply(updated, Object("""{ "a": 1, "b": 1 }"""), By("alice", 2)).Conflicts);
        Assert.Equal("conflict with \"kubectl-edit\" using g/v1", conflict.Message);
        Assert.Equal("""{"a":1,"b":1}""", Spec(ServerSideApply.Apply(updated, Object("""{ "a": 1, "b": 1 }"""), By("alice", 2) with { Force = true }).Object!));
    }

    [Fact]
    public void AnUpdateThatChangesNothingKeepsTheEntries()
    {
        var obj = ServerSideApply.RecordUpdate(null, Object("""{ "a": 1 }"""), By("one"));
        Assert.True(JsonNode.DeepEquals(obj, ServerSideApply.RecordUpdate(obj, (JsonObject)obj.DeepClone(), By("two", 1))));
    }

    [Fact]
    public void ACreationOwnsAllButIdentity()
    {
        var obj = ServerSideApply.RecordUpdate(null, Object("""{ "a": 1 }""", """ "name": "n", "uid": "u", "labels": { "l": "1" } """), By("kubectl-create"));
        Assert.Equal("""{"f:metadata":{"f:labels":{".":{},"f:l":{}}},"f:spec":{".":{},"f:a":{}}}""", Fields(obj, "kubectl-create", "Update"));
    }

    [Fact]
    public void AnObjectWithoutEntriesBelongsToBeforeFirstApply()
    {
        var obj = Apply(Object("""{ "a": 1 }"""), """{ "b": 1 }""", By("alice"));
        Assert.Equal("""{"f:spec":{".":{},"f:a":{}}}""", Fields(obj, "before-first-apply", "Update"));
    }

    [Fact]
    public void TheStatusIsASubresourcesOwn()
    {
        var obj = Apply(null, """{ "a": 1 }""", By("alice"));
        var status = (JsonObject)obj.DeepClone();
        status["status"] = new JsonObject { ["ready"] = true };
        var updated = ServerSideApply.RecordUpdate(obj, status, By("operator", 1) with { Subresource = "status" });
        Assert.Equal("""{"f:status":{".":{},"f:ready":{}}}""", Fields(updated, "operator", "Update"));
        Assert.Equal("status", (string)((JsonArray)updated["metadata"]!["managedFields"]!).Last()!["subresource"]!);
        var applied = Object("""{ "a": 1 }""");
        applied["status"] = new JsonObject { ["ready"] = false };
        Assert.True(JsonNode.DeepEquals(updated, ServerSideApply.Apply(updated, applied, By("alice", 2)).Object));
    }

    [Fact]
    public void ManagedFieldsMayBeCleared()
    {
        var obj = Apply(null, """{ "a": 1 }""", By("alice"));
        var cleared = (JsonObject)obj.DeepClone();
        cleared["metadata"]!["managedFields"] = new JsonArray(new JsonObject());
        Assert.False(((JsonObject)ServerSideApply.RecordUpdate(obj, cleared, By("x"))["metadata"]!).ContainsKey("managedFields"));
    }

    [Fact]
    public void ManyUpdatersAreMergedIntoOne()
    {
        JsonObject? live = null;
        for (var i = 0; i < 14; i++)
        {
            var next = live is null ? Object("""{ "tags": {} }""") : (JsonObject)live.DeepClone();
            next["spec"]!["tags"]![$"t{i}"] = "1";
            live = ServerSideApply.RecordUpdate(live, next, By($"manager-{i:00}", i));
        }

        Assert.Equal(10, ((JsonArray)live!["metadata"]!["managedFields"]!).Count);
        Assert.Contains("\"f:t0\"", Fields(live, "ancient-changes", "Update"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "typo": 1 }""", "failed to create typed patch object (ns/n; g/v1, Kind=K): .spec.typo: field not declared in schema")]
    [InlineData("""{ "ports": [{ "name": "x" }] }""", "failed to create typed patch object (ns/n; g/v1, Kind=K): .spec.ports: element 0: associative list with keys has an element that omits key field \"port\" (and doesn't have default value)")]
    [InlineData("""{ "set": ["a", "a"] }""", "failed to create typed patch object (ns/n; g/v1, Kind=K): .spec.set: duplicate entries for key [=\"a\"]")]
    [InlineData("""{ "nested": [] }""", "failed to create typed patch object (ns/n; g/v1, Kind=K): .spec.nested: expected map, got list")]
    public void WhatCannotBeOwnedIsRefused(string spec, string message) =>
        Assert.Equal(message, Assert.Throws<PatchException>(() => ServerSideApply.Apply(null, Object(spec), By("a"))).Message);

    [Fact]
    public void ADeploymentsContainersMergeByName()
    {
        var options = new ApplyOptions("operator", First, Deployment) { IsBuiltIn = true };
        var live = ServerSideApply.Apply(null, Pods("""{ "name": "main", "image": "a:1", "ports": [{ "containerPort": 80 }] }"""), options).Object!;
        var scaled = (JsonObject)live.DeepClone();
        scaled["spec"]!["replicas"] = 3;
        scaled = ServerSideApply.RecordUpdate(live, scaled, options with { Manager = "hpa", Subresource = "scale" });
        var applied = ServerSideApply.Apply(scaled, Pods("""{ "name": "main", "image": "a:2" }"""), options with { Time = First.AddMinutes(1) }).Object!;
        Assert.Equal("""{"replicas":3,"template":{"spec":{"containers":[{"image":"a:2","name":"main"}]}}}""", Spec(applied));
        Assert.Equal(
            """{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{".":{},"f:image":{},"f:name":{}}}}}}}""",
            Unescaped(Fields(applied, "operator")));
        static JsonObject Pods(string container) => (JsonObject)JsonNode.Parse($$"""
            { "apiVersion": "apps/v1", "kind": "Deployment", "metadata": { "name": "d", "creationTimestamp": null }, "spec": { "template": { "spec": { "containers": [{{container}}] } } } }
            """)!;
    }

    [Theory]
    [InlineData("kubectl/v1.32.4 (linux/amd64)", "kubectl")]
    [InlineData("", "unknown")]
    public void TheManagerOfAUserAgentIsItsFirstPart(string agent, string manager) => Assert.Equal(manager, ServerSideApply.ManagerOf(agent));

    private static string Unescaped(string json) => json.Replace("\\u0022", "\\\"", StringComparison.Ordinal);
}
