namespace k8s.Models;

/// <summary>Short ways to what is deep in an object's metadata.</summary>
public static class ModelExtensions
{
    /// <summary>Name.</summary>
    public static string Name(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.Name!;

    /// <summary>Namespace, or null.</summary>
    public static string? Namespace(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.NamespaceProperty;

    /// <summary>Unique id.</summary>
    public static string Uid(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.Uid!;

    /// <summary>Resource version.</summary>
    public static string ResourceVersion(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.ResourceVersion!;

    /// <summary>Resource version of a list.</summary>
    public static string ResourceVersion(this IMetadata<V1ListMeta> list) => list.Metadata?.ResourceVersion!;

    /// <summary>Where the next page starts, or null.</summary>
    public static string? Continue(this IMetadata<V1ListMeta> list) => list.Metadata?.ContinueProperty;

    /// <summary>Generation.</summary>
    public static long? Generation(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.Generation;

    /// <summary>When it was created.</summary>
    public static DateTime? CreationTimestamp(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.CreationTimestamp;

    /// <summary>When its deletion was asked for, or null.</summary>
    public static DateTime? DeletionTimestamp(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.DeletionTimestamp;

    /// <summary>Labels, or null.</summary>
    public static IDictionary<string, string>? Labels(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.Labels;

    /// <summary>Annotations, or null.</summary>
    public static IDictionary<string, string>? Annotations(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.Annotations;

    /// <summary>Finalizers, or null.</summary>
    public static IList<string>? Finalizers(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.Finalizers;

    /// <summary>Owner references, or null.</summary>
    public static IList<V1OwnerReference>? OwnerReferences(this IMetadata<V1ObjectMeta> obj) => obj.Metadata?.OwnerReferences;

    /// <summary>The metadata, made if it is missing.</summary>
    public static V1ObjectMeta EnsureMetadata(this IMetadata<V1ObjectMeta> obj) => obj.Metadata ??= new V1ObjectMeta();

    /// <summary>A label's value, or null.</summary>
    public static string? GetLabel(this IMetadata<V1ObjectMeta> obj, string key) => Get(obj.Labels(), key);

    /// <summary>An annotation's value, or null.</summary>
    public static string? GetAnnotation(this IMetadata<V1ObjectMeta> obj, string key) => Get(obj.Annotations(), key);

    /// <summary>Sets a label; null takes it away.</summary>
    public static void SetLabel(this IMetadata<V1ObjectMeta> obj, string key, string? value)
    {
        var metadata = obj.EnsureMetadata();
        metadata.Labels = Set(metadata.Labels, key, value);
    }

    /// <summary>Sets an annotation; null takes it away.</summary>
    public static void SetAnnotation(this IMetadata<V1ObjectMeta> obj, string key, string? value)
    {
        var metadata = obj.EnsureMetadata();
        metadata.Annotations = Set(metadata.Annotations, key, value);
    }

    /// <summary>Whether the finalizer is there.</summary>
    public static bool HasFinalizer(this IMetadata<V1ObjectMeta> obj, string finalizer) => obj.Finalizers()?.Contains(finalizer) == true;

    /// <summary>Adds a finalizer; false when it was there.</summary>
    public static bool AddFinalizer(this IMetadata<V1ObjectMeta> obj, string finalizer)
    {
        if (obj.HasFinalizer(finalizer))
            return false;
        obj.EnsureMetadata().Finalizers = [.. obj.Finalizers() ?? [], finalizer];
        return true;
    }

    /// <summary>Takes a finalizer away; false when it was not there.</summary>
    public static bool RemoveFinalizer(this IMetadata<V1ObjectMeta> obj, string finalizer)
    {
        if (!obj.HasFinalizer(finalizer))
            return false;
        obj.Metadata.Finalizers = [.. obj.Metadata.Finalizers!.Where(name => name != finalizer)];
        return true;
    }

    /// <summary>Adds an owner reference.</summary>
    public static void AddOwnerReference(this IMetadata<V1ObjectMeta> obj, V1OwnerReference ownerRef) =>
        obj.EnsureMetadata().OwnerReferences = [.. obj.OwnerReferences() ?? [], ownerRef];

    /// <summary>Whether an owner reference names this object.</summary>
    public static bool IsOwnedBy(this IMetadata<V1ObjectMeta> obj, IKubernetesObject<V1ObjectMeta> owner) =>
        obj.OwnerReferences()?.Any(reference => reference.Uid == owner.Uid()) == true;

    private static string? Get(IDictionary<string, string>? map, string key) => map is not null && map.TryGetValue(key, out var value) ? value : null;

    private static Dictionary<string, string>? Set(IDictionary<string, string>? map, string key, string? value)
    {
        var copy = new Dictionary<string, string>(map ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        if (value is null)
            copy.Remove(key);
        else
            copy[key] = value;
        return copy.Count == 0 ? null : copy;
    }
}
