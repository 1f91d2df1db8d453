using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of pods. The STATUS column is the reason that explains the pod best, as kubectl users know it (Kubernetes' <c>printPod</c>).</summary>
internal static class PodColumns
{
    public static IReadOnlyList<TableColumn> All(Func<DateTimeOffset> now) =>
    [
        new("Ready", json => $"{Statuses(json).Count(status => status.Flag("ready") == true)}/{json.Items("spec", "containers").Count()}"),
        new("Status", json => Reason(json)),
        new("Restarts", json => Restarts(json, now)),
        BuiltInColumns.Age(now),
        new("IP", json => json.Text("status", "podIP") ?? "<none>", 1),
        new("Node", json => json.Text("spec", "nodeName") ?? "<none>", 1),
        new("Nominated Node", json => json.Text("status", "nominatedNodeName") ?? "<none>", 1),
        new("Readiness Gates", _ => "<none>", 1),
    ];

    private static IEnumerable<JsonObject> Statuses(JsonObject pod) => pod.Maps("status", "containerStatuses");

    private static string Reason(JsonObject pod)
    {
        var reason = pod.Text("status", "reason") ?? pod.Text("status", "phase") ?? "Unknown";
        foreach (var status in Statuses(pod).Reverse())
        {
            var terminated = status.Map("state", "terminated");
            if (status.Text("state", "waiting", "reason") is { Length: > 0 } waiting)
                reason = waiting;
            else if (terminated.Text("reason") is { Length: > 0 } ended)
                reason = ended;
            else if (terminated != null)
                reason = terminated.Integer("signal") is > 0 and var signal ? $"Signal:{signal}" : $"ExitCode:{terminated.Integer("exitCode") ?? 0}";
        }

        if (reason == "Completed" && Statuses(pod).Any(status => status.Map("state", "running") != null))
            reason = "Running";
        if (pod.Text("metadata", "deletionTimestamp") == null)
            return reason;
        return pod.Text("status", "reason") == "NodeLost" ? "Unknown" : "Terminating";
    }

    private static string Restarts(JsonObject pod, Func<DateTimeOffset> now)
    {
        var count = Statuses(pod).Sum(status => status.Integer("restartCount") ?? 0);
        var last = Statuses(pod).Select(status => Timestamps.Parse(status.Text("lastState", "terminated", "finishedAt"))).Max();
        return count > 0 && last != null ? $"{count} ({Timestamps.Age(last, now())} ago)" : $"{count}";
    }
}
