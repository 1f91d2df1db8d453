using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of the kinds that run pods.</summary>
internal static class WorkloadColumns
{
    public static IReadOnlyList<TableColumn> Containers { get; } =
    [
        new("Containers", json => string.Join(',', Templates(json).Select(container => container.Text("name"))), 1),
        new("Images", json => string.Join(',', Templates(json).Select(container => container.Text("image"))), 1),
    ];

    public static IEnumerable<TableColumn> Deployment(Func<DateTimeOffset> now) =>
    [
        new("Ready", BuiltInColumns.Ratio("readyReplicas")),
        Status("Up-to-date", "updatedReplicas"),
        Status("Available", "availableReplicas"),
        BuiltInColumns.Age(now),
        .. Containers,
        Selector,
    ];

    public static IEnumerable<TableColumn> ReplicaSet(Func<DateTimeOffset> now) =>
    [
        BuiltInColumns.Number("Desired", json => json.Integer("spec", "replicas") ?? 0),
        Status("Current", "replicas"),
        Status("Ready", "readyReplicas"),
        BuiltInColumns.Age(now),
        .. Containers,
        Selector,
    ];

    public static IEnumerable<TableColumn> DaemonSet(Func<DateTimeOffset> now) =>
    [
        Status("Desired", "desiredNumberScheduled"),
        Status("Current", "currentNumberScheduled"),
        Status("Ready", "numberReady"),
        Status("Up-to-date", "updatedNumberScheduled"),
        Status("Available", "numberAvailable"),
        new("Node Selector", json => BuiltInColumns.Labels(json.Map("spec", "template", "spec", "nodeSelector"))),
        BuiltInColumns.Age(now),
        .. Containers,
        Selector,
    ];

    public static IEnumerable<TableColumn> Job(Func<DateTimeOffset> now) =>
    [
        new("Status", JobStatus),
        new("Completions", json => $"{json.Integer("status", "succeeded") ?? 0}/{json.Integer("spec", "completions") ?? 1}"),
        new("Duration", json => JobDuration(json, now)),
        BuiltInColumns.Age(now),
        .. Containers,
        Selector,
    ];

    public static IEnumerable<TableColumn> CronJob(Func<DateTimeOffset> now) =>
    [
        new("Schedule", json => json.Text("spec", "schedule")),
        new("Timezone", json => json.Text("spec", "timeZone") ?? "<none>"),
        new("Suspend", json => json.Flag("spec", "suspend") == true ? "True" : "False"),
        BuiltInColumns.Number("Active", json => json.Items("status", "active").Count()),
        new("Last Schedule", json => json.Text("status", "lastScheduleTime") is { } time ? BuiltInColumns.AgeOf(time, now) : "<none>"),
        BuiltInColumns.Age(now),
    ];

    public static IEnumerable<TableColumn> DisruptionBudget(Func<DateTimeOffset> now) =>
    [
        new("Min Available", json => json.At("spec", "minAvailable") is { } value ? JsonPath.Display(value) : "N/A"),
        new("Max Unavailable", json => json.At("spec", "maxUnavailable") is { } value ? JsonPath.Display(value) : "N/A"),
        Status("Allowed Disruptions", "disruptionsAllowed"),
        BuiltInColumns.Age(now),
    ];

    private static TableColumn Selector { get; } = new("Selector", json => BuiltInColumns.SelectorText(json.Map("spec", "selector")), 1);

    private static TableColumn Status(string title, string field) => BuiltInColumns.Number(title, json => json.Integer("status", field) ?? 0);

    private static IEnumerable<JsonObject> Templates(JsonObject json) => json.Maps("spec", "template", "spec", "containers");

    private static JsonNode JobStatus(JsonObject json)
    {
        foreach (var type in (string[])["Complete", "Failed", "Suspended"])
        {
            if (json.Maps("status", "conditions").Any(c => c.Text("type") == type && c.Text("status") == "True"))
                return type;
        }

        return json.Text("metadata", "deletionTimestamp") != null ? "Terminating" : "Running";
    }

    private static JsonNode? JobDuration(JsonObject json, Func<DateTimeOffset> now)
    {
        if (Timestamps.Parse(json.Text("status", "startTime")) is not { } start)
            return null;
        return Timestamps.Duration((Timestamps.Parse(json.Text("status", "completionTime")) ?? now()) - start);
    }
}
