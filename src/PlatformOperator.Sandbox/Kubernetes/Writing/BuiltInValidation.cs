using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// The validation of built-in kinds that operators run into: required parts and immutable fields. Verified against Kubernetes'
/// <c>pkg/apis/*/validation</c>.
/// </summary>
internal static class BuiltInValidation
{
    private const string Immutable = "field is immutable";

    public static IEnumerable<FieldError> Of(ResourceKind kind, JsonObject json, JsonObject? live) => kind.Plural switch
    {
        "secrets" => Secret(json, live),
        "configmaps" => ConfigMap(json, live),
        "deployments" or "replicasets" or "statefulsets" or "daemonsets" => Workload(kind, json, live),
        "jobs" => Job(json, live),
        "pods" => Containers(json.Map("spec"), "spec"),
        "services" => Service(json, live),
        "roles" or "clusterroles" => Role(json),
        "rolebindings" or "clusterrolebindings" => Binding(json, live),
        "leases" => Lease(json),
        "horizontalpodautoscalers" => Autoscaler(json),
        "poddisruptionbudgets" => DisruptionBudget(json),
        _ => [],
    };

    private static FieldError Required(string field, string text = "") =>
        new(field, FieldErrorType.Required, text.Length == 0 ? "Required value" : $"Required value: {text}");

    private static FieldError Invalid(string field, JsonNode? value, string text) =>
        new(field, FieldErrorType.Invalid, $"Invalid value: {value?.ToJsonString(JsonNodes.Compact) ?? "null"}: {text}");

    private static IEnumerable<FieldError> Secret(JsonObject json, JsonObject? live)
    {
        foreach (var (key, value) in json.Entries("data"))
        {
            if (!IsBase64(value))
                yield return Invalid($"data[{key}]", "<secret contents redacted>", "illegal base64 data");
        }

        if (live == null)
            yield break;
        if (json.Text("type") != live.Text("type"))
            yield return Invalid("type", json["type"], Immutable);
        foreach (var error in ImmutableData(json, live))
            yield return error;
    }

    private static IEnumerable<FieldError> ConfigMap(JsonObject json, JsonObject? live) => live == null ? [] : ImmutableData(json, live);

    private static IEnumerable<FieldError> ImmutableData(JsonObject json, JsonObject live)
    {
        if (live.Flag("immutable") != true)
            yield break;
        foreach (var field in (string[])["immutable", "data", "binaryData"])
        {
            if (!JsonNode.DeepEquals(json[field], live[field]))
                yield return new FieldError(field, FieldErrorType.Forbidden, "Forbidden: field is immutable when `immutable` is set");
        }
    }

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static IEnumerable<FieldError> Workload(ResourceKind kind, JsonObject json, JsonObject? live)
    {
        var selector = json.Map("spec", "selector");
        if (selector == null)
        {
            yield return Required("spec.selector");
        }
        else if (!LabelSelector.From(selector).Matches(json.Entries("spec", "template", "metadata", "labels").ToDictionary()))
        {
            var labels = json.At("spec", "template", "metadata", "labels");
            yield return Invalid("spec.template.metadata.labels", labels ?? new JsonObject(), "`selector` does not match template `labels`");
        }

        if (json.Integer("spec", "replicas") is < 0 and var replicas)
            yield return Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        foreach (var error in Containers(json.Map("spec", "template", "spec"), "spec.template.spec"))
            yield return error;
        if (live != null && kind.Plural != "statefulsets" && !JsonNode.DeepEquals(selector, live.At("spec", "selector")))
            yield return Invalid("spec.selector", selector, Immutable);
    }

    private static IEnumerable<FieldError> Job(JsonObject json, JsonObject? live)
    {
        foreach (var error in Containers(json.Map("spec", "template", "spec"), "spec.template.spec"))
            yield return error;
        if (json.Text("spec", "template", "spec", "restartPolicy") is not ("OnFailure" or "Never"))
            yield return Required("spec.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\"");
        if (live == null)
            yield break;
        foreach (var field in (string[])["completions", "selector", "template"])
        {
            if (!JsonNode.DeepEquals(json.At("spec", field), live.At("spec", field)))
                yield return Invalid($"spec.{field}", json.At("spec", field), Immutable);
        }
    }

