using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;
using KubeOps.Transpiler;

namespace PlatformOperator.Api;

/// <summary>The custom resource definitions of the six kinds.</summary>
public static class CustomResourceDefinitions
{
    /// <summary>The kinds, in the order in which a reader meets them.</summary>
    public static IReadOnlyList<Type> Kinds { get; } =
        [typeof(Tenant), typeof(EncryptionKey), typeof(TenantBucket), typeof(DataStream), typeof(DataCache), typeof(DataPipeline)];

    /// <summary>Definitions of all kinds, read from their types.</summary>
    public static IReadOnlyList<V1CustomResourceDefinition> All() =>
        EmbeddedManifests.AreNeeded ? EmbeddedManifests.Load<V1CustomResourceDefinition>("crds.yaml") : FromTypes();

    private static List<V1CustomResourceDefinition> FromTypes()
    {
        var assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        using var context = ContextCreator.Create(assemblies.Split(Path.PathSeparator));
        return [.. Kinds.Select(kind => Complete(context.Transpile(kind), kind))];
    }

    /// <summary>Adds what KubeOps has no attributes for: what keeps definitions from being deleted, the category, and bounds of items.</summary>
    private static V1CustomResourceDefinition Complete(V1CustomResourceDefinition definition, Type kind)
    {
        // Whoever deletes a definition deletes every resource of its kind: neither Helm nor Argo CD may do so along with something else.
        definition.Metadata.Annotations = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["argocd.argoproj.io/sync-options"] = "Prune=false,Delete=false",
            ["helm.sh/resource-policy"] = "keep",
        };
        definition.Spec.Names.Categories = [Annotations.Category];
        foreach (var version in definition.Spec.Versions)
            Complete(version.Schema!.OpenAPIV3Schema!, kind);
        return definition;
    }

    private static void Complete(V1JSONSchemaProps schema, Type type)
    {
        // A null in a manifest then means the same as leaving the field out, as with most operators, and CEL rules see typed values only.
        schema.Nullable = null;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (schema.Properties is null || !schema.Properties.TryGetValue(JsonName(property), out var inner) || property.Name == "Metadata")
                continue;
            if (property.GetCustomAttribute<EachAttribute>() is { } each)
                Bound(Element(inner)!, each);
            // What lists are merged by must be there; the models of Kubernetes' own types do not say so.
            if (inner.XKubernetesListMapKeys is { Count: > 0 } keys)
                Element(inner)!.Required = [.. (Element(inner)!.Required ?? []).Union(keys).Order(StringComparer.Ordinal)];
            Complete(inner, property.PropertyType);
            if (Element(inner) is { } element)
                Complete(element, property.PropertyType.GetGenericArguments()[^1]);
        }
    }

    private static void Bound(V1JSONSchemaProps schema, EachAttribute each)
    {
        schema.MinLength = each.MinLength > 0 ? each.MinLength : null;
        schema.MaxLength = each.MaxLength > 0 ? each.MaxLength : null;
        schema.Pattern = each.Pattern;
    }

    private static V1JSONSchemaProps? Element(V1JSONSchemaProps schema) =>
        (schema.Items ?? schema.AdditionalProperties) as V1JSONSchemaProps;

    private static string JsonName(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
