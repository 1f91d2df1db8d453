using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of events.</summary>
internal static class EventColumns
{
    public static IReadOnlyList<TableColumn> All(Func<DateTimeOffset> now) =>
    [
        new("Last Seen", json => BuiltInColumns.AgeOf(LastSeen(json), now)),
        new("Type", json => json.Text("type")),
        new("Reason", json => json.Text("reason")),
        new("Object", json => $"{json.Text("involvedObject", "kind")?.ToLowerInvariant()}/{json.Text("involvedObject", "name")}"),
        new("Subobject", json => json.Text("involvedObject", "fieldPath"), 1),
        new("Source", Source, 1),
        new("Message", json => json.Text("message")?.Trim()),
        new("First Seen", json => BuiltInColumns.AgeOf(FirstSeen(json), now), 1),
        new("Count", json => json.Integer("series", "count") ?? json.Integer("count") ?? 1, 1) { Type = "integer" },
        new("Name", json => json.Text("metadata", "name"), 1) { Format = "name" },
    ];

    private static string? FirstSeen(JsonObject json) => json.Text("firstTimestamp") ?? json.Text("eventTime");

    private static string? LastSeen(JsonObject json) => json.Text("series", "lastObservedTime") ?? json.Text("lastTimestamp") ?? FirstSeen(json);

    private static JsonNode Source(JsonObject json)
    {
        var component = json.Text("source", "component") is { Length: > 0 } name ? name : json.Text("reportingComponent");
        var host = json.Text("source", "host") is { Length: > 0 } from ? from : json.Text("reportingInstance");
        return string.IsNullOrEmpty(host) ? component ?? "" : $"{component}, {host}";
    }
}
