using System.Text.Json.Nodes;
using PlatformOperator.Schemas;
using PlatformOperator.Schemas.Apply;

namespace PlatformOperator.Manifests;

/// <summary>
/// What an apply of a manifest leaves of the spec of an object that is there: what the manifest gives, and what no apply set before. Who set what is
/// read off the object's <c>managedFields</c>, and of what kubectl applied on the client's side off its annotation (Kubernetes documentation,
/// "Server-Side Apply" and "Declarative Management of Kubernetes Objects Using Configuration Files").
/// </summary>
internal static class ManifestApply
{
    private const string Apply = "Apply";

    // Helm 3 takes out what its last release had, and records that as updates.
    private const string Helm = "helm";

    /// <summary>The spec after the apply, without defaults.</summary>
    /// <param name="live">The object that is there.</param>
    /// <param name="manifest">The manifest as it was written; it must be valid.</param>
    /// <param name="types">Types of its kind.</param>
    public static JsonObject Spec(JsonObject live, JsonObject manifest, FieldType types)
    {
        var then = OnTheServer(live, manifest, types)["spec"] as JsonObject ?? [];
        return live.Text("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration") is { } last
            ? ByKubectl(then, JsonNode.Parse(last).Map("spec"), manifest.Map("spec") ?? [])
            : then.Copy();
    }

    /// <summary>
    /// Which of several managers will apply this manifest, nobody knows: what any of them applied counts as the manifest's. The first apply of all takes
    /// nothing out.
    /// </summary>
    private static JsonObject OnTheServer(JsonObject live, JsonObject manifest, FieldType types)
    {
        var config = manifest.Copy();
        config["metadata"] = new JsonObject { ["name"] = manifest.Text("metadata", "name") };
        var then = live.Copy();
        foreach (var entry in then.Maps("metadata", "managedFields").Where(entry => entry.Text("manager") == Helm))
            entry["operation"] = Apply;
        var managers = then.Maps("metadata", "managedFields").Where(AppliedSpec).Select(entry => entry.Text("manager")!).Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var manager in managers.DefaultIfEmpty("plan"))
            then = ServerSideApply.Apply(then, config, new ApplyOptions(manager, DateTimeOffset.UnixEpoch, types) { Force = true }).Object!;
        return then;
    }

    private static bool AppliedSpec(JsonObject entry) =>
        entry.Text("operation") == Apply && string.IsNullOrEmpty(entry.Text("subresource")) && entry.Map("fieldsV1", "f:spec") is not null;

    /// <summary>What kubectl applied last and the manifest does not give goes; lists are replaced as a whole, as a JSON merge patch does.</summary>
    private static JsonObject ByKubectl(JsonObject live, JsonObject? last, JsonObject wanted)
    {
        var then = live.Copy();
        foreach (var (name, _) in last ?? [])
            then.Remove(name);
        foreach (var (name, value) in wanted)
            then.Put(name, value is JsonObject now && live[name] is JsonObject there ? ByKubectl(there, last.Map(name), now) : value);
        return then;
    }
}
