using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Drops what a schema does not name, and says what it dropped.</summary>
/// <remarks>
/// Verified against the Kubernetes documentation ("Extend the Kubernetes API with CustomResourceDefinitions", field pruning) and
/// apiextensions-apiserver's pruning package: metadata, apiVersion and kind stay at the root and in embedded resources, and
/// <c>x-kubernetes-preserve-unknown-fields</c> keeps unknown members but still prunes below the known ones.
/// </remarks>
internal sealed class Pruning
{
    private static readonly HashSet<string> MetaFields = new(StringComparer.Ordinal) { "apiVersion", "kind", "metadata" };

    private readonly List<string> _unknown = [];

    public static List<string> Run(JsonObject obj, SchemaNode root)
    {
        var pruning = new Pruning();
        pruning.PruneMembers(obj, root, "", embedded: true, keepUnknown: root.PreserveUnknownFields);
        ObjectMetadata.Prune(obj, "", pruning._unknown);
        pruning._unknown.Sort(StringComparer.Ordinal);
        return pruning._unknown;
    }

    private void Prune(JsonNode? value, SchemaNode? schema, string path)
    {
        switch (value)
        {
            case JsonObject obj when schema is null:
                foreach (var name in obj.Select(member => member.Key).ToList())
                    Remove(obj, name, path);
                break;
            case JsonObject obj:
                PruneMembers(obj, schema, path, schema.EmbeddedResource, schema.PreserveUnknownFields);
                if (schema.EmbeddedResource)
                    ObjectMetadata.Prune(obj, path, _unknown);
                break;
            case JsonArray items when schema is { PreserveUnknownFields: true, Items: null }:
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                    Prune(items[i], schema?.Items, FieldPath.Index(path, i));
                break;
        }
    }

    private void PruneMembers(JsonObject obj, SchemaNode schema, string path, bool embedded, bool keepUnknown)
    {
        foreach (var (name, value) in obj.ToList())
        {
            if (embedded && MetaFields.Contains(name))
                continue;
            if (schema.Properties.TryGetValue(name, out var property))
                Prune(value, property, FieldPath.Child(path, name));
            else if (schema.AdditionalProperties is { } additional)
                Prune(value, additional, FieldPath.Child(path, name));
            else if (!keepUnknown && !schema.AllowsAdditionalProperties)
                Remove(obj, name, path);
        }
    }

    private void Remove(JsonObject obj, string name, string path)
    {
        obj.Remove(name);
        _unknown.Add(FieldPath.Child(path, name));
    }
}
