using k8s;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>A tenant's namespace and what guards it.</summary>
public static class NamespaceObjects
{
    /// <summary>Name of the ResourceQuota, the LimitRange and the NetworkPolicy in each namespace.</summary>
    public const string Guard = "dataplatform-tenant";

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

    /// <summary>What the namespace holds from the start: quota, default resources of containers, and a network that is closed unless opened.</summary>
    public static IReadOnlyList<IKubernetesObject<V1ObjectMeta>> Inside(Tenant tenant, string name) =>
        [Quota(tenant, name), Limits(tenant, name), DefaultDeny(tenant, name)];

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

    private static V1ObjectMeta Metadata(Tenant tenant, string @namespace) => ObjectMeta.OwnedBy(
        tenant, @namespace, Guard,
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["app.kubernetes.io/managed-by"] = Annotations.ManagedBy,
            [Annotations.TenantLabel] = tenant.Metadata.Name,
        });
}
