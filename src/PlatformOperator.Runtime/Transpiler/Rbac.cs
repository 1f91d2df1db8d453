using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Rbac;

namespace KubeOps.Transpiler;

/// <summary>Writes the rules of a role from the attributes of controllers.</summary>
public static class Rbac
{
    private static readonly RbacVerb[] SingleVerbs =
        [RbacVerb.Get, RbacVerb.List, RbacVerb.Watch, RbacVerb.Create, RbacVerb.Update, RbacVerb.Patch, RbacVerb.Delete];

    /// <summary>
    /// The rules that these attributes ask for together: one per API group and set of verbs, in alphabetical order. Entities with a
    /// status get the rules for <c>/status</c> and <c>/finalizers</c> too.
    /// </summary>
    public static IEnumerable<V1PolicyRule> Transpile(this MetadataLoadContext context, IEnumerable<CustomAttributeData> attributes)
    {
        SortedDictionary<(string Group, string Resource), RbacVerb> resources = [];
        SortedDictionary<string, RbacVerb> urls = new(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeType.FullName == typeof(EntityRbacAttribute).FullName)
                AddEntities(context, attribute, resources);
            else if (attribute.AttributeType.FullName == typeof(GenericRbacAttribute).FullName)
                AddGeneric(attribute, resources, urls);
        }
        return ResourceRules(resources).Concat(UrlRules(urls));
    }

    private static void AddEntities(
        MetadataLoadContext context, CustomAttributeData attribute, SortedDictionary<(string Group, string Resource), RbacVerb> resources)
    {
        foreach (var type in attribute.ArrayArgument<Type>(0))
        {
            var (entity, _) = context.ToEntityMetadata(type);
            Add(resources, (entity.Group ?? "", entity.PluralName), Verbs(attribute));
            // Of the built-in kinds an operator asks for what it needs by name.
            if (type.Namespace == typeof(V1ObjectMeta).Namespace || type.GetProperty("Status") is null)
                continue;
            Add(resources, (entity.Group ?? "", $"{entity.PluralName}/status"), RbacVerb.Get | RbacVerb.Patch | RbacVerb.Update);
            // Owner references that block deletion need it where the cluster enforces that permission.
            Add(resources, (entity.Group ?? "", $"{entity.PluralName}/finalizers"), RbacVerb.Update);
        }
    }

    private static void AddGeneric(
        CustomAttributeData attribute,
        SortedDictionary<(string Group, string Resource), RbacVerb> resources,
        SortedDictionary<string, RbacVerb> urls)
    {
        foreach (var group in attribute.NamedArray<string>(nameof(GenericRbacAttribute.Groups)))
        {
            foreach (var resource in attribute.NamedArray<string>(nameof(GenericRbacAttribute.Resources)))
                Add(resources, (group, resource), Verbs(attribute));
        }
        foreach (var url in attribute.NamedArray<string>(nameof(GenericRbacAttribute.Urls)))
            Add(urls, url, Verbs(attribute));
    }

    private static void Add<TKey>(SortedDictionary<TKey, RbacVerb> verbs, TKey key, RbacVerb more)
        where TKey : notnull
    {
        if (more != RbacVerb.None)
            verbs[key] = verbs.GetValueOrDefault(key) | more;
    }

    private static RbacVerb Verbs(CustomAttributeData attribute)
    {
        var verbs = (RbacVerb)attribute.Named<int>(nameof(GenericRbacAttribute.Verbs));
        return verbs.HasFlag(RbacVerb.AllExplicit)
            ? SingleVerbs.Aggregate(verbs & ~RbacVerb.AllExplicit, (all, verb) => all | verb)
            : verbs;
    }

    private static IEnumerable<V1PolicyRule> ResourceRules(SortedDictionary<(string Group, string Resource), RbacVerb> resources) => resources
        .GroupBy(entry => (entry.Key.Group, Verbs: entry.Value))
        .Select(rule => new V1PolicyRule
        {
            ApiGroups = [rule.Key.Group],
            Resources = [.. rule.Select(entry => entry.Key.Resource).Order(StringComparer.Ordinal)],
            Verbs = Names(rule.Key.Verbs),
        })
        .OrderBy(rule => rule.ApiGroups![0], StringComparer.Ordinal)
        .ThenBy(rule => rule.Resources![0], StringComparer.Ordinal);

    private static IEnumerable<V1PolicyRule> UrlRules(SortedDictionary<string, RbacVerb> urls) => urls
        .GroupBy(entry => entry.Value)
        .Select(rule => new V1PolicyRule { NonResourceURLs = [.. rule.Select(entry => entry.Key)], Verbs = Names(rule.Key) })
        .OrderBy(rule => rule.NonResourceURLs![0], StringComparer.Ordinal);

    private static List<string> Names(RbacVerb verbs) => verbs.HasFlag(RbacVerb.All)
        ? ["*"]
        : [.. SingleVerbs.Where(verb => verbs.HasFlag(verb)).Select(verb => verb.ToString().ToLowerInvariant())];
}
