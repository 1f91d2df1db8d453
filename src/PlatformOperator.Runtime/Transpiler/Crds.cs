using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace KubeOps.Transpiler;

/// <summary>Writes custom resource definitions from entity types.</summary>
public static class Crds
{
    /// <summary>The definition of one entity type.</summary>
    public static V1CustomResourceDefinition Transpile(this MetadataLoadContext context, Type type)
    {
        type = context.GetContextType(type);
        var (entity, scope) = context.ToEntityMetadata(type);
        var shortNames = type.GetCustomAttributesData<KubernetesEntityShortNamesAttribute>()
            .SelectMany(attribute => attribute.ArrayArgument<string>(0)).ToList();
        return new V1CustomResourceDefinition
        {
            ApiVersion = "apiextensions.k8s.io/v1",
            Kind = "CustomResourceDefinition",
            Metadata = new V1ObjectMeta { Name = $"{entity.PluralName}.{entity.Group}" },
            Spec = new V1CustomResourceDefinitionSpec
            {
                Group = entity.Group
                    ?? throw new ArgumentException($"{type.FullName} has no API group; custom resources need one.", nameof(type)),
                Scope = scope,
                Names = new V1CustomResourceDefinitionNames
                {
                    Kind = entity.Kind,
                    ListKind = entity.ListKind,
                    Singular = entity.SingularName,
                    Plural = entity.PluralName,
                    ShortNames = shortNames.Count > 0 ? shortNames : null,
                },
                Versions = [Version(type, entity)],
            },
        };
    }

    /// <summary>The definitions of all entity types among these; versions of one kind share a definition.</summary>
    public static IEnumerable<V1CustomResourceDefinition> Transpile(this MetadataLoadContext context, IEnumerable<Type> types) => types
        .Select(context.GetContextType)
        .Where(type => type.Namespace != typeof(V1ObjectMeta).Namespace
            && type.GetCustomAttributeData<KubernetesEntityAttribute>() is not null
            && type.GetCustomAttributeData<IgnoreAttribute>() is null)
        .Select(type => (Crd: context.Transpile(type), IsStored: type.GetCustomAttributeData<StorageVersionAttribute>() is not null))
        .GroupBy(version => version.Crd.Metadata.Name, StringComparer.Ordinal)
        .Select(versions => Join([.. versions]));

    private static V1CustomResourceDefinition Join(List<(V1CustomResourceDefinition Crd, bool IsStored)> kinds)
    {
        var crd = kinds[0].Crd;
        if (kinds.Count(kind => kind.IsStored) > 1)
            throw new ArgumentException($"{crd.Metadata.Name} has several versions with [StorageVersion]: one only can be stored.", nameof(kinds));
        foreach (var (each, isStored) in kinds)
            each.Spec.Versions[0].Storage = isStored;
        crd.Spec.Versions = [.. kinds.Select(kind => kind.Crd.Spec.Versions[0]).OrderByDescending(version => version.Name, new KubernetesVersionComparer())];
        if (!kinds.Exists(kind => kind.IsStored))
            crd.Spec.Versions[0].Storage = true;
        return crd;
    }

    private static V1CustomResourceDefinitionVersion Version(Type type, EntityMetadata entity)
    {
        var columns = PrinterColumns.Of(type);
        return new V1CustomResourceDefinitionVersion
        {
            Name = entity.Version,
            Served = true,
            Storage = true,
            Subresources = Subresources(type),
            Schema = new V1CustomResourceValidation { OpenAPIV3Schema = EntitySchema.Root(type) },
            AdditionalPrinterColumns = columns.Count > 0 ? columns : null,
        };
    }

    private static V1CustomResourceSubresources? Subresources(Type type)
    {
        var scale = type.GetCustomAttributeData<ScaleSubresourceAttribute>();
        var hasStatus = type.GetProperty("Status") is not null;
        if (!hasStatus && scale is null)
            return null;
        return new V1CustomResourceSubresources
        {
            Status = hasStatus ? new object() : null,
            Scale = scale is null
                ? null
                : new V1CustomResourceSubresourceScale
                {
                    SpecReplicasPath = scale.Argument<string>(0)!,
                    StatusReplicasPath = scale.Argument<string>(1)!,
                    LabelSelectorPath = scale.Argument<string>(2),
                },
        };
    }
}
