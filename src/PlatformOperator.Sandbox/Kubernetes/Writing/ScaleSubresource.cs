using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The <c>autoscaling/v1 Scale</c> of an object. Verified against the Kubernetes documentation, "Scale subresource".</summary>
internal static class ScaleSubresource
{
    public static JsonObject Of(ResourceKind kind, JsonObject json)
    {
        var paths = PathsOf(kind);
        var meta = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
            meta.Put(field, json.At("metadata", field));
        var status = new JsonObject { ["replicas"] = json.Integer(Steps(paths.StatusReplicas)) ?? 0 };
        if (Selector(paths, json) is { Length: > 0 } selector)
            status["selector"] = selector;
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = meta,
            ["spec"] = new JsonObject { ["replicas"] = json.Integer(Steps(paths.SpecReplicas)) ?? 0 },
            ["status"] = status,
        };
    }

    /// <summary>Takes the replicas, and the resource version that guards them, from a Scale into the object.</summary>
    public static void Take(ResourceKind kind, JsonObject scale, JsonObject json)
    {
        // Zero is the field's absence, as Go writes it.
        var replicas = scale.Integer("spec", "replicas") ?? 0;
        if (replicas < 0)
            throw Errors.BadRequest($"Scale is invalid: spec.replicas: Invalid value: {replicas}: should be a non-negative integer");
        var steps = Steps(PathsOf(kind).SpecReplicas);
        var parent = json;
        foreach (var step in steps[..^1])
            parent = parent.Ensure(step);
        parent[steps[^1]] = replicas;
        json.Meta().Put("resourceVersion", scale.At("metadata", "resourceVersion"));
    }

    private static ScalePaths PathsOf(ResourceKind kind) =>
        kind.Custom == null ? new ScalePaths(".spec.replicas", ".status.replicas", null) : kind.Custom.Scale ?? throw Errors.PathNotFound();

    private static string[] Steps(string path) => path.TrimStart('.').Split('.');

    private static string? Selector(ScalePaths paths, JsonObject json)
    {
        if (paths.LabelSelector != null)
            return json.Text(Steps(paths.LabelSelector));
        return json.Map("spec", "selector") is { } selector ? BuiltInColumns.SelectorText(selector) : null;
    }
}
