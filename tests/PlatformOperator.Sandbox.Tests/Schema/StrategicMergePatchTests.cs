using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Tests.Schema;

public sealed class StrategicMergePatchTests
{
    private static string PodSpec(string live, string patch) => JsonValues.Canonical(
        StrategicMergePatch.Apply(Pod(live), Pod(patch), BuiltInTypes.For("v1", "Pod"))["spec"]);

    private static JsonObject Pod(string spec) => (JsonObject)JsonNode.Parse($$"""{ "spec": {{spec}} }""")!;

    [Theory]
    [InlineData(
        "containers merge by name",
        """{ "containers": [{ "name": "a", "image": "1" }, { "name": "b" }] }""",
        """{ "containers": [{ "name": "a", "image": "2" }, { "name": "c" }] }""",
        """{"containers":[{"image":"2","name":"a"},{"name":"b"},{"name":"c"}]}""")]
    [InlineData(
        "an item is deleted", """{ "containers": [{ "name": "a" }, { "name": "b" }] }""",
        """{ "containers": [{ "name": "a", "$patch": "delete" }] }""",
        """{"containers":[{"name":"b"}]}""")]
    [InlineData(
        "an item is replaced",
        """{ "containers": [{ "name": "a", "image": "1", "tty": true }] }""",
        """{ "containers": [{ "name": "a", "image": "2", "$patch": "replace" }] }""",
        """{"containers":[{"image":"2","name":"a"}]}""")]
    [InlineData(
        "the list is replaced", """{ "containers": [{ "name": "a" }] }""",
        """{ "containers": [{ "name": "b" }, { "$patch": "replace" }] }""",
        """{"containers":[{"name":"b"}]}""")]
    [InlineData(
        "a map is replaced",
        """{ "securityContext": { "runAsUser": 1, "fsGroup": 2 } }""",
        """{ "securityContext": { "fsGroup": 3, "$patch": "replace" } }""",
        """{"securityContext":{"fsGroup":3}}""")]
    [InlineData("null deletes", """{ "nodeName": "n", "hostname": "h" }""", """{ "nodeName": null }""", """{"hostname":"h"}""")]
    [InlineData(
        "tolerations are replaced as a whole", """{ "tolerations": [{ "key": "a" }] }""", """{ "tolerations": [{ "key": "b" }] }""",
        """{"tolerations":[{"key":"b"}]}""")]
    [InlineData(
        "the order is set", """{ "containers": [{ "name": "a" }, { "name": "b" }] }""",
        """{ "$setElementOrder/containers": [{ "name": "c" }, { "name": "b" }, { "name": "a" }], "containers": [{ "name": "c" }] }""",
        """{"containers":[{"name":"c"},{"name":"b"},{"name":"a"}]}""")]
    [InlineData(
        "an order alone orders", """{ "containers": [{ "name": "a" }, { "name": "b" }] }""",
        """{ "$setElementOrder/containers": [{ "name": "b" }, { "name": "a" }] }""",
        """{"containers":[{"name":"b"},{"name":"a"}]}""")]
    [InlineData(
        "only retained keys stay", """{ "volumes": [{ "name": "v", "emptyDir": {} }] }""",
        """{ "volumes": [{ "name": "v", "secret": { "secretName": "s" }, "$retainKeys": ["name", "secret"] }] }""",
        """{"volumes":[{"name":"v","secret":{"secretName":"s"}}]}""")]
    [InlineData(
        "env merges by name inside a container",
        """{ "containers": [{ "name": "a", "env": [{ "name": "X", "value": "1" }, { "name": "Y", "value": "1" }] }] }""",
        """{ "containers": [{ "name": "a", "env": [{ "name": "Y", "value": "2" }] }] }""",
        """{"containers":[{"env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}],"name":"a"}]}""")]
    public void Patches(string what, string live, string patch, string expected) => Assert.Equal((what, expected), (what, PodSpec(live, patch)));

    [Fact]
    public void PrimitivesAreAddedAndDeleted()
    {
        var live = (JsonObject)JsonNode.Parse("""{ "metadata": { "finalizers": ["a", "b"] } }""")!;
        var patch = (JsonObject)JsonNode.Parse("""{ "metadata": { "$deleteFromPrimitiveList/finalizers": ["a"], "finalizers": ["c"] } }""")!;
        Assert.Equal("""{"metadata":{"finalizers":["b","c"]}}""", StrategicMergePatch.Apply(live, patch, BuiltInTypes.For("v1", "Pod")).ToJsonString());
        Assert.Equal("""{"metadata":{"finalizers":["a","b"]}}""", live.ToJsonString());
    }

    [Theory]
    [InlineData("""{ "containers": [{ "image": "x" }] }""", "map: {\"image\":\"x\"} does not contain declared merge key: name")]
    [InlineData("""{ "$patch": "nope" }""", "Unknown patch type found: nope")]
    public void AMalformedPatchIsRefused(string patch, string message) =>
        Assert.Equal(message, Assert.Throws<PatchException>(() => PodSpec("""{ "containers": [] }""", patch)).Message);
}
