using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Creates and changes objects: the order of checks is the API server's, and every write is guarded by the version that was read.</summary>
internal sealed class ObjectWriter(
    ObjectStore store, ObjectRules rules, ObjectPreparation preparation, QuotaAdmission quota, NamespaceAdmission namespaces, TimeProvider time)
{
    private const int MaxAttempts = 20;

    /// <summary>Creates an object.</summary>
    public JsonObject Create(WriteRequest write, JsonObject body)
    {
        ObjectDecoding.CheckKind(write.Kind, body);
        FieldChecks.Apply(write, body);
        var json = EventConversion.ToStored(write.Kind, body);
        ObjectDecoding.CheckNamespace(write, json);
        var named = json.Copy();
        for (var attempt = 1; ; attempt++)
        {
            var generated = ObjectDecoding.GenerateName(named);
            var created = Store(write, named, recorded: null);
            if (created != null)
                return created;
            if (!generated || attempt == MaxAttempts)
                throw Errors.AlreadyExists(write.Kind, named.Text("metadata", "name") ?? "");
            named = json.Copy();
        }
    }

    /// <summary>Replaces an object, or its status or scale.</summary>
    public JsonObject Update(WriteRequest write, JsonObject body)
    {
        if (write.Subresource != "scale")
        {
            ObjectDecoding.CheckKind(write.Kind, body);
            FieldChecks.Apply(write, body);
            body = EventConversion.ToStored(write.Kind, body);
            ObjectDecoding.CheckNamespace(write, body);
            ObjectDecoding.CheckName(write, body);
            if (write.Kind.Custom != null && string.IsNullOrEmpty(body.Text("metadata", "resourceVersion")))
            {
                var error = new FieldError("metadata.resourceVersion", FieldErrorType.Invalid, "Invalid value: 0x0: must be specified for an update");
                throw Errors.Invalid(write.Kind with { Kind = write.Kind.Plural }, write.Name, [error]);
            }
        }

        return Modify(write, _ => body.Copy());
    }

    /// <summary>Changes an object by a JSON, merge or strategic merge patch.</summary>
    public JsonObject Patch(WriteRequest write, string mediaType, JsonNode patch) => Modify(write, live =>
    {
        var shown = EventConversion.FromStored(write.Kind, live);
        var patched = Patches.Run(mediaType, write.Subresource == "scale" ? ScaleKind : write.Kind, shown, patch);
        if (write.Subresource == "scale")
            return patched;
        ObjectDecoding.CheckKind(write.Kind, patched);
        FieldChecks.Apply(write, patched);
        patched = EventConversion.ToStored(write.Kind, patched);
        ObjectDecoding.CheckNamespace(write, patched);
        ObjectDecoding.CheckName(write, patched);
        return patched;
    });

    /// <summary>Server-side apply: creates the object when it is missing.</summary>
    /// <returns>The object and whether it was created.</returns>
    public (JsonObject Object, bool Created) Apply(WriteRequest write, JsonObject applied)
    {
        ObjectDecoding.CheckKind(write.Kind, applied);
        ObjectDecoding.CheckNamespace(write, applied);
        ObjectDecoding.CheckName(write, applied);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (store.Find(write.Kind.Storage, write.Namespace, write.Name) is not null)
                return (Modify(write, live => Merge(write, live, applied), isApply: true), false);
            if (write.Subresource.Length > 0)
                throw Errors.NotFound(write.Kind, write.Name);
            var merged = Merge(write, null, applied);
            if (Store(write, merged, merged.At("metadata", "managedFields")) is { } created)
                return (created, true);
        }

        throw Errors.Conflict(write.Kind, write.Name);
    }

    /// <summary>Reads, changes and replaces an object until nobody else came between.</summary>
    /// <param name="write">The request.</param>
    /// <param name="change">Makes the wanted object from the stored one (for <c>scale</c>: the Scale); the stored one is not to be changed.</param>
    /// <param name="isApply">Whether the change has done the managedFields itself.</param>
    public JsonObject Modify(WriteRequest write, Func<JsonObject, JsonObject> change, bool isApply = false)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var stored = store.Find(write.Kind.Storage, write.Namespace, write.Name) ?? throw Errors.NotFound(write.Kind, write.Name);
            var live = stored.ToJson();
            var wanted = Wanted(write, live, change);
            CheckVersion(write, wanted, live);
            var json = Prepare(write, wanted, live, isApply);
            if (ManagedFields.SameButTimes(json, live))
                return live;
            if (write.DryRun)
                return json;
            if (Replace(write.Kind, stored, json) is { } saved)
                return saved.ToJson();
        }

        throw Errors.Conflict(write.Kind, write.Name);
    }

    /// <summary>Stores a changed object, or removes it when its deletion waited only for what was just changed.</summary>
    /// <returns>The saved or removed version; null when somebody else was quicker.</returns>
    public StoredObject? Replace(ResourceKind kind, StoredObject stored, JsonObject json) =>
        IsReadyToGo(kind, json) ? store.TryRemove(kind.Storage, stored, json) : store.TryReplace(kind.Storage, stored, json);

    private static ResourceKind ScaleKind { get; } = new("autoscaling", "v1", "Scale", "scales");

    private static bool IsReadyToGo(ResourceKind kind, JsonObject json)
    {
        if (json.Text("metadata", "deletionTimestamp") == null || json.Texts("metadata", "finalizers").Any())
            return false;
        if (kind is { Group: "", Plural: "namespaces" })
            return !json.Texts("spec", "finalizers").Any();
        return (json.Integer("metadata", "deletionGracePeriodSeconds") ?? 0) == 0;
    }

    private static JsonObject Wanted(WriteRequest write, JsonObject live, Func<JsonObject, JsonObject> change)
    {
        if (write.Subresource != "scale")
            return change(live.Copy());
        var wanted = live.Copy();
        ScaleSubresource.Take(write.Kind, change(ScaleSubresource.Of(write.Kind, live)), wanted);
        return wanted;
    }

    private static void CheckVersion(WriteRequest write, JsonObject wanted, JsonObject live)
    {
        var version = wanted.Text("metadata", "resourceVersion");
        if (!string.IsNullOrEmpty(version) && version != "0" && version != live.Text("metadata", "resourceVersion"))
            throw Errors.Conflict(write.Kind, write.Name);
        var (uid, liveUid) = (wanted.Text("metadata", "uid"), live.Text("metadata", "uid"));
        if (!string.IsNullOrEmpty(uid) && uid != liveUid)
            throw Errors.Conflict(write.Kind, write.Name, $"Precondition failed: UID in precondition: {uid}, UID in object meta: {liveUid}");
    }

    private JsonObject Merge(WriteRequest write, JsonObject? live, JsonObject applied)
    {
        try
        {
            var result = ServerSideApply.Apply(live, applied, Options(write) with { Force = write.Force });
            return result.Object ?? throw Errors.ApplyConflict(result);
        }
        catch (PatchException e) when (e.Message.StartsWith("failed to create typed", StringComparison.Ordinal))
        {
            // The API server wraps only the other refusals of an apply into a reason and a code.
            throw new ApiException(500, "", e.Message);
        }
        catch (PatchException e)
        {
            throw Errors.BadRequest(e.Message);
        }
    }

    private ApplyOptions Options(WriteRequest write) =>
        new(write.FieldManager, time.GetUtcNow(), FieldChecks.TypesOf(write.Kind)) { Subresource = write.Subresource, IsBuiltIn = write.Kind.Custom is null };

    private JsonObject? Store(WriteRequest write, JsonObject json, JsonNode? recorded)
    {
        if (write.Kind.Custom is { IsTerminating: true })
            throw new ApiException(
                405, "MethodNotAllowed", "create not allowed while custom resource definition is terminating", Errors.Details(write.Kind, "", []));
        namespaces.CheckCreate(write.Kind, write.Namespace, json.Text("metadata", "name") ?? "");
        if (!string.IsNullOrEmpty(json.Text("metadata", "resourceVersion")))
            throw Errors.BadRequest("resourceVersion should not be set on objects to be created");
        preparation.ForCreate(write.Kind, json);
        rules.Apply(write, json, null);
        if (recorded == null)
            json = ServerSideApply.RecordUpdate(null, json, Options(write));
        if (!write.DryRun)
            return store.TryAdd(write.Kind.Storage, json, () => quota.Check(write.Kind, json))?.ToJson();
        if (store.Find(write.Kind.Storage, write.Namespace, json.Text("metadata", "name")!) != null)
            return null;
        quota.Check(write.Kind, json);
        return json;
    }

    private JsonObject Prepare(WriteRequest write, JsonObject wanted, JsonObject live, bool isApply)
    {
        ObjectPreparation.ForUpdate(write.Kind, write.Subresource, wanted, live);
        rules.Apply(write, wanted, live);
        return isApply ? wanted : ServerSideApply.RecordUpdate(live, wanted, Options(write));
    }
}
