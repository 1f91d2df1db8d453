using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Service (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Service : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Service";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "services";

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
    public V1ServiceSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1ServiceStatus? Status { get; set; }
}

/// <summary>ServiceSpec of the Kubernetes API.</summary>
public record V1ServiceSpec
{
    /// <summary>Field <c>clusterIP</c>.</summary>
    [JsonPropertyName("clusterIP")]
    public string? ClusterIP { get; set; }

    /// <summary>Field <c>clusterIPs</c>.</summary>
    [JsonPropertyName("clusterIPs")]
    public IList<string>? ClusterIPs { get; set; }

    /// <summary>Field <c>externalName</c>.</summary>
    [JsonPropertyName("externalName")]
    public string? ExternalName { get; set; }

    /// <summary>Field <c>internalTrafficPolicy</c>.</summary>
    [JsonPropertyName("internalTrafficPolicy")]
    public string? InternalTrafficPolicy { get; set; }

    /// <summary>Field <c>ipFamilies</c>.</summary>
    [JsonPropertyName("ipFamilies")]
    public IList<string>? IpFamilies { get; set; }

    /// <summary>Field <c>ipFamilyPolicy</c>.</summary>
    [JsonPropertyName("ipFamilyPolicy")]
    public string? IpFamilyPolicy { get; set; }

    /// <summary>Field <c>ports</c>.</summary>
    [JsonPropertyName("ports")]
    public IList<V1ServicePort>? Ports { get; set; }

    /// <summary>Field <c>publishNotReadyAddresses</c>.</summary>
    [JsonPropertyName("publishNotReadyAddresses")]
    public bool? PublishNotReadyAddresses { get; set; }

    /// <summary>Field <c>selector</c>.</summary>
    [JsonPropertyName("selector")]
    public IDictionary<string, string>? Selector { get; set; }

    /// <summary>Field <c>sessionAffinity</c>.</summary>
    [JsonPropertyName("sessionAffinity")]
    public string? SessionAffinity { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }
}

/// <summary>ServicePort of the Kubernetes API.</summary>
public record V1ServicePort
{
    /// <summary>Field <c>appProtocol</c>.</summary>
    [JsonPropertyName("appProtocol")]
    public string? AppProtocol { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>nodePort</c>.</summary>
    [JsonPropertyName("nodePort")]
    public int? NodePort { get; set; }

    /// <summary>Field <c>port</c>.</summary>
    [JsonPropertyName("port")]
    public int Port { get; set; }

    /// <summary>Field <c>protocol</c>.</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; set; }

    /// <summary>Field <c>targetPort</c>.</summary>
    [JsonPropertyName("targetPort")]
    public IntOrString? TargetPort { get; set; }
}

/// <summary>ServiceStatus of the Kubernetes API.</summary>
public record V1ServiceStatus
{
    /// <summary>Field <c>conditions</c>.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1Condition>? Conditions { get; set; }
}
