using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Uniqueness in lists of the types <c>set</c> and <c>map</c>, and items found by their keys.</summary>
/// <remarks>Verified against the Kubernetes documentation ("Merge strategy", x-kubernetes-list-type) and apiextensions-apiserver's listtype package.</remarks>
internal static class ListMaps
{
    /// <summary>The item of a map list that has the same keys; null in lists of other types.</summary>
    public static JsonNode? Find(SchemaNode list, JsonArray? items, JsonNode? like)
    {
        if (!list.IsListMap || items is null || like is not JsonObject)
            return null;
        var keys = JsonValues.Canonical(KeysOf(list, like));
        return items.FirstOrDefault(item => item is JsonObject && JsonValues.Canonical(KeysOf(list, item)) == keys);
    }

    public static void Validate(SchemaNode schema, JsonNode? value, string path, List<FieldError> errors)
    {
        switch (value)
        {
            case JsonObject obj:
                foreach (var (name, member) in obj)
                {
                    if (schema.Properties.TryGetValue(name, out var property))
                        Validate(property, member, FieldPath.Child(path, name), errors);
                    else if (schema.AdditionalProperties is { } additional)
                        Validate(additional, member, FieldPath.Key(path, name), errors);
                }

                break;
            case JsonArray items:
                ValidateItems(schema, items, path, errors);
                break;
        }
    }

    private static void ValidateItems(SchemaNode schema, JsonArray items, string path, List<FieldError> errors)
    {
        if (schema.ListType == "set")
            Duplicates(items, path, errors);
        else if (schema.IsListMap)
            MapDuplicates(schema, items, path, errors);
        if (schema.Items is not { } of)
            return;
        for (var i = 0; i < items.Count; i++)
            Validate(of, items[i], FieldPath.Index(path, i), errors);
    }

    private static void MapDuplicates(SchemaNode schema, JsonArray items, string path, List<FieldError> errors)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is null or JsonObject)
                continue;
            errors.Add(FieldErrors.Invalid(FieldPath.Index(path, i), JsonValues.Shown(items[i]), "must be an object for an array of list-type map"));
            return;
        }

        Duplicates([.. items.Select(JsonNode? (item) => KeysOf(schema, item))], path, errors);
    }

    /// <summary>Reports the second appearance of a value, not the third.</summary>
    private static void Duplicates(JsonArray items, string path, List<FieldError> errors)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < items.Count; i++)
        {
            var text = JsonValues.Canonical(items[i]);
            var times = seen[text] = seen.GetValueOrDefault(text) + 1;
            if (times == 2)
                errors.Add(FieldErrors.Duplicate(FieldPath.Index(path, i), JsonValues.Shown(items[i])));
        }
    }

    private static JsonObject KeysOf(SchemaNode schema, JsonNode? item)
    {
        var keys = new JsonObject();
        foreach (var name in schema.ListMapKeys)
        {
            if (item is JsonObject obj && obj.TryGetPropertyValue(name, out var value))
                keys[name] = value?.DeepClone();
        }

        return keys;
    }
}
