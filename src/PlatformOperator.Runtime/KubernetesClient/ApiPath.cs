using System.Reflection;
using k8s;
using k8s.Models;

namespace KubeOps.KubernetesClient;

/// <summary>Where the objects of a kind are.</summary>
internal static class ApiPath<TEntity>
    where TEntity : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>What the kind says of itself.</summary>
    /// <exception cref="InvalidOperationException">The type has no <see cref="KubernetesEntityAttribute"/>.</exception>
    public static KubernetesEntityAttribute Kind { get; } = typeof(TEntity).GetCustomAttribute<KubernetesEntityAttribute>()!;

    public static string Collection(string? @namespace)
    {
        if (Kind is null)
            throw new InvalidOperationException($"{typeof(TEntity)} has no [KubernetesEntity], so its place in the API is unknown.");
        var version = Kind.Group.Length == 0 ? $"api/{Kind.ApiVersion}" : $"apis/{Kind.Group}/{Kind.ApiVersion}";
        return string.IsNullOrEmpty(@namespace) ? $"{version}/{Kind.PluralName}" : $"{version}/namespaces/{Uri.EscapeDataString(@namespace)}/{Kind.PluralName}";
    }

    public static string Object(string? name, string? @namespace)
    {
        // Without a name the path would mean all of the kind, and a delete with it.
        ArgumentException.ThrowIfNullOrEmpty(name);
        return $"{Collection(@namespace)}/{Uri.EscapeDataString(name)}";
    }

    public static string Status(TEntity entity) => $"{Object(entity.Name(), entity.Namespace())}/status";

    /// <summary>The kind as JSON bodies name it, where the object doesn't say.</summary>
    public static TEntity Named(TEntity entity)
    {
        if (string.IsNullOrEmpty(entity.ApiVersion))
            entity.ApiVersion = Kind.GroupVersion();
        if (string.IsNullOrEmpty(entity.Kind))
            entity.Kind = Kind.Kind;
        return entity;
    }
}
