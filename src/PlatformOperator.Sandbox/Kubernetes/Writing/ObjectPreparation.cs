using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Sets what the server alone decides, and keeps spec and status apart. Verified against the API conventions document ("Metadata", "Spec and
/// Status").
/// </summary>
internal sealed class ObjectPreparation(TimeProvider time)
{
    private static readonly string[] ServerFields = ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "selfLink"];

    public void ForCreate(ResourceKind kind, JsonObject json)
    {
        var meta = json.Meta();
        foreach (var field in (string[])[.. ServerFields, "resourceVersion"])
            meta.Remove(field);
        meta["uid"] = Guid.NewGuid().ToString();
        meta["creationTimestamp"] = Timestamps.Format(time.GetUtcNow());
        if (CountsGenerations(kind))
            meta["generation"] = 1;
        if (kind.HasStatus && !KeepsStatusOnCreate(kind))
            json.Remove("status");
        DropEmpty(meta);
    }

    public static void ForUpdate(ResourceKind kind, string subresource, JsonObject json, JsonObject live)
    {
        if (subresource == "status")
            TakeStatusOnly(json, live);
        else if (kind.HasStatus)
            json.Put("status", live["status"]);
        var meta = json.Meta();
        foreach (var field in (string[])[.. ServerFields, "name", "namespace", "generateName", "resourceVersion"])
            meta.Put(field, live.At("metadata", field));
        if (CountsGenerations(kind) && !SameSpec(kind, json, live))
            meta["generation"] = (live.Integer("metadata", "generation") ?? 0) + 1;
        DropEmpty(meta);
    }

    // What a client sends as "labels: {}" or "finalizers: []" reads back as absent, because Go omits empty fields.
    private static void DropEmpty(JsonObject meta)
    {
        foreach (var field in (string[])["labels", "annotations", "finalizers", "ownerReferences"])
        {
            if (meta[field] is JsonObject { Count: 0 } or JsonArray { Count: 0 } or null)
                meta.Remove(field);
        }
    }

    private static bool CountsGenerations(ResourceKind kind) => kind.HasGeneration || kind.Custom != null;

    // A namespace's phase and a pod's are set by the server's own preparation, and a ReplicaSet's by no one at first.
    private static bool KeepsStatusOnCreate(ResourceKind kind) => kind.Group.Length == 0 && kind.Kind is "Node";

    private static void TakeStatusOnly(JsonObject json, JsonObject live)
    {
        var status = json["status"]?.DeepClone();
        var managed = json.At("metadata", "managedFields")?.DeepClone();
        json.Clear();
        foreach (var (name, value) in live)
            json[name] = value?.DeepClone();
        json.Put("status", status);
        json.Meta().Put("managedFields", managed);
    }

    private static bool SameSpec(ResourceKind kind, JsonObject json, JsonObject live)
    {
        if (kind.Custom == null)
            return JsonNode.DeepEquals(json["spec"], live["spec"]) && (kind.Plural != "endpointslices" || SameBut(json, live, "metadata"));
        return kind.HasStatus ? SameBut(json, live, "metadata", "status") : SameBut(json, live, "metadata");
    }

    private static bool SameBut(JsonObject json, JsonObject live, params string[] ignored)
    {
        JsonObject a = json.Copy(), b = live.Copy();
        foreach (var field in ignored)
        {
            a.Remove(field);
            b.Remove(field);
        }

        return JsonNode.DeepEquals(a, b);
    }
}
