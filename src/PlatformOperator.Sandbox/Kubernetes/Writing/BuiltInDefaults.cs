using System.Text;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Defaults of the built-in kinds, as the API reference documents them; only those that clients come to see or that other rules rely on.</summary>
internal static class BuiltInDefaults
{
    public static void Apply(ResourceKind kind, JsonObject json)
    {
        switch (kind.Plural)
        {
            case "secrets":
                Secret(json);
                break;
            case "namespaces":
                Namespace(json);
                break;
            case "services":
                Service(json.Ensure("spec"));
                break;
            case "pods":
                PodDefaults.Apply(json.Ensure("spec"));
                Pod(json);
                break;
            case "deployments":
                Deployment(json.Ensure("spec"));
                break;
            case "replicasets" or "statefulsets" or "daemonsets":
                Workload(kind.Plural, json.Ensure("spec"));
                break;
            case "jobs":
                Job(json);
                break;
            case "horizontalpodautoscalers":
                Default(json.Ensure("spec"), "minReplicas", 1);
                break;
            case "networkpolicies":
                NetworkPolicy(json.Ensure("spec"));
                break;
            case "rolebindings" or "clusterrolebindings":
                Binding(json);
                break;
            case "limitranges":
                LimitRange(json);
                break;
        }
    }

    public static void Default(JsonObject map, string name, JsonNode value)
    {
        if (map[name] == null)
            map[name] = value;
    }

    private static void Secret(JsonObject json)
    {
        Default(json, "type", "Opaque");
        if (json["stringData"] is not JsonObject texts)
            return;
        var data = json.Ensure("data");
        foreach (var (name, text) in texts.Entries())
            data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        json.Remove("stringData");
    }

    private static void Namespace(JsonObject json)
    {
        json.Meta().Ensure("labels")["kubernetes.io/metadata.name"] = json.Text("metadata", "name");
        if (json.Text("metadata", "deletionTimestamp") == null)
        {
            Default(json.Ensure("spec"), "finalizers", new JsonArray("kubernetes"));
            Default(json.Ensure("status"), "phase", "Active");
        }
    }

    private static void Pod(JsonObject json)
    {
        var status = json.Ensure("status");
        Default(status, "phase", "Pending");
        Default(status, "qosClass", PodDefaults.QosClass(json));
    }

    private static void Service(JsonObject spec)
    {
        Default(spec, "type", "ClusterIP");
        Default(spec, "sessionAffinity", "None");
        if (spec.Text("type") != "ExternalName")
        {
            Default(spec, "internalTrafficPolicy", "Cluster");
            Default(spec, "ipFamilies", new JsonArray("IPv4"));
            Default(spec, "ipFamilyPolicy", "SingleStack");
        }

        foreach (var port in spec.Maps("ports"))
        {
            Default(port, "protocol", "TCP");
            if (port["port"] is { } number)
                Default(port, "targetPort", number.DeepClone());
        }
    }

    private static void Deployment(JsonObject spec)
    {
        Default(spec, "replicas", 1);
        Default(spec, "revisionHistoryLimit", 10);
        Default(spec, "progressDeadlineSeconds", 600);
        var strategy = spec.Ensure("strategy");
        Default(strategy, "type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            Default(strategy.Ensure("rollingUpdate"), "maxSurge", "25%");
            Default(strategy.Ensure("rollingUpdate"), "maxUnavailable", "25%");
        }

        PodTemplate(spec);
    }

    private static void Workload(string plural, JsonObject spec)
    {
        if (plural is "replicasets" or "statefulsets")
            Default(spec, "replicas", 1);
        PodTemplate(spec);
    }

    // A Job's pods are told from others by its uid, which nobody knows before it is made.
    private static void Job(JsonObject json)
    {
        var spec = json.Ensure("spec");
        if (spec["parallelism"] == null)
            Default(spec, "completions", 1);
        Default(spec, "parallelism", 1);
        Default(spec, "backoffLimit", 6);
        Default(spec, "completionMode", "NonIndexed");
        Default(spec, "suspend", false);
        Default(spec, "podReplacementPolicy", "TerminatingOrFailed");
        Default(spec, "manualSelector", false);
        PodTemplate(spec);
        if (spec.Flag("manualSelector") == true || spec["selector"] != null)
            return;
        var (uid, name) = (json.Text("metadata", "uid"), json.Text("metadata", "name"));
        var labels = spec.Ensure("template").Meta().Ensure("labels");
        (labels["batch.kubernetes.io/controller-uid"], labels["controller-uid"]) = (uid, uid);
        (labels["batch.kubernetes.io/job-name"], labels["job-name"]) = (name, name);
        spec.Ensure("selector").Ensure("matchLabels")["batch.kubernetes.io/controller-uid"] = uid;
    }

    private static void PodTemplate(JsonObject spec)
    {
        var template = spec.Ensure("template");
        template.Meta();
        PodDefaults.Apply(template.Ensure("spec"));
    }

    private static void NetworkPolicy(JsonObject spec)
    {
        var types = spec["egress"] is JsonArray { Count: > 0 } ? new JsonArray("Ingress", "Egress") : new JsonArray("Ingress");
        Default(spec, "policyTypes", types);
        var rules = spec.Maps("ingress").Concat(spec.Maps("egress"));
        foreach (var port in rules.SelectMany(rule => rule.Maps("ports")))
            Default(port, "protocol", "TCP");
    }

    private static void Binding(JsonObject json)
    {
        Default(json.Ensure("roleRef"), "apiGroup", "rbac.authorization.k8s.io");
        foreach (var subject in json.Maps("subjects").Where(subject => subject.Text("kind") is "User" or "Group"))
            Default(subject, "apiGroup", "rbac.authorization.k8s.io");
    }

    private static void LimitRange(JsonObject json)
    {
        foreach (var limit in json.Maps("spec", "limits").Where(limit => limit.Text("type") == "Container"))
        {
            foreach (var (resource, amount) in limit.Entries("default").ToList())
                Default(limit.Ensure("defaultRequest"), resource, amount);
        }
    }
}
