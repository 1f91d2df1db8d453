using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>The fields that <c>metadata</c> has in every object, whatever its schema says.</summary>
/// <remarks>Verified against metav1.ObjectMeta of k8s.io/apimachinery; selfLink and clusterName are gone since 1.24.</remarks>
internal static class ObjectMetadata
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "name", "generateName", "namespace", "selfLink", "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp",
        "deletionGracePeriodSeconds", "labels", "annotations", "ownerReferences", "finalizers", "managedFields",
    };

    private static readonly HashSet<string> OwnerNames = new(StringComparer.Ordinal)
    {
        "apiVersion", "kind", "name", "uid", "controller", "blockOwnerDeletion",
    };

    /// <summary>Drops unknown members of <c>metadata</c>, with its owner references.</summary>
    public static void Prune(JsonObject obj, string path, List<string> unknown)
    {
        if (obj["metadata"] is not JsonObject metadata)
            return;
        var at = FieldPath.Child(path, "metadata");
        Keep(metadata, Names, at, unknown);
        if (metadata["ownerReferences"] is not JsonArray owners)
            return;
        for (var i = 0; i < owners.Count; i++)
        {
            if (owners[i] is JsonObject owner)
                Keep(owner, OwnerNames, FieldPath.Index(FieldPath.Child(at, "ownerReferences"), i), unknown);
        }
    }

    private static void Keep(JsonObject obj, HashSet<string> names, string path, List<string> unknown)
    {
        foreach (var name in obj.Select(member => member.Key).Where(name => !names.Contains(name)).ToList())
        {
            obj.Remove(name);
            unknown.Add(FieldPath.Child(path, name));
        }
    }
}
