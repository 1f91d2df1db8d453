using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>Server-side apply and the record of who set which field.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Server-Side Apply"), structured-merge-diff's merge package and apimachinery's managedfields
/// package. Not emulated: conversion between API versions (managers of another version take part as if it were the same), and the server's own
/// rewrite of kubectl's last-applied annotation.
/// </remarks>
public static class ServerSideApply
{
    private const int ManagerLimit = 128;
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>What nobody owns: identity and what the server sets.</summary>
    private static readonly FieldSet Stripped = FieldSet.Parse((JsonObject)JsonNode.Parse("""
        { "f:apiVersion": {}, "f:kind": {}, "f:metadata": { ".": {}, "f:name": {}, "f:namespace": {}, "f:creationTimestamp": {}, "f:selfLink": {},
          "f:uid": {}, "f:clusterName": {}, "f:generation": {}, "f:managedFields": {}, "f:resourceVersion": {} } }
        """)!);

    /// <summary>Merges <paramref name="applied"/> into <paramref name="live"/> (null: it is created). Neither argument is changed.</summary>
    /// <remarks>When nothing changes, the returned object equals <paramref name="live"/> with its managedFields and their times: don't store it.</remarks>
    /// <exception cref="PatchException">The applied object has a form that cannot be applied (400).</exception>
    public static ApplyResult Apply(JsonObject? live, JsonObject applied, ApplyOptions options)
    {
        ArgumentNullException.ThrowIfNull(applied);
        ArgumentNullException.ThrowIfNull(options);
        if ((applied["metadata"] as JsonObject)?["managedFields"] is not null)
            throw new PatchException("metadata.managedFields must be nil");
        var before = WithoutManagedFields(live ?? Identity(applied));
        var config = WithoutManagedFields(applied);
        DropNulls(options.IsBuiltIn ? config : config["metadata"]);
        foreach (var name in options.ResetFields.Where(name => name != "metadata"))
            config.Remove(name);
        TypedCheck.Require(config, options.Types);
        var managed = ManagedFields.Of(live);
        if (managed.IsEmpty && live is not null)
            Record(managed, new JsonObject(), before, options with { Manager = BeforeFirstApply, Subresource = "" });
        var id = new ManagerId(options.Manager, ManagerId.Apply, ApiVersionOf(applied), options.Subresource);
        var merged = Merge(before, config, managed, id, options);
        var changes = Comparison.Of(before, merged, options.Types, options.ResetFields);
        var changed = changes.Modified.Union(changes.Added);
        var conflicts = Conflicts(managed, id, changed);
        if (conflicts.Count > 0 && !options.Force)
            return new ApplyResult(null, conflicts);
        managed.TakeFromOthers(id, changed.Union(changes.Removed));
        return new ApplyResult(Settle(live, before, merged, managed, id, options), []);
    }

    /// <summary>Returns <paramref name="updated"/> with the managedFields that an ordinary create, update or patch leaves behind.</summary>
    /// <param name="live">The stored object; null when it is created.</param>
    /// <param name="updated">The object as it will be stored; its own managedFields count only where the API server lets a client set them.</param>
    /// <param name="options">Manager, time, types, subresource.</param>
    public static JsonObject RecordUpdate(JsonObject? live, JsonObject updated, ApplyOptions options)
    {
        ArgumentNullException.ThrowIfNull(updated);
        ArgumentNullException.ThrowIfNull(options);
        var managed = ManagedFields.ForUpdate(live, updated, options.Subresource.Length > 0);
        var result = WithoutManagedFields(updated);
        Record(managed, live is null ? new JsonObject() : WithoutManagedFields(live), result, options);
        managed.Cap();
        managed.WriteTo(result);
        return result;
    }

    /// <summary>The manager of a write without <c>fieldManager</c>: the user agent up to its first slash, at most 128 characters.</summary>
    public static string ManagerOf(string userAgent)
    {
        ArgumentNullException.ThrowIfNull(userAgent);
        var name = userAgent.Split('/')[0];
        return name.Length == 0 ? "unknown" : name[..Math.Min(ManagerLimit, name.Length)];
    }

