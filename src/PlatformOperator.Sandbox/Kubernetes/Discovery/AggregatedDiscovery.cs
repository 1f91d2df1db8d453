using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Discovery in one document (APIGroupDiscoveryList), which kubectl prefers. Verified against KEP-3352 and the apidiscovery.k8s.io reference.
/// </summary>
internal static class AggregatedDiscovery
{
    /// <summary>The version of the document that a request accepts, null when it accepts only the legacy ones.</summary>
    public static string? VersionWanted(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var ranges))
            return null;
        foreach (var range in ranges.Where(range => range.MediaType == RequestBody.Json))
        {
            var parameters = range.Parameters.ToDictionary(p => p.Name.ToString(), p => p.Value.ToString());
            if (parameters.GetValueOrDefault("as") == "APIGroupDiscoveryList" && parameters.GetValueOrDefault("v") is "v2" or "v2beta1")
                return parameters["v"];
        }

        return null;
    }

    public static string ContentType(string version) => $"application/json;g=apidiscovery.k8s.io;v={version};as=APIGroupDiscoveryList";

    public static JsonObject Document(IEnumerable<ResourceKind> kinds, string version) => new()
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = kinds.GroupBy(kind => kind.Group).Select(Group).ToJson(),
    };

    private static JsonObject Group(IGrouping<string, ResourceKind> group) => new()
    {
        ["metadata"] = group.Key.Length == 0 ? [] : new JsonObject { ["name"] = group.Key },
        ["versions"] = group.GroupBy(kind => kind.Version).Select(Version).ToJson(),
    };

    private static JsonObject Version(IGrouping<string, ResourceKind> version) => new()
    {
        ["version"] = version.Key,
        ["resources"] = version.Select(Resource).ToJson(),
        ["freshness"] = "Current",
    };

    private static JsonObject Resource(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = KindOf(kind.Group, kind.Version, kind.Kind),
            ["scope"] = kind.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = kind.Verbs.ToJson(),
        };
        if (kind.ShortNames.Count > 0)
            resource["shortNames"] = kind.ShortNames.ToJson();
        if (kind.Categories.Count > 0)
            resource["categories"] = kind.Categories.ToJson();
        if (kind.Subresources.Count > 0)
            resource["subresources"] = kind.Subresources.Select(name => Subresource(kind, name)).ToJson();
        return resource;
    }

    private static JsonObject Subresource(ResourceKind kind, string name)
    {
        var shape = SubresourceShape.Of(kind, name);
        return new JsonObject
        {
            ["subresource"] = name,
            ["responseKind"] = KindOf(shape.Group, shape.Version, shape.Kind),
            ["verbs"] = shape.Verbs.ToJson(),
        };
    }

    private static JsonObject KindOf(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };
}