    private static IEnumerable<FieldError> Containers(JsonObject? spec, string path)
    {
        var containers = spec.Maps("containers").ToList();
        if (containers.Count == 0)
            yield return Required($"{path}.containers");
        for (var i = 0; i < containers.Count; i++)
        {
            var name = containers[i].Text("name") ?? "";
            if (name.Length == 0)
                yield return Required($"{path}.containers[{i}].name");
            else if (containers.FindIndex(c => c.Text("name") == name) < i)
                yield return new FieldError($"{path}.containers[{i}].name", FieldErrorType.Duplicate, $"Duplicate value: \"{name}\"");
            if (string.IsNullOrEmpty(containers[i].Text("image")))
                yield return Required($"{path}.containers[{i}].image");
        }
    }

    private static IEnumerable<FieldError> Service(JsonObject json, JsonObject? live)
    {
        var ports = json.Maps("spec", "ports").ToList();
        if (ports.Count == 0 && json.Text("spec", "clusterIP") != "None" && json.Text("spec", "type") != "ExternalName")
            yield return Required("spec.ports");
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i].Integer("port") is not (>= 1 and <= 65535))
                yield return Invalid($"spec.ports[{i}].port", ports[i]["port"] ?? 0, "must be between 1 and 65535, inclusive");
            if (ports.Count > 1 && string.IsNullOrEmpty(ports[i].Text("name")))
                yield return Required($"spec.ports[{i}].name");
        }

        var (was, now) = (live.Text("spec", "clusterIP"), json.Text("spec", "clusterIP"));
        if (!string.IsNullOrEmpty(was) && was != now && json.Text("spec", "type") != "ExternalName")
            yield return Invalid("spec.clusterIPs[0]", new JsonArray(now), "may not change once set");
    }

    private static IEnumerable<FieldError> Role(JsonObject json)
    {
        var rules = json.Maps("rules").ToList();
        for (var i = 0; i < rules.Count; i++)
        {
            if (!rules[i].Texts("verbs").Any())
                yield return Required($"rules[{i}].verbs", "verbs must contain at least one value");
            if (rules[i].Texts("nonResourceURLs").Any())
                continue;
            if (!rules[i].Texts("apiGroups").Any())
                yield return Required($"rules[{i}].apiGroups", "resource rules must supply at least one api group");
            if (!rules[i].Texts("resources").Any())
                yield return Required($"rules[{i}].resources", "resource rules must supply at least one resource");
        }
    }

    private static IEnumerable<FieldError> Binding(JsonObject json, JsonObject? live)
    {
        if (string.IsNullOrEmpty(json.Text("roleRef", "name")))
            yield return Required("roleRef.name");
        if (json.Text("roleRef", "kind") is not ("Role" or "ClusterRole"))
            yield return new FieldError(
                "roleRef.kind", FieldErrorType.NotSupported,
                $"Unsupported value: \"{json.Text("roleRef", "kind")}\": supported values: \"ClusterRole\", \"Role\"");
        if (live != null && !JsonNode.DeepEquals(json["roleRef"], live["roleRef"]))
            yield return Invalid("roleRef", json["roleRef"], "cannot change roleRef");
    }

    private static IEnumerable<FieldError> Lease(JsonObject json)
    {
        if (json.Integer("spec", "leaseDurationSeconds") is <= 0 and var seconds)
            yield return Invalid("spec.leaseDurationSeconds", seconds, "must be greater than 0");
        if (json.Integer("spec", "leaseTransitions") is < 0 and var transitions)
            yield return Invalid("spec.leaseTransitions", transitions, "must be greater than or equal to 0");
    }

    private static IEnumerable<FieldError> Autoscaler(JsonObject json)
    {
        var (least, most) = (json.Integer("spec", "minReplicas") ?? 1, json.Integer("spec", "maxReplicas") ?? 0);
        if (most < 1)
            yield return Invalid("spec.maxReplicas", most, "must be greater than 0");
        else if (most < least)
            yield return Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        if (string.IsNullOrEmpty(json.Text("spec", "scaleTargetRef", "name")))
            yield return Required("spec.scaleTargetRef.name");
    }

    private static IEnumerable<FieldError> DisruptionBudget(JsonObject json)
    {
        if (json.At("spec", "minAvailable") != null && json.At("spec", "maxUnavailable") != null)
            yield return Invalid("spec", new JsonObject(), "minAvailable and maxUnavailable cannot be both set");
    }
}