    /// <summary>Lays the config over the object, then drops what the manager applied last time, no longer applies, and nobody else owns.</summary>
    private static JsonObject Merge(JsonObject before, JsonObject config, ManagedFields managed, ManagerId id, ApplyOptions options)
    {
        var types = options.Types;
        var merged = (JsonObject)TypedValues.Merge(before, config, types)!;
        var last = managed.Get(id);
        var applied = TypedValues.ToFieldSet(config, types).Without(options.ResetFields.Select(FieldSet.Field)).Except(Stripped);
        managed.Set(id, applied, managed.TimeOf(id));
        if (last.IsEmpty)
            return merged;
        var (all, lastNamed) = (Paths(merged, types), last.WithNamedFields(types));
        var pruned = TypedValues.Remove(merged, lastNamed, types);
        pruned = TypedValues.Remove(merged, all.Except(Paths(pruned, types)).Except(managed.All().WithNamedFields(types)), types);
        pruned = TypedValues.Remove(merged, all.Except(Paths(pruned, types)).Intersect(lastNamed), types);
        return pruned as JsonObject ?? [];
    }

    private static FieldSet Paths(JsonNode? value, FieldType types) =>
        value is null ? new FieldSet() : TypedValues.ToFieldSet(value, types).WithNamedFields(types);

    private static List<ApplyConflict> Conflicts(ManagedFields managed, ManagerId id, FieldSet changed) =>
    [
        .. managed.Managers.Where(other => other != id).OrderBy(other => other.Shown, StringComparer.Ordinal)
            .SelectMany(
                other => managed.Get(other).Intersect(changed).Paths().Select(path => new ApplyConflict(other.Manager, $"conflict with {other.Shown}", path))),
    ];

    /// <summary>Writes the managers, with a new time for the applier only if something changed.</summary>
    private static JsonObject Settle(JsonObject? live, JsonObject before, JsonObject merged, ManagedFields managed, ManagerId id, ApplyOptions options)
    {
        var old = ManagedFields.Of(live);
        var isSame = live is not null && merged.SameAs(before) && old.Managers.ToHashSet().SetEquals(managed.Managers)
            && managed.Managers.All(other => managed.Get(other).SameAs(old.Get(other)));
        if (isSame)
            return (JsonObject)live!.DeepClone();
        managed.Set(id, managed.Get(id), options.Time);
        managed.Cap();
        managed.WriteTo(merged);
        return merged;
    }

    /// <summary>Gives what changed to the writer, and takes it from the others.</summary>
    private static void Record(ManagedFields managed, JsonObject before, JsonObject after, ApplyOptions options)
    {
        var id = new ManagerId(options.Manager, ManagerId.Update, ApiVersionOf(after), options.Subresource);
        var changes = Comparison.Of(before, after, options.Types, options.ResetFields);
        var own = changes.Modified.Union(changes.Added);
        managed.TakeFromOthers(id, own.Union(changes.Removed));
        var written = own.Except(Stripped);
        var kept = managed.Get(id).Except(changes.Removed);
        managed.Set(id, kept.Union(written), written.IsEmpty ? managed.TimeOf(id) : options.Time);
    }

    /// <summary>What there is of an object before its first apply.</summary>
    private static JsonObject Identity(JsonObject applied) => new()
    {
        ["apiVersion"] = applied["apiVersion"]?.DeepClone(),
        ["kind"] = applied["kind"]?.DeepClone(),
    };

    private static JsonObject WithoutManagedFields(JsonObject obj)
    {
        var copy = (JsonObject)obj.DeepClone();
        (copy["metadata"] as JsonObject)?.Remove("managedFields");
        return copy;
    }

    /// <summary>Go's structs know no nulls: <c>creationTimestamp: null</c>, which kubectl writes, is an absent field.</summary>
    private static void DropNulls(JsonNode? node)
    {
        foreach (var name in (node as JsonObject ?? []).Where(member => member.Value is null).Select(member => member.Key).ToList())
            ((JsonObject)node!).Remove(name);
        foreach (var child in node is JsonObject members ? members.Select(member => member.Value) : node as JsonArray ?? [])
            DropNulls(child);
    }

    private static string ApiVersionOf(JsonObject obj) => Text(obj["apiVersion"]);

    private static string Text(JsonNode? node) => JsonValues.KindOf(node) == JsonKind.String ? JsonValues.Text(node!) : "";
}
