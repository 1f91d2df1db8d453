using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

/// <summary>A server of its own for every test, and an administrator's client.</summary>
public abstract class ApiTest : IAsyncLifetime
{
    protected const string Maps = "/api/v1/namespaces/default/configmaps";
    protected const string Widgets = "/apis/example.dev/v1/namespaces/default/widgets";
    private readonly List<ApiClient> _clients = [];

    protected KubernetesApiServer Server { get; private set; } = null!;

    private protected ApiClient Api { get; private set; } = null!;

    protected virtual KubernetesApiServerOptions Options => new();

    public async ValueTask InitializeAsync()
    {
        Server = await KubernetesApiServer.StartAsync(Options, TestContext.Current.CancellationToken);
        Api = new ApiClient(Server);
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        _clients.ForEach(client => client.Dispose());
        await Server.DisposeAsync();
    }

    private protected ApiClient ClientFor(string user, params string[] groups)
    {
        var client = new ApiClient(Server, Server.KubeconfigFor(user, groups));
        _clients.Add(client);
        return client;
    }

    protected static JsonObject Map(string name, string? value = null) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["data"] = new JsonObject { ["key"] = value ?? "value" },
    };

    protected static JsonObject Widget(string name, JsonObject? spec = null) => new()
    {
        ["apiVersion"] = "example.dev/v1",
        ["kind"] = "Widget",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = spec ?? new JsonObject { ["size"] = 1 },
    };

    /// <summary>Creates a definition with a status and a scale subresource, defaults, bounds and printer columns.</summary>
    private protected async Task<Answer> DefineWidgetsAsync()
    {
        var answer = await Api.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", JsonNode.Parse(Definition)!);
        Assert.True(answer.Status == 201, answer.Text);
        return answer;
    }

    protected const string Definition = """
        {
          "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
          "metadata": { "name": "widgets.example.dev" },
          "spec": {
            "group": "example.dev", "scope": "Namespaced",
            "names": { "plural": "widgets", "kind": "Widget", "shortNames": ["wg"], "categories": ["gadgets"] },
            "versions": [ {
              "name": "v1", "served": true, "storage": true,
              "subresources": { "status": {}, "scale": { "specReplicasPath": ".spec.size", "statusReplicasPath": ".status.size" } },
              "additionalPrinterColumns": [
                { "name": "Size", "type": "integer", "jsonPath": ".spec.size" },
                { "name": "Ready", "type": "string", "jsonPath": ".status.conditions[?(@.type==\"Ready\")].status" },
                { "name": "Color", "type": "string", "jsonPath": ".spec.color", "priority": 1 },
                { "name": "Age", "type": "date", "jsonPath": ".metadata.creationTimestamp" }
              ],
              "schema": { "openAPIV3Schema": {
                "type": "object",
                "properties": {
                  "spec": { "type": "object", "required": ["size"], "properties": {
                    "size": { "type": "integer", "minimum": 0, "maximum": 100 },
                    "color": { "type": "string", "default": "grey", "enum": ["grey", "red"] },
                    "parts": { "type": "array", "items": { "type": "string" } } } },
                  "status": { "type": "object", "properties": {
                    "size": { "type": "integer" },
                    "conditions": { "type": "array", "items": { "type": "object", "properties": { "type": { "type": "string" }, "status": { "type": "string" } } } } } }
                }
              } }
            } ]
          }
        }
        """;
}
