using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of nodes.</summary>
internal static class NodeColumns
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static IEnumerable<TableColumn> All(Func<DateTimeOffset> now) =>
    [
        new("Status", Status),
        new("Roles", Roles),
        BuiltInColumns.Age(now),
        new("Version", json => json.Text("status", "nodeInfo", "kubeletVersion")),
        new("Internal-IP", json => Address(json, "InternalIP"), 1),
        new("External-IP", json => Address(json, "ExternalIP"), 1),
        new("OS-Image", json => json.Text("status", "nodeInfo", "osImage") ?? "<unknown>", 1),
        new("Kernel-Version", json => json.Text("status", "nodeInfo", "kernelVersion") ?? "<unknown>", 1),
        new("Container-Runtime", json => json.Text("status", "nodeInfo", "containerRuntimeVersion") ?? "<unknown>", 1),
    ];

    private static JsonNode Status(JsonObject json)
    {
        var ready = json.Maps("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "Ready").Text("status");
        var text = ready switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return json.Flag("spec", "unschedulable") == true ? $"{text},SchedulingDisabled" : text;
    }

    private static JsonNode Roles(JsonObject json)
    {
        var roles = json.Entries("metadata", "labels").Where(pair => pair.Key.StartsWith(RolePrefix, StringComparison.Ordinal))
            .Select(pair => pair.Key[RolePrefix.Length..]);
        return string.Join(',', roles.Order(StringComparer.Ordinal)) is { Length: > 0 } text ? text : "<none>";
    }

    private static JsonNode Address(JsonObject json, string type) =>
        json.Maps("status", "addresses").FirstOrDefault(address => address.Text("type") == type).Text("address") ?? "<none>";
}
