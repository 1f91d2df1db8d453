using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOps.Transpiler;

/// <summary>Reads what an entity type says of itself.</summary>
public static class Entities
{
    /// <summary>Names and scope of an entity type.</summary>
    public static (EntityMetadata Metadata, string Scope) ToEntityMetadata(this MetadataLoadContext context, Type entityType)
    {
        var type = context.GetContextType(entityType);
        var entity = type.GetCustomAttributeData<KubernetesEntityAttribute>()
            ?? throw new ArgumentException($"{type.FullName} is not an entity: it has no [KubernetesEntity].", nameof(entityType));
        var scope = (EntityScope)(type.GetCustomAttributeData<EntityScopeAttribute>()?.Argument<int>(0) ?? 0);
        var metadata = new EntityMetadata(
            entity.Named<string>(nameof(KubernetesEntityAttribute.Kind)) is { Length: > 0 } kind ? kind : type.Name,
            entity.Named<string>(nameof(KubernetesEntityAttribute.ApiVersion)) is { Length: > 0 } version ? version : "v1",
            entity.Named<string>(nameof(KubernetesEntityAttribute.Group)),
            entity.Named<string>(nameof(KubernetesEntityAttribute.PluralName)) is { Length: > 0 } plural ? plural : null);
        return (metadata, scope.ToString());
    }
}
