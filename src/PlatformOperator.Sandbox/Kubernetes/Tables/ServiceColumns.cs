using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of Services and of what stands behind them.</summary>
internal static class ServiceColumns
{
    public static IEnumerable<TableColumn> Service(Func<DateTimeOffset> now) =>
    [
        new("Type", json => json.Text("spec", "type")),
        new("Cluster-IP", json => json.Text("spec", "clusterIP") is { Length: > 0 } ip ? ip : "<none>"),
        new("External-IP", ExternalAddress),
        new("Port(s)", json => Join(json.Maps("spec", "ports").Select(Port))),
        BuiltInColumns.Age(now),
        new("Selector", json => BuiltInColumns.Labels(json.Map("spec", "selector")), 1),
    ];

    public static IEnumerable<TableColumn> EndpointSlice(Func<DateTimeOffset> now) =>
    [
        new("AddressType", json => json.Text("addressType")),
        new("Ports", json => Join(json.Maps("ports").Select(port => $"{port.Integer("port")}"), "<unset>")),
        new("Endpoints", json => Join(json.Maps("endpoints").SelectMany(endpoint => endpoint.Texts("addresses")), "<unset>")),
        BuiltInColumns.Age(now),
    ];

    public static JsonNode EndpointAddresses(JsonObject json)
    {
        var all = new List<string>();
        foreach (var subset in json.Maps("subsets"))
        {
            var ports = subset.Maps("ports").Select(port => port.Integer("port")).ToList();
            foreach (var address in subset.Maps("addresses").Select(address => address.Text("ip")))
                all.AddRange(ports.Count == 0 ? [$"{address}"] : ports.Select(port => $"{address}:{port}"));
        }

        return all.Count > 3 ? $"{string.Join(',', all.Take(3))} + {all.Count - 3} more..." : Join(all);
    }

    private static JsonNode ExternalAddress(JsonObject json) => json.Text("spec", "type") switch
    {
        "ExternalName" => json.Text("spec", "externalName") ?? "",
        "LoadBalancer" => Join(json.Maps("status", "loadBalancer", "ingress").Select(i => i.Text("ip") ?? i.Text("hostname") ?? ""), "<pending>"),
        _ => Join(json.Texts("spec", "externalIPs")),
    };

    private static string Port(JsonObject port)
    {
        var node = port.Integer("nodePort") is > 0 and var number ? $":{number}" : "";
        return $"{port.Integer("port")}{node}/{port.Text("protocol") ?? "TCP"}";
    }

    private static string Join(IEnumerable<string> parts, string none = "<none>") => string.Join(',', parts) is { Length: > 0 } text ? text : none;
}
