using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>A kind's paths and what can be done with them.</summary>
internal static class OpenApiPaths
{
    private static readonly string[] WriteParameters = ["dryRun", "fieldManager", "fieldValidation", "pretty"];
    private static readonly string[] ReadParameters = ["pretty"];

    private static readonly string[] ListParameters =
    [
        "allowWatchBookmarks", "continue", "fieldSelector", "labelSelector", "limit", "pretty", "resourceVersion", "timeoutSeconds", "watch",
    ];

    public static void Add(JsonObject paths, OpenApiKind kind)
    {
        var root = $"/{kind.Root}";
        var collection = kind.Namespaced ? $"{root}/namespaces/{{namespace}}/{kind.Plural}" : $"{root}/{kind.Plural}";
        if (kind.Namespaced)
            paths[$"{root}/{kind.Plural}"] = new JsonObject { ["get"] = Operation(kind, "list", "get", ListParameters) };
        paths[collection] = new JsonObject
        {
            ["get"] = Operation(kind, "list", "get", ListParameters),
            ["post"] = Operation(kind, "post", "post", WriteParameters),
            ["delete"] = Operation(kind, "deletecollection", "delete", ListParameters),
        };
        var item = Item(kind);
        item["delete"] = Operation(kind, "delete", "delete", ["dryRun", "gracePeriodSeconds", "propagationPolicy", "pretty"]);
        paths[$"{collection}/{{name}}"] = item;
        foreach (var subresource in kind.Subresources.Where(name => name == "status"))
            paths[$"{collection}/{{name}}/{subresource}"] = Item(kind);
    }

    private static JsonObject Item(OpenApiKind kind) => new()
    {
        ["get"] = Operation(kind, "get", "get", ReadParameters),
        ["put"] = Operation(kind, "put", "put", WriteParameters),
        ["patch"] = Operation(kind, "patch", "patch", [.. WriteParameters, "force"]),
    };

    private static JsonObject Operation(OpenApiKind kind, string action, string method, string[] parameters)
    {
        var operation = new JsonObject
        {
            ["tags"] = new JsonArray(kind.Root.Replace('/', '_')),
            ["parameters"] = new JsonArray([.. parameters.Select(Parameter)]),
            ["responses"] = new JsonObject
            {
                ["200"] = new JsonObject { ["description"] = "OK", ["content"] = Content(["application/json"], Reference(kind)) },
            },
            ["x-kubernetes-action"] = action,
            ["x-kubernetes-group-version-kind"] = kind.GroupVersionKind,
        };
        if (method is "post" or "put")
            operation["requestBody"] = new JsonObject { ["content"] = Content(["application/json", "application/yaml"], Reference(kind)), ["required"] = true };
        if (method == "patch")
            operation["requestBody"] = new JsonObject { ["content"] = Content(PatchTypes(kind), new JsonObject { ["type"] = "object" }), ["required"] = true };
        return operation;
    }

    /// <summary>Custom resources take no strategic merge patches.</summary>
    private static string[] PatchTypes(OpenApiKind kind) =>
    [
        "application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json",
        .. kind.Schema is null ? ["application/strategic-merge-patch+json"] : Array.Empty<string>(),
    ];

    private static JsonObject Content(string[] mediaTypes, JsonObject schema)
    {
        var content = new JsonObject();
        foreach (var mediaType in mediaTypes)
            content[mediaType] = new JsonObject { ["schema"] = schema.DeepClone() };
        return content;
    }

    private static JsonObject Reference(OpenApiKind kind) => new() { ["$ref"] = $"#/components/schemas/{kind.SchemaName}" };

    private static JsonObject Parameter(string name) => new()
    {
        ["name"] = name,
        ["in"] = "query",
        ["schema"] = new JsonObject
        {
            ["type"] = name switch
            {
                "watch" or "force" or "allowWatchBookmarks" => "boolean",
                "limit" or "timeoutSeconds" or "gracePeriodSeconds" => "integer",
                _ => "string",
            },
            ["uniqueItems"] = true,
        },
    };
}
