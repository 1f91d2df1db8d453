using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A NetworkPolicy (networking.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1NetworkPolicy : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "NetworkPolicy";

    /// <summary>API group.</summary>
    public const string KubeGroup = "networking.k8s.io";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "networkpolicies";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>spec</c>.</summary>
    [JsonPropertyName("spec")]
    public V1NetworkPolicySpec? Spec { get; set; }
}

/// <summary>NetworkPolicySpec of the Kubernetes API.</summary>
public record V1NetworkPolicySpec
{
    /// <summary>Field <c>egress</c>.</summary>
    [JsonPropertyName("egress")]
    public IList<V1NetworkPolicyEgressRule>? Egress { get; set; }

    /// <summary>Field <c>ingress</c>.</summary>
    [JsonPropertyName("ingress")]
    public IList<V1NetworkPolicyIngressRule>? Ingress { get; set; }

    /// <summary>Field <c>podSelector</c>.</summary>
    [JsonPropertyName("podSelector")]
    public V1LabelSelector? PodSelector { get; set; }

    /// <summary>Field <c>policyTypes</c>.</summary>
    [JsonPropertyName("policyTypes")]
    public IList<string>? PolicyTypes { get; set; }
}

/// <summary>NetworkPolicyEgressRule of the Kubernetes API.</summary>
public record V1NetworkPolicyEgressRule
{
    /// <summary>Field <c>ports</c>.</summary>
    [JsonPropertyName("ports")]
    public IList<V1NetworkPolicyPort>? Ports { get; set; }

    /// <summary>Field <c>to</c>.</summary>
    [JsonPropertyName("to")]
    public IList<V1NetworkPolicyPeer>? To { get; set; }
}

/// <summary>NetworkPolicyIngressRule of the Kubernetes API.</summary>
public record V1NetworkPolicyIngressRule
{
    /// <summary>Field <c>from</c>.</summary>
    [JsonPropertyName("from")]
    public IList<V1NetworkPolicyPeer>? FromProperty { get; set; }

    /// <summary>Field <c>ports</c>.</summary>
    [JsonPropertyName("ports")]
    public IList<V1NetworkPolicyPort>? Ports { get; set; }
}

/// <summary>NetworkPolicyPort of the Kubernetes API.</summary>
public record V1NetworkPolicyPort
{
    /// <summary>Field <c>endPort</c>.</summary>
    [JsonPropertyName("endPort")]
    public int? EndPort { get; set; }

    /// <summary>Field <c>port</c>.</summary>
    [JsonPropertyName("port")]
    public IntOrString? Port { get; set; }

    /// <summary>Field <c>protocol</c>.</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; set; }
}

/// <summary>NetworkPolicyPeer of the Kubernetes API.</summary>
public record V1NetworkPolicyPeer
{
    /// <summary>Field <c>ipBlock</c>.</summary>
    [JsonPropertyName("ipBlock")]
    public V1IPBlock? IpBlock { get; set; }

    /// <summary>Field <c>namespaceSelector</c>.</summary>
    [JsonPropertyName("namespaceSelector")]
    public V1LabelSelector? NamespaceSelector { get; set; }

    /// <summary>Field <c>podSelector</c>.</summary>
    [JsonPropertyName("podSelector")]
    public V1LabelSelector? PodSelector { get; set; }
}

/// <summary>IPBlock of the Kubernetes API.</summary>
public record V1IPBlock
{
    /// <summary>Field <c>cidr</c>.</summary>
    [JsonPropertyName("cidr")]
    public string Cidr { get; set; } = null!;

    /// <summary>Field <c>except</c>.</summary>
    [JsonPropertyName("except")]
    public IList<string>? Except { get; set; }
}
