using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Deletes objects: at once, or, with finalizers, a grace period or dependents to wait for, in two steps. Verified against the documentation,
/// "Finalizers" and "Garbage Collection".
/// </summary>
internal sealed class ObjectDeleter(ObjectStore store, ObjectWriter writer, CustomResourceDefinitions definitions, TimeProvider time)
{
    public const string Foreground = "foregroundDeletion";
    public const string Orphan = "orphan";

    private const int MaxAttempts = 20;

    /// <summary>Deletes an object.</summary>
    /// <returns>The object when its deletion has only begun, null when it is gone; and the version that was read.</returns>
    public (JsonObject? Remaining, StoredObject Deleted) Delete(WriteRequest write, DeleteOptions options)
    {
        NamespaceAdmission.CheckDelete(write.Kind, write.Name);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var stored = store.Find(write.Kind.Storage, write.Namespace, write.Name) ?? throw Errors.NotFound(write.Kind, write.Name);
            CheckPreconditions(write, options, stored);
            var live = stored.ToJson();
            var json = live.Copy();
            Mark(write.Kind, json, options);
            var gone = json.Text("metadata", "deletionTimestamp") == null;
            if (write.DryRun || (!gone && JsonNode.DeepEquals(json, live)))
                return (gone ? null : json, stored);
            var saved = gone ? store.TryRemove(write.Kind.Storage, stored, json) : writer.Replace(write.Kind, stored, json);
            if (saved != null)
                return (gone ? null : saved.ToJson(), stored);
        }

        throw Errors.Conflict(write.Kind, write.Name);
    }

    private static void CheckPreconditions(WriteRequest write, DeleteOptions options, StoredObject stored)
    {
        if (options.Uid != null && options.Uid != stored.Uid)
        {
            var why = $"the UID in the precondition ({options.Uid}) does not match the UID in record ({stored.Uid}). The object might have been deleted and then recreated";
            throw Errors.Conflict(write.Kind, write.Name, why);
        }

        if (options.ResourceVersion != null && options.ResourceVersion != $"{stored.ResourceVersion}")
        {
            var why = $"the ResourceVersion in the precondition ({options.ResourceVersion}) does not match the ResourceVersion in record ({stored.ResourceVersion}). The object might have been modified";
            throw Errors.Conflict(write.Kind, write.Name, why);
        }
    }

    // Leaves the object without a deletionTimestamp when nothing keeps it.
    private void Mark(ResourceKind kind, JsonObject json, DeleteOptions options)
    {
        var meta = json.Meta();
        SetPropagation(kind, json, options.Propagation);
        var grace = GracePeriod(kind, json, options);
        var isNamespace = kind is { Group: "", Plural: "namespaces" };
        var began = meta.Text("deletionTimestamp") != null;
        if (!began && grace == 0 && !isNamespace && meta["finalizers"] == null)
            return;
        if (began && (meta.Integer("deletionGracePeriodSeconds") ?? 0) <= grace)
            return;
        meta["deletionTimestamp"] = Timestamps.Format(time.GetUtcNow().AddSeconds(grace));
        meta["deletionGracePeriodSeconds"] = grace;
        if (!began && meta.Integer("generation") is { } generation)
            meta["generation"] = generation + 1;
        if (isNamespace)
        {
            meta.Remove("deletionGracePeriodSeconds");
            json.Ensure("status")["phase"] = "Terminating";
        }
    }

    private void SetPropagation(ResourceKind kind, JsonObject json, string propagation)
    {
        var meta = json.Meta();
        var finalizers = meta.Texts("finalizers").Where(name => name is not (Foreground or Orphan)).ToList();
        if (propagation == "Foreground")
            finalizers.Add(Foreground);
        if (propagation == "Orphan")
            finalizers.Add(Orphan);
        if (kind.Storage == CustomResourceDefinitions.Storage && CustomResourceDefinitions.IsEstablished(json) && meta["deletionTimestamp"] == null)
        {
            finalizers.Add(CustomResourceDefinitions.CleanupFinalizer);
            definitions.SetTerminating(json);
        }

        meta.Put("finalizers", finalizers.Count == 0 ? null : finalizers.Distinct().ToJson());
    }

    // Only a pod on a node has somebody who ends it in its own time.
    private static long GracePeriod(ResourceKind kind, JsonObject json, DeleteOptions options)
    {
        if (kind is not { Group: "", Plural: "pods" } || string.IsNullOrEmpty(json.Text("spec", "nodeName"))
            || json.Text("status", "phase") is "Succeeded" or "Failed")
            return 0;
        return Math.Max(0, options.GracePeriodSeconds ?? json.Integer("spec", "terminationGracePeriodSeconds") ?? 30);
    }
}
