using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Defaults of a pod's spec, as the API reference documents them.</summary>
internal static class PodDefaults
{
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    public static void Apply(JsonObject spec)
    {
        BuiltInDefaults.Default(spec, "restartPolicy", "Always");
        BuiltInDefaults.Default(spec, "dnsPolicy", "ClusterFirst");
        BuiltInDefaults.Default(spec, "schedulerName", "default-scheduler");
        BuiltInDefaults.Default(spec, "terminationGracePeriodSeconds", 30);
        spec.Ensure("securityContext");

        // The deprecated alias always reads back beside the name that replaced it.
        if (spec.Text("serviceAccountName") is { } account)
            spec["serviceAccount"] = account;
        foreach (var container in spec.Maps("containers").Concat(spec.Maps("initContainers")))
            Container(container);
        foreach (var volume in spec.Maps("volumes"))
            Volume(volume);
    }

    public static string QosClass(JsonObject pod)
    {
        var resources = pod.Maps("spec", "containers").Select(container => container.Map("resources")).ToList();
        if (resources.TrueForAll(r => r.Map("requests") is not { Count: > 0 } && r.Map("limits") is not { Count: > 0 }))
            return "BestEffort";
        var guaranteed = resources.TrueForAll(r => ((string[])["cpu", "memory"]).All(name =>
            r.Text("limits", name) is { } limit && (r.Text("requests", name) ?? limit) == limit));
        return guaranteed ? "Guaranteed" : "Burstable";
    }

    private static void Container(JsonObject container)
    {
        var image = container.Text("image") ?? "";
        var isLatest = !image.Split('/')[^1].Contains(':', StringComparison.Ordinal) || image.EndsWith(":latest", StringComparison.Ordinal);
        BuiltInDefaults.Default(container, "imagePullPolicy", isLatest && !image.Contains('@', StringComparison.Ordinal) ? "Always" : "IfNotPresent");
        BuiltInDefaults.Default(container, "terminationMessagePath", "/dev/termination-log");
        BuiltInDefaults.Default(container, "terminationMessagePolicy", "File");
        container.Ensure("resources");
        foreach (var port in container.Maps("ports"))
            BuiltInDefaults.Default(port, "protocol", "TCP");
        foreach (var field in container.Maps("env").Select(env => env.Map("valueFrom", "fieldRef")).OfType<JsonObject>())
            BuiltInDefaults.Default(field, "apiVersion", "v1");
        foreach (var (resource, amount) in container.Entries("resources", "limits").ToList())
            BuiltInDefaults.Default(container.Ensure("resources").Ensure("requests"), resource, amount);
        foreach (var probe in Probes.Select(name => container.Map(name)).OfType<JsonObject>())
            Probe(probe);
    }

    private static void Probe(JsonObject probe)
    {
        BuiltInDefaults.Default(probe, "timeoutSeconds", 1);
        BuiltInDefaults.Default(probe, "periodSeconds", 10);
        BuiltInDefaults.Default(probe, "successThreshold", 1);
        BuiltInDefaults.Default(probe, "failureThreshold", 3);
        if (probe.Map("httpGet") is not { } get)
            return;
        BuiltInDefaults.Default(get, "path", "/");
        BuiltInDefaults.Default(get, "scheme", "HTTP");
    }

    private static void Volume(JsonObject volume)
    {
        if (volume.Map("secret") is { } secret)
            BuiltInDefaults.Default(secret, "defaultMode", 420);
        if (volume.Map("configMap") is { } config)
            BuiltInDefaults.Default(config, "defaultMode", 420);
        if (volume.Map("projected") is not { } projected)
            return;
        BuiltInDefaults.Default(projected, "defaultMode", 420);
        foreach (var token in projected.Maps("sources").Select(source => source.Map("serviceAccountToken")).OfType<JsonObject>())
            BuiltInDefaults.Default(token, "expirationSeconds", 3600);
    }
}
