using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Namespace (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Namespace : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Namespace";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "namespaces";

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
    public V1NamespaceSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1NamespaceStatus? Status { get; set; }
}

/// <summary>NamespaceSpec of the Kubernetes API.</summary>
public record V1NamespaceSpec
{
    /// <summary>Field <c>finalizers</c>.</summary>
    [JsonPropertyName("finalizers")]
    public IList<string>? Finalizers { get; set; }
}

/// <summary>NamespaceStatus of the Kubernetes API.</summary>
public record V1NamespaceStatus
{
    /// <summary>Field <c>phase</c>.</summary>
    [JsonPropertyName("phase")]
    public string? Phase { get; set; }
}

/// <summary>A Secret (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Secret : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Secret";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "secrets";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>data</c>.</summary>
    [JsonPropertyName("data")]
    public IDictionary<string, byte[]>? Data { get; set; }

    /// <summary>Field <c>stringData</c>.</summary>
    [JsonPropertyName("stringData")]
    public IDictionary<string, string>? StringData { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    /// <summary>Field <c>immutable</c>.</summary>
    [JsonPropertyName("immutable")]
    public bool? Immutable { get; set; }
}

/// <summary>A ConfigMap (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ConfigMap : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ConfigMap";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "configmaps";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>data</c>.</summary>
    [JsonPropertyName("data")]
    public IDictionary<string, string>? Data { get; set; }

    /// <summary>Field <c>binaryData</c>.</summary>
    [JsonPropertyName("binaryData")]
    public IDictionary<string, byte[]>? BinaryData { get; set; }

    /// <summary>Field <c>immutable</c>.</summary>
    [JsonPropertyName("immutable")]
    public bool? Immutable { get; set; }
}

/// <summary>A ServiceAccount (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ServiceAccount : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ServiceAccount";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "serviceaccounts";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>automountServiceAccountToken</c>.</summary>
    [JsonPropertyName("automountServiceAccountToken")]
    public bool? AutomountServiceAccountToken { get; set; }

    /// <summary>Field <c>imagePullSecrets</c>.</summary>
    [JsonPropertyName("imagePullSecrets")]
    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    /// <summary>Field <c>secrets</c>.</summary>
    [JsonPropertyName("secrets")]
    public IList<V1ObjectReference>? Secrets { get; set; }
}

/// <summary>A ResourceQuota (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ResourceQuota : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ResourceQuota";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "resourcequotas";

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
    public V1ResourceQuotaSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1ResourceQuotaStatus? Status { get; set; }
}

/// <summary>ResourceQuotaSpec of the Kubernetes API.</summary>
public record V1ResourceQuotaSpec
{
    /// <summary>Field <c>hard</c>.</summary>
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity>? Hard { get; set; }

    /// <summary>Field <c>scopes</c>.</summary>
    [JsonPropertyName("scopes")]
    public IList<string>? Scopes { get; set; }
}

/// <summary>ResourceQuotaStatus of the Kubernetes API.</summary>
public record V1ResourceQuotaStatus
{
    /// <summary>Field <c>hard</c>.</summary>
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity>? Hard { get; set; }

    /// <summary>Field <c>used</c>.</summary>
    [JsonPropertyName("used")]
    public IDictionary<string, ResourceQuantity>? Used { get; set; }
}

/// <summary>A LimitRange (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1LimitRange : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "LimitRange";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "limitranges";

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
    public V1LimitRangeSpec? Spec { get; set; }
}

/// <summary>LimitRangeSpec of the Kubernetes API.</summary>
public record V1LimitRangeSpec
{
    /// <summary>Field <c>limits</c>.</summary>
    [JsonPropertyName("limits")]
    public IList<V1LimitRangeItem> Limits { get; set; } = null!;
}

/// <summary>LimitRangeItem of the Kubernetes API.</summary>
public record V1LimitRangeItem
{
    /// <summary>Field <c>default</c>.</summary>
    [JsonPropertyName("default")]
    public IDictionary<string, ResourceQuantity>? DefaultProperty { get; set; }

    /// <summary>Field <c>defaultRequest</c>.</summary>
    [JsonPropertyName("defaultRequest")]
    public IDictionary<string, ResourceQuantity>? DefaultRequest { get; set; }

    /// <summary>Field <c>max</c>.</summary>
    [JsonPropertyName("max")]
    public IDictionary<string, ResourceQuantity>? Max { get; set; }

    /// <summary>Field <c>maxLimitRequestRatio</c>.</summary>
    [JsonPropertyName("maxLimitRequestRatio")]
    public IDictionary<string, ResourceQuantity>? MaxLimitRequestRatio { get; set; }

    /// <summary>Field <c>min</c>.</summary>
    [JsonPropertyName("min")]
    public IDictionary<string, ResourceQuantity>? Min { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

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
