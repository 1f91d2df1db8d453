using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Columns of the built-in kinds, as <c>kubectl get</c> shows them for a real cluster (Kubernetes' <c>pkg/printers/internalversion</c>).</summary>
internal sealed class BuiltInColumns(Func<DateTimeOffset> now)
{
    private const string None = "<none>";

    public static TableColumn Name { get; } = new("Name", json => json.Text("metadata", "name")) { Format = "name" };

    public static TableColumn Age(Func<DateTimeOffset> now) => new("Age", json => AgeOf(json.Text("metadata", "creationTimestamp"), now));

    /// <summary>The columns of a built-in kind; name and age where it has none of its own.</summary>
    public IReadOnlyList<TableColumn> For(ResourceKind kind) => kind.Plural switch
    {
        "pods" => [Name, .. PodColumns.All(now)],
        "deployments" => [Name, .. WorkloadColumns.Deployment(now)],
        "replicasets" => [Name, .. WorkloadColumns.ReplicaSet(now)],
        "statefulsets" => [Name, new("Ready", Ratio("readyReplicas")), Age(now), .. WorkloadColumns.Containers],
        "daemonsets" => [Name, .. WorkloadColumns.DaemonSet(now)],
        "jobs" => [Name, .. WorkloadColumns.Job(now)],
        "cronjobs" => [Name, .. WorkloadColumns.CronJob(now)],
        "horizontalpodautoscalers" => [Name, .. AutoscalerColumns.All(now)],
        "services" => [Name, .. ServiceColumns.Service(now)],
        "endpoints" => [Name, new("Endpoints", ServiceColumns.EndpointAddresses), Age(now)],
        "endpointslices" => [Name, .. ServiceColumns.EndpointSlice(now)],
        "events" => EventColumns.All(now),
        "nodes" => [Name, .. NodeColumns.All(now)],
        "namespaces" => [Name, new("Status", json => json.Text("status", "phase")), Age(now)],
        "secrets" => [Name, new("Type", json => json.Text("type")), Number("Data", json => json.Map("data")?.Count ?? 0), Age(now)],
        "configmaps" => [Name, Number("Data", json => (json.Map("data")?.Count ?? 0) + (json.Map("binaryData")?.Count ?? 0)), Age(now)],
        "serviceaccounts" => [Name, Number("Secrets", json => json.Items("secrets").Count()), Age(now)],
        "resourcequotas" => [Name, new("Request", json => QuotaUse(json, limits: false)), new("Limit", json => QuotaUse(json, limits: true)), Age(now)],
        "limitranges" => [Name, new("Created At", json => json.Text("metadata", "creationTimestamp"))],
        "networkpolicies" => [Name, new("Pod-Selector", json => SelectorText(json.Map("spec", "podSelector"))), Age(now)],
        "poddisruptionbudgets" => [Name, .. WorkloadColumns.DisruptionBudget(now)],
        "leases" => [Name, new("Holder", json => json.Text("spec", "holderIdentity")), Age(now)],
        "customresourcedefinitions" or "clusterroles" or "roles" => [Name, new("Created At", json => json.Text("metadata", "creationTimestamp"))],
        "rolebindings" or "clusterrolebindings" => [Name, .. BindingColumns(now)],
        _ => [Name, Age(now)],
    };

    public static string AgeOf(string? timestamp, Func<DateTimeOffset> now) => Timestamps.Age(Timestamps.Parse(timestamp), now());

    public static TableColumn Number(string name, Func<JsonObject, long> cell, int priority = 0) =>
        new(name, json => cell(json), priority) { Type = "integer" };

    public static string Labels(JsonNode? node) =>
        string.Join(',', node.Entries().OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")) is { Length: > 0 } text
            ? text
            : None;

    public static string SelectorText(JsonObject? selector)
    {
        var terms = selector.Entries("matchLabels").OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}").ToList();
        foreach (var expression in selector.Maps("matchExpressions"))
        {
            var (key, values) = (expression.Text("key"), string.Join(',', expression.Texts("values")));
            terms.Add(expression.Text("operator") switch
            {
                "In" => $"{key} in ({values})",
                "NotIn" => $"{key} notin ({values})",
                "Exists" => $"{key}",
                _ => $"!{key}",
            });
        }

        return terms.Count == 0 ? None : string.Join(',', terms);
    }

    public static Func<JsonObject, JsonNode?> Ratio(string ready) =>
        json => $"{json.Integer("status", ready) ?? 0}/{json.Integer("spec", "replicas") ?? 0}";

    private static string QuotaUse(JsonObject json, bool limits)
    {
        var hard = json.Entries("status", "hard").Where(pair => pair.Key.StartsWith("limits.", StringComparison.Ordinal) == limits);
        return string.Join(", ", hard.OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}: {json.Text("status", "used", pair.Key) ?? "0"}/{pair.Value}"));
    }

    private static IEnumerable<TableColumn> BindingColumns(Func<DateTimeOffset> now) =>
    [
        new("Role", json => $"{json.Text("roleRef", "kind")}/{json.Text("roleRef", "name")}"),
        Age(now),
        new("Users", json => Subjects(json, "User"), 1),
        new("Groups", json => Subjects(json, "Group"), 1),
        new("ServiceAccounts", json => Subjects(json, "ServiceAccount"), 1),
    ];

    private static string Subjects(JsonObject json, string kind) => string.Join(", ", json.Maps("subjects").Where(s => s.Text("kind") == kind)
        .Select(s => kind == "ServiceAccount" ? $"{s.Text("namespace")}/{s.Text("name")}" : s.Text("name")));
}
