using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes.Schema;

/// <summary>Strategic merge patches, which kubectl sends for built-in kinds.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Update API Objects in Place Using kubectl patch", "Strategic Merge Patch" of the API conventions)
/// and apimachinery's strategicpatch package: merge keys, <c>$patch: delete|replace|merge</c>, <c>$setElementOrder/…</c>,
/// <c>$deleteFromPrimitiveList/…</c>, <c>$retainKeys</c>. Fields without a type merge as in a JSON merge patch.
/// </remarks>
public static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string RetainKeys = "$retainKeys";
    private const string ElementOrder = "$setElementOrder/";
    private const string PrimitiveDelete = "$deleteFromPrimitiveList/";

    /// <summary>Returns <paramref name="live"/> with the patch applied; neither argument is changed.</summary>
    /// <exception cref="PatchException">The patch is malformed (the API server answers 400).</exception>
    public static JsonObject Apply(JsonObject live, JsonObject patch, FieldType types)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(types);
        return Merge((JsonObject)live.DeepClone(), patch, types);
    }

    private static JsonObject Merge(JsonObject live, JsonObject patch, FieldType type)
    {
        switch (DirectiveOf(patch))
        {
            case "replace":
                return Clean(patch);
            case "delete":
                return [];
            case "" or "merge":
                break;
            case var other:
                throw new PatchException($"Unknown patch type found: {other}");
        }

        Retain(live, patch);
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith(PrimitiveDelete, StringComparison.Ordinal))
                DeletePrimitives(live, name[PrimitiveDelete.Length..], value);
            else if (!name.StartsWith('$'))
                MergeMember(live, name, value, patch, type.Member(name) ?? FieldType.Deduced);
        }

        // An order without a list of changes still orders.
        foreach (var (name, order) in patch.Where(member => member.Key.StartsWith(ElementOrder, StringComparison.Ordinal)))
        {
            var field = name[ElementOrder.Length..];
            if (live[field] is JsonArray items && order is JsonArray wanted)
                live[field] = Order(items, wanted, type.Member(field) ?? FieldType.Deduced);
        }

        return live;
    }

    private static void MergeMember(JsonObject live, string name, JsonNode? value, JsonObject patch, FieldType type)
    {
        switch (value)
        {
            case null:
                live.Remove(name);
                break;
            case JsonObject members when live[name] is JsonObject before && !type.PatchReplaces:
                live[name] = Merge((JsonObject)before.DeepClone(), members, type);
                break;
            case JsonObject members:
                live[name] = DirectiveOf(members) == "delete" ? null : Clean(members);
                if (live[name] is null)
                    live.Remove(name);
                break;
            case JsonArray items when type.PatchMerges:
                live[name] = MergeList(live[name] as JsonArray ?? [], items, type, hasOrder: patch.ContainsKey(ElementOrder + name));
                break;
            default:
                live[name] = value.DeepClone();
                break;
        }
    }

    private static void Retain(JsonObject live, JsonObject patch)
    {
        if (patch[RetainKeys] is not JsonArray retained)
            return;
        var names = retained.Where(name => name is not null).Select(name => JsonValues.Text(name!)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in patch.Select(member => member.Key).Where(name => !name.StartsWith('$') && patch[name] is not null && !names.Contains(name)))
            throw new PatchException($"{RetainKeys} directive must contain all the fields present in the patch: {name}");
        foreach (var name in live.Select(member => member.Key).Where(name => !names.Contains(name)).ToList())
            live.Remove(name);
    }

    private static JsonArray MergeList(JsonArray live, JsonArray patch, FieldType type, bool hasOrder)
    {
        if (type.PatchKey.Length == 0)
            return MergePrimitives(live, patch, hasOrder);
        if (patch.Any(item => item is JsonObject { Count: 1 } only && DirectiveOf(only) == "replace"))
            return new JsonArray([.. patch.Where(item => DirectiveOf(item as JsonObject) != "replace").Select(item => item?.DeepClone())]);
        var merged = (JsonArray)live.DeepClone();
        foreach (var item in patch)
        {
            if (item is not JsonObject change)
                throw new PatchException("found primitive in a list of maps");
            var key = change[type.PatchKey]
                ?? throw new PatchException($"map: {JsonValues.Canonical(change)} does not contain declared merge key: {type.PatchKey}");
            var at = IndexOf(merged, type.PatchKey, key);
            var directive = DirectiveOf(change);
            if (directive == "delete")
                RemoveAll(merged, type.PatchKey, key);
            else if (at < 0)
                merged.Add(Clean(change));
            else
                merged[at] = directive == "replace" ? Clean(change) : Merge((JsonObject)merged[at]!.DeepClone(), change, type.Element ?? FieldType.Deduced);
        }

        return merged;
    }

    private static JsonArray MergePrimitives(JsonArray live, JsonArray patch, bool hasOrder)
    {
        var merged = (JsonArray)live.DeepClone();
        foreach (var item in patch.Where(item => !merged.Any(known => known.SameAs(item))))
            merged.Add(item?.DeepClone());
        return hasOrder ? merged : new JsonArray([.. merged.DistinctBy(JsonValues.Canonical).Select(item => item?.DeepClone())]);
    }

    private static void DeletePrimitives(JsonObject live, string name, JsonNode? values)
    {
        if (live[name] is not JsonArray items || values is not JsonArray deleted)
            return;
        live[name] = new JsonArray([.. items.Where(item => !deleted.Any(value => value.SameAs(item))).Select(item => item?.DeepClone())]);
    }

    /// <summary>Puts the named items into the wanted order; items that the order does not name stay after what they followed.</summary>
    private static JsonArray Order(JsonArray items, JsonArray order, FieldType type)
    {
        string IdOf(JsonNode? item) => JsonValues.Canonical(type.PatchKey.Length > 0 && item is JsonObject obj ? obj[type.PatchKey] : item);
        var wanted = order.Select(IdOf).ToList();
        var byId = items.GroupBy(IdOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        var ids = TypedLists.MergedOrder([.. items.Select(IdOf)], [.. wanted.Where(byId.ContainsKey)]);
        return new JsonArray([.. ids.Distinct(StringComparer.Ordinal).SelectMany(id => byId[id]).Select(item => item?.DeepClone())]);
    }

    private static int IndexOf(JsonArray items, string key, JsonNode value)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is JsonObject item && item[key].SameAs(value))
                return i;
        }

        return -1;
    }

    private static void RemoveAll(JsonArray items, string key, JsonNode value)
    {
        while (IndexOf(items, key, value) is >= 0 and var at)
            items.RemoveAt(at);
    }

    private static string DirectiveOf(JsonObject? patch) => JsonValues.KindOf(patch?[Directive]) == JsonKind.String ? JsonValues.Text(patch![Directive]!) : "";

    /// <summary>A patch as a value: without directives, and without the nulls that would delete.</summary>
    private static JsonObject Clean(JsonObject patch)
    {
        var clean = new JsonObject();
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith('$') || value is null)
                continue;
            clean[name] = value is JsonObject members ? Clean(members) : value is JsonArray items ? Clean(items) : value.DeepClone();
        }

        return clean;
    }

    private static JsonArray Clean(JsonArray items) =>
        new(
            [
                .. items.Where(item => DirectiveOf(item as JsonObject) != "delete")
                    .Select(item => item is JsonObject members ? Clean(members) : item?.DeepClone()),
            ]);
}
