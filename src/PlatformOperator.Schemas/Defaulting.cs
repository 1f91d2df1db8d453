using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Structural defaulting.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Defaulting", "Defaulting and Nullable") and apiextensions-apiserver's defaulting package:
/// first nulls of fields that are neither nullable nor defaulted go, then absent or such null fields take their default, from the outside in,
/// so that a default object is itself completed.
/// </remarks>
internal static class Defaulting
{
    public static void PruneNulls(JsonNode? value, SchemaNode? schema)
    {
        switch (value)
        {
            case JsonObject obj:
                foreach (var (name, member) in obj.ToList())
                {
                    var of = schema?.Member(name);
                    if (member is null && of is { Nullable: false, Default: null })
                        obj.Remove(name);
                    else
                        PruneNulls(member, of);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                    PruneNulls(item, schema?.Items);
                break;
        }
    }

    public static void Apply(JsonNode? value, SchemaNode? schema)
    {
        if (schema is null)
            return;
        switch (value)
        {
            case JsonObject obj:
                ApplyToMembers(obj, schema);
                break;
            case JsonArray items when schema.Items is { } of:
                for (var i = 0; i < items.Count; i++)
                {
                    if (items[i] is null && !of.Nullable)
                        items[i] = of.Default?.DeepClone();
                    Apply(items[i], of);
                }

                break;
        }
    }

    private static void ApplyToMembers(JsonObject obj, SchemaNode schema)
    {
        foreach (var (name, property) in schema.Properties)
        {
            if (property.Default is null)
                continue;
            if (!obj.TryGetPropertyValue(name, out var present) || (present is null && !property.Nullable))
                obj[name] = property.Default.DeepClone();
        }

        foreach (var name in obj.Select(member => member.Key).ToList())
        {
            var of = schema.Member(name);
            if (of is null)
                continue;
            if (obj[name] is null && !of.Nullable && of.Default is { } fallback)
                obj[name] = fallback.DeepClone();
            Apply(obj[name], of);
        }
    }
}
