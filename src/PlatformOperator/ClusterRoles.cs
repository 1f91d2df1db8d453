using System.Reflection;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;
using KubeOps.Abstractions.Rbac;
using KubeOps.Transpiler;
using PlatformOperator.Api;
using PlatformOperator.Controllers;
using PlatformOperator.Desired;

namespace PlatformOperator;

/// <summary>Who may do what: the operator, whoever plans, and the users of its kinds.</summary>
public static class ClusterRoles
{
    /// <summary>The role of whoever plans.</summary>
    public const string Plan = Annotations.ManagedBy + "-plan";

    private const string ApiGroup = "rbac.authorization.k8s.io";
    private const string Aggregate = ApiGroup + "/aggregate-to-";

    private static readonly string[] Looking = ["get", "list"];
    private static readonly string[] Reading = ["get", "list", "watch"];
    private static readonly string[] Writing = ["create", "delete", "deletecollection", "patch", "update"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<V1ClusterRole> All() => EmbeddedManifests.AreNeeded
        ? EmbeddedManifests.Load<V1ClusterRole>("role.yaml")
        :
        [
            Role(Annotations.ManagedBy, [], [.. Rules(_ => true), MayGiveItselfSecrets]),
            Role(NamespaceObjects.SecretAccess, [], [Rule("", ["secrets"], ["get", "create", "delete"])]),
            // Kubernetes adds these to the roles view, edit and admin. Tenants are for cluster administrators, or whoever is given the last one.
            Role(Annotations.ManagedBy + "-view", ["view"], [Rule(Annotations.Group, Plurals(EntityScope.Namespaced), Reading)]),
            Role(Annotations.ManagedBy + "-edit", ["edit", "admin"], [Rule(Annotations.Group, Plurals(EntityScope.Namespaced), Writing)]),
            // Given to whoever checks pull requests; Secrets are not in it.
            Role(Plan, [], [.. Looks(Rules(Plans))]),
            Role(Annotations.ManagedBy + "-tenants", [], [Rule(Annotations.Group, Plurals(EntityScope.Cluster), [.. Reading, .. Writing])]),
        ];

    /// <summary>
    /// Nobody may give what they do not have, but for this one role: so the operator has it only where it gave it to itself, in tenants' namespaces.
    /// </summary>
    private static V1PolicyRule MayGiveItselfSecrets =>
        new() { ApiGroups = [ApiGroup], Resources = ["clusterroles"], Verbs = ["bind"], ResourceNames = [NamespaceObjects.SecretAccess] };

    /// <summary>What classes ask for by their attributes.</summary>
    private static List<V1PolicyRule> Rules(Func<Type, bool> where)
    {
        var assemblies = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        using var context = ContextCreator.Create(assemblies.Split(Path.PathSeparator));
        var attributes = context.LoadFromAssemblyPath(typeof(ClusterRoles).Assembly.Location).GetTypes()
            .Where(where).SelectMany(type => type.GetCustomAttributesData())
            .Where(
                attribute => attribute.AttributeType.FullName == typeof(EntityRbacAttribute).FullName
                    || attribute.AttributeType.FullName == typeof(GenericRbacAttribute).FullName);
        return [.. context.Transpile(attributes)];
    }

    /// <summary>Whether a class is a controller whose steps can plan.</summary>
    private static bool Plans(Type type) => type.BaseType is { IsGenericType: true } parent
        && parent.GetGenericTypeDefinition().FullName == typeof(ResourceController<>).FullName;

    /// <summary>The part of rules that looks at objects; what is told below their path (status, scale) is in them.</summary>
    private static IEnumerable<V1PolicyRule> Looks(IEnumerable<V1PolicyRule> rules) =>
        from rule in rules
        from resource in rule.Resources!
        where !resource.Contains('/', StringComparison.Ordinal)
        group resource by (Group: rule.ApiGroups![0], Verbs: string.Join(' ', rule.Verbs.Intersect(Looking, StringComparer.Ordinal))) into same
        where same.Key.Verbs.Length > 0
        select Rule(same.Key.Group, [.. same.Order(StringComparer.Ordinal)], same.Key.Verbs.Split(' '));

    private static string[] Plurals(EntityScope scope) =>
    [
        .. CustomResourceDefinitions.Kinds
            .Where(kind => (kind.GetCustomAttribute<EntityScopeAttribute>()?.Scope ?? EntityScope.Namespaced) == scope)
            .Select(kind => kind.GetCustomAttribute<KubernetesEntityAttribute>()!.PluralName)
            .Order(StringComparer.Ordinal),
    ];

    private static V1PolicyRule Rule(string group, string[] resources, string[] verbs) => new() { ApiGroups = [group], Resources = resources, Verbs = verbs };

    private static V1ClusterRole Role(string name, string[] aggregateTo, IList<V1PolicyRule> rules) => new()
    {
        ApiVersion = ApiGroup + "/v1",
        Kind = "ClusterRole",
        Metadata = new V1ObjectMeta { Name = name, Labels = aggregateTo.Length == 0 ? null : aggregateTo.ToDictionary(role => Aggregate + role, _ => "true") },
        Rules = rules,
    };
}
