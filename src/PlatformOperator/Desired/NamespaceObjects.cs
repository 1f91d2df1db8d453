using k8s;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>A tenant's namespace and what guards it.</summary>
public static class NamespaceObjects
{
    /// <summary>Name of the ResourceQuota, the LimitRange and the NetworkPolicy in each namespace.</summary>
    public const string Guard = "dataplatform-tenant";

    /// <summary>
    /// The ClusterRole that lets the operator read, create and delete Secrets, and the RoleBinding that gives it to the operator in each namespace of a
    /// Tenant: it has no access to Secrets anywhere else.
    /// </summary>
    public const string SecretAccess = Annotations.ManagedBy + "-secrets";

    private const string PodSecurity = "pod-security.kubernetes.io/";

    /// <summary>
    /// The namespace itself. It has no owner reference: with deletionPolicy Retain it outlives the Tenant, and garbage collection must never
    /// take a namespace.
    /// </summary>
    public static V1Namespace Namespace(Tenant tenant, string name) => new()
    {
        ApiVersion = "v1",
        Kind = "Namespace",
        Metadata = new V1ObjectMeta
        {
            Name = name,
            Labels = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [Annotations.TenantLabel] = tenant.Metadata.Name,
                [PodSecurity + "enforce"] = "restricted",
                [PodSecurity + "audit"] = "restricted",
                [PodSecurity + "warn"] = "restricted",
            },
        },
    };

    /// <summary>
    /// What the namespace holds from the start: quota, default resources of containers, a network that is closed unless opened, and the operator's
    /// access to its Secrets.
    /// </summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Inside(Tenant tenant, string name, InstallationSettings settings) =>
        [Quota(tenant, name), Limits(tenant, name), DefaultDeny(tenant, name), Secrets(tenant, name, settings)];

    private static V1ResourceQuota Quota(Tenant tenant, string @namespace)
    {
        var quota = tenant.Spec.Quota;
        var hard = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal);
        if (quota.Pipelines is { } pipelines)
            hard[$"count/datapipelines.{Annotations.Group}"] = Quantities.Of(pipelines);
        if (quota.Cpu is { } cpu)
            hard["requests.cpu"] = Quantities.Of(cpu);
        if (quota.Memory is { } memory)
            hard["requests.memory"] = hard["limits.memory"] = Quantities.Of(memory);
        return new V1ResourceQuota
        {
            ApiVersion = "v1",
            Kind = "ResourceQuota",
            Metadata = Metadata(tenant, @namespace),
            Spec = new V1ResourceQuotaSpec { Hard = hard },
        };
    }

    // A namespace with a quota refuses pods without requests and limits: these are for containers that say nothing.
    private static V1LimitRange Limits(Tenant tenant, string @namespace) => new()
    {
        ApiVersion = "v1",
        Kind = "LimitRange",
        Metadata = Metadata(tenant, @namespace),
        Spec = new V1LimitRangeSpec
        {
            Limits =
            [
                new V1LimitRangeItem
                {
                    Type = "Container",
                    DefaultProperty = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["memory"] = Quantities.Of("512Mi") },
                    DefaultRequest = new SortedDictionary<string, ResourceQuantity>(StringComparer.Ordinal)
                    {
                        ["cpu"] = Quantities.Of("100m"),
                        ["memory"] = Quantities.Of("128Mi"),
                    },
                },
            ],
        },
    };

    private static V1NetworkPolicy DefaultDeny(Tenant tenant, string @namespace) => new()
    {
        ApiVersion = "networking.k8s.io/v1",
        Kind = "NetworkPolicy",
        Metadata = Metadata(tenant, @namespace),
        Spec = new V1NetworkPolicySpec { PodSelector = new V1LabelSelector(), PolicyTypes = ["Ingress", "Egress"] },
    };

    private static V1RoleBinding Secrets(Tenant tenant, string @namespace, InstallationSettings settings) => new()
    {
        ApiVersion = "rbac.authorization.k8s.io/v1",
        Kind = "RoleBinding",
        Metadata = Metadata(tenant, @namespace, SecretAccess),
        RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = SecretAccess },
        Subjects = [new Rbacv1Subject { Kind = "ServiceAccount", Name = Annotations.ManagedBy, NamespaceProperty = settings.OperatorNamespace }],
    };

    private static V1ObjectMeta Metadata(Tenant tenant, string @namespace, string name = Guard)
    {
        var metadata = ObjectMeta.OwnedBy(
            tenant, @namespace, name,
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["app.kubernetes.io/managed-by"] = Annotations.ManagedBy,
                [Annotations.TenantLabel] = tenant.Metadata.Name,
            });
        // A deletion in the foreground would otherwise wait for the guards, while the Tenant keeps them for what is still leaving the namespace.
        metadata.OwnerReferences![0].BlockOwnerDeletion = false;
        return metadata;
    }
}
