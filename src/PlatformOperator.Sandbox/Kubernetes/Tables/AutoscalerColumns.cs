using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of HorizontalPodAutoscalers; TARGETS as Kubernetes 1.32 shows them for resource metrics.</summary>
internal static class AutoscalerColumns
{
    public static IEnumerable<TableColumn> All(Func<DateTimeOffset> now) =>
    [
        new("Reference", json => $"{json.Text("spec", "scaleTargetRef", "kind")}/{json.Text("spec", "scaleTargetRef", "name")}"),
        new("Targets", Targets),
        new("MinPods", json => json.Integer("spec", "minReplicas")?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "<unset>"),
        BuiltInColumns.Number("MaxPods", json => json.Integer("spec", "maxReplicas") ?? 0),
        BuiltInColumns.Number("Replicas", json => json.Integer("status", "currentReplicas") ?? 0),
        BuiltInColumns.Age(now),
    ];

    private static JsonNode Targets(JsonObject json)
    {
        var targets = json.Maps("spec", "metrics").Select(metric => Target(json, metric)).ToList();
        return targets.Count == 0 ? "<none>" : string.Join(", ", targets);
    }

    private static string Target(JsonObject json, JsonObject metric)
    {
        var name = metric.Text("resource", "name");
        var current = json.Maps("status", "currentMetrics").FirstOrDefault(m => m.Text("resource", "name") == name);
        if (metric.Integer("resource", "target", "averageUtilization") is { } utilization)
        {
            var now = current.Integer("resource", "current", "averageUtilization");
            return $"{name}: {(now == null ? "<unknown>" : $"{now}%")}/{utilization}%";
        }

        var average = metric.At("resource", "target", "averageValue");
        var value = current.At("resource", "current", "averageValue");
        return $"{name ?? metric.Text("type")}: {(value == null ? "<unknown>" : JsonPath.Display(value))}/{(average == null ? "<unknown>" : JsonPath.Display(average))}";
    }
}
