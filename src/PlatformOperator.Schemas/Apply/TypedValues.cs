using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Apply;

/// <summary>Operations on a value with its type: merge, compare, field set, removal.</summary>
/// <remarks>Verified against structured-merge-diff's typed package, whose rules on nulls and empty containers are kept.</remarks>
internal static class TypedValues
{
    /// <summary>The applied value laid over the live one. Both are left as they are.</summary>
    public static JsonNode? Merge(JsonNode? live, JsonNode? applied, FieldType type)
    {
        switch (type.ShapeOf(applied))
        {
            case FieldShape.Struct or FieldShape.Map when !type.IsAtomic && live is JsonObject before
                && applied is JsonObject now && (before.Count > 0 || now.Count > 0):
                var merged = (JsonObject)before.DeepClone();
                foreach (var (name, value) in now)
                    merged[name] = before.TryGetPropertyValue(name, out var old) && type.Member(name) is { } of ? Merge(old, value, of) : value?.DeepClone();
                return merged;
            case FieldShape.Set or FieldShape.MapList when live is JsonArray before && applied is JsonArray now && (before.Count > 0 || now.Count > 0):
                return MergeItems(before, now, type);
            default:
                return applied?.DeepClone();
        }
    }

    /// <summary>The paths that whoever applies the value owns.</summary>
    public static FieldSet ToFieldSet(JsonNode value, FieldType type)
    {
        var set = new FieldSet();
        Collect(value, type, [], set);
        return set;
    }

    /// <summary>The value without the paths of a set, each with all that lies below it.</summary>
    public static JsonNode? Remove(JsonNode? value, FieldSet set, FieldType type)
    {
        if (set.IsEmpty)
            return value?.DeepClone();
        switch (type.ShapeOf(value))
        {
            case FieldShape.Struct or FieldShape.Map when !type.IsAtomic && value is JsonObject members:
                var kept = new JsonObject();
                foreach (var (name, member) in members)
                {
                    var element = FieldSet.Field(name);
                    if (set.Has(element))
                        continue;
                    var rest = Remove(member, set.Below(element), type.Member(name) ?? FieldType.Deduced);
                    if (rest is not null || member is null)
                        kept[name] = rest;
                }

                return members.Count > 0 && kept.Count == 0 ? null : kept;
            case FieldShape.Set or FieldShape.MapList when value is JsonArray items:
                var left = new JsonArray();
                foreach (var item in items)
                {
                    var element = TypedLists.ElementOf(type, item);
                    if (!set.Has(element))
                        left.Add(Remove(item, set.Below(element), type.Element!));
                }

                return items.Count > 0 && left.Count == 0 ? null : left;
            default:
                return value?.DeepClone();
        }
    }

    private static JsonArray MergeItems(JsonArray live, JsonArray applied, FieldType type)
    {
        var (before, now) = (TypedLists.Index(type, live), TypedLists.Index(type, applied));
        var order = TypedLists.MergedOrder(
            [.. live.Select(item => TypedLists.ElementOf(type, item))], [.. applied.Select(item => TypedLists.ElementOf(type, item))]);
        var merged = new JsonArray();
        foreach (var element in order)
        {
            if (!now.TryGetValue(element, out var item))
                merged.Add(before[element]?.DeepClone());
            else
                merged.Add(before.TryGetValue(element, out var old) ? Merge(old, item, type.Element!) : item?.DeepClone());
        }

        return merged;
    }

    private static void Collect(JsonNode? value, FieldType type, List<string> path, FieldSet set)
    {
        switch (type.ShapeOf(value))
        {
            case FieldShape.Struct or FieldShape.Map when !type.IsAtomic:
                foreach (var (name, member) in value as JsonObject ?? [])
                {
                    path.Add(FieldSet.Field(name));
                    Collect(member, type.Member(name) ?? FieldType.Deduced, path, set);
                    if (member is null or JsonObject { Count: 0 } || !type.IsNamed(name))
                        set.Insert(path);
                    path.RemoveAt(path.Count - 1);
                }

                break;
            case FieldShape.Set or FieldShape.MapList:
                foreach (var item in value as JsonArray ?? [])
                {
                    path.Add(TypedLists.ElementOf(type, item));
                    Collect(item, type.Element!, path, set);
                    set.Insert(path);
                    path.RemoveAt(path.Count - 1);
                }

                break;
            default:
                if (path.Count > 0)
                    set.Insert(path);
                break;
        }
    }
}
