using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Discovery documents one by one: APIVersions, APIGroupList, APIGroup, APIResourceList. Verified against the API reference of meta/v1.</summary>
internal static class LegacyDiscovery
{
    public static JsonObject CoreVersions(string host) => new()
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = host }),
    };

    public static JsonObject Groups(IReadOnlyCollection<ResourceKind> kinds) => new()
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = kinds.Where(kind => kind.Group.Length > 0).Select(kind => kind.Group).Distinct().Select(group => GroupOf(kinds, group)).ToJson(),
    };

    public static JsonObject? Group(IReadOnlyCollection<ResourceKind> kinds, string group)
    {
        if (group.Length == 0 || kinds.All(kind => kind.Group != group))
            return null;
        var document = GroupOf(kinds, group);
        document.Insert(0, "apiVersion", "v1");
        document.Insert(0, "kind", "APIGroup");
        return document;
    }

    public static JsonObject? Resources(IEnumerable<ResourceKind> kinds, string group, string version)
    {
        var served = kinds.Where(kind => kind.Group == group && kind.Version == version).ToList();
        if (served.Count == 0)
            return null;
        return new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = served[0].ApiVersion,
            ["resources"] = served.SelectMany(kind => kind.Subresources.Select(name => Subresource(kind, name)).Prepend(Resource(kind))).ToJson(),
        };
    }

    private static JsonObject GroupOf(IEnumerable<ResourceKind> kinds, string group)
    {
        var versions = kinds.Where(kind => kind.Group == group).Select(kind => kind.Version).Distinct().Select(version => VersionOf(group, version)).ToList();
        return new JsonObject { ["name"] = group, ["versions"] = versions.ToJson(), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private static JsonObject VersionOf(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static JsonObject Resource(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.Namespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = kind.Verbs.ToJson(),
        };
        if (kind.ShortNames.Count > 0)
            resource["shortNames"] = kind.ShortNames.ToJson();
        if (kind.Categories.Count > 0)
            resource["categories"] = kind.Categories.ToJson();
        return resource;
    }

    private static JsonObject Subresource(ResourceKind kind, string name)
    {
        var shape = SubresourceShape.Of(kind, name);
        var resource = new JsonObject
        {
            ["name"] = $"{kind.Plural}/{name}",
            ["singularName"] = "",
            ["namespaced"] = kind.Namespaced,
            ["kind"] = shape.Kind,
            ["verbs"] = shape.Verbs.ToJson(),
        };
        if (shape.Group != kind.Group || shape.Version != kind.Version)
        {
            resource["group"] = shape.Group;
            resource["version"] = shape.Version;
        }

        return resource;
    }
}
