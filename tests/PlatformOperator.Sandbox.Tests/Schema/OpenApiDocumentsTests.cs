using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Tests.Schema;

public sealed class OpenApiDocumentsTests
{
    internal static readonly OpenApiKind[] Kinds =
    [
        new("", "v1", "Pod", "pods", Namespaced: true) { Subresources = ["status"] },
        new("", "v1", "Namespace", "namespaces", Namespaced: false) { Subresources = ["status"] },
        new("apps", "v1", "Deployment", "deployments", Namespaced: true) { Subresources = ["status", "scale"] },
        new("example.dev", "v1", "Thing", "things", Namespaced: true)
        {
            Subresources = ["status"],
            Schema = (JsonObject)JsonNode.Parse("""
                { "type": "object", "description": "A thing.", "required": ["spec"], "properties": { "spec": { "type": "object", "description": "What the thing should be.", "required": ["mode"], "properties": {
                    "mode": { "type": "string", "description": "How it runs.", "enum": ["OnDemand", "Provisioned"], "default": "OnDemand" },
                    "tags": { "type": "object", "additionalProperties": { "type": "string" } },
                    "rules": { "type": "array", "items": { "type": "object", "properties": { "days": { "type": "integer", "description": "Days." } } } } } } } }
                """)!,
        },
    ];

    [Fact]
    public void TheIndexNamesEachGroupVersion()
    {
        var paths = (JsonObject)OpenApiDocuments.Index(Kinds)["paths"]!;
        Assert.Equal(["api/v1", "apis/apps/v1", "apis/example.dev/v1"], paths.Select(path => path.Key));
        Assert.Matches("^/openapi/v3/apis/example.dev/v1\\?hash=[0-9A-F]{64}$", (string)paths["apis/example.dev/v1"]!["serverRelativeURL"]!);
        var changed = OpenApiDocuments.Index([.. Kinds.Select(kind => kind.Schema is null ? kind : kind with { Schema = [] })]);
        Assert.NotEqual((string)paths["apis/example.dev/v1"]!["serverRelativeURL"]!, (string)changed["paths"]!["apis/example.dev/v1"]!["serverRelativeURL"]!);
    }

    [Theory]
    [InlineData("example.dev", "things", "Thing", false)]
    [InlineData("apps", "deployments", "Deployment", true)]
    public void APatchSaysItsKindItsTypesAndThatItValidatesFields(string group, string plural, string kind, bool isStrategic)
    {
        var patch = OpenApiDocuments.V3(Kinds, group, "v1")["paths"]![$"/apis/{group}/v1/namespaces/{{namespace}}/{plural}/{{name}}"]!["patch"]!;
        Assert.Equal($$"""{"group":"{{group}}","kind":"{{kind}}","version":"v1"}""", patch["x-kubernetes-group-version-kind"]!.ToJsonString());
        Assert.Contains((JsonArray)patch["parameters"]!, parameter => (string)parameter!["name"]! == "fieldValidation");
        Assert.Equal(isStrategic, ((JsonObject)patch["requestBody"]!["content"]!).ContainsKey("application/strategic-merge-patch+json"));
    }

    [Fact]
    public void ACustomResourceKeepsItsSchema()
    {
        var schema = OpenApiDocuments.V3(Kinds, "example.dev", "v1")["components"]!["schemas"]!["dev.example.v1.Thing"]!;
        Assert.Equal("How it runs.", (string)schema["properties"]!["spec"]!["properties"]!["mode"]!["description"]!);
        Assert.Equal("""[{"group":"example.dev","kind":"Thing","version":"v1"}]""", schema["x-kubernetes-group-version-kind"]!.ToJsonString());
    }

    [Fact]
    public void EveryReferenceIsResolved()
    {
        foreach (var kind in Kinds)
        {
            var document = OpenApiDocuments.V3(Kinds, kind.Group, kind.Version);
            var schemas = (JsonObject)document["components"]!["schemas"]!;
            var references = ReferencesIn(document).ToList();
            Assert.NotEmpty(references);
            Assert.All(references, reference => Assert.True(schemas.ContainsKey(reference), reference));
        }
    }

    private static IEnumerable<string> ReferencesIn(JsonNode? node)
    {
        const string Prefix = "#/components/schemas/";
        if (node is JsonObject obj && (string?)obj["$ref"] is { } reference)
            yield return reference[Prefix.Length..];
        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node as JsonArray ?? [])
        {
            foreach (var found in ReferencesIn(child))
                yield return found;
        }
    }

    [Fact]
    public void ContainersHaveTheirPatchKeys()
    {
        var containers = OpenApiDocuments.V3(Kinds, "", "v1")["components"]!["schemas"]!["io.k8s.api.PodSpec"]!["properties"]!["containers"]!;
        Assert.Equal(
            ("name", "merge", "map"),
            (
                (string)containers["x-kubernetes-patch-merge-key"]!, (string)containers["x-kubernetes-patch-strategy"]!,
                (string)containers["x-kubernetes-list-type"]!));
    }

    [Fact]
    public void TheSecondVersionNamesTheKinds() => Assert.Equal(4, ((JsonObject)OpenApiDocuments.V2(Kinds)["definitions"]!).Count);
}
