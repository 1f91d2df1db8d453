using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Pod (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Pod : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Pod";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "pods";

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
    public V1PodSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1PodStatus? Status { get; set; }
}

/// <summary>PodTemplateSpec of the Kubernetes API.</summary>
public record V1PodTemplateSpec
{
    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta? Metadata { get; set; }

    /// <summary>Field <c>spec</c>.</summary>
    [JsonPropertyName("spec")]
    public V1PodSpec? Spec { get; set; }
}

/// <summary>PodSpec of the Kubernetes API.</summary>
public record V1PodSpec
{
    /// <summary>Field <c>activeDeadlineSeconds</c>.</summary>
    [JsonPropertyName("activeDeadlineSeconds")]
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary>Field <c>automountServiceAccountToken</c>.</summary>
    [JsonPropertyName("automountServiceAccountToken")]
    public bool? AutomountServiceAccountToken { get; set; }

    /// <summary>Field <c>containers</c>.</summary>
    [JsonPropertyName("containers")]
    public IList<V1Container> Containers { get; set; } = null!;

    /// <summary>Field <c>dnsPolicy</c>.</summary>
    [JsonPropertyName("dnsPolicy")]
    public string? DnsPolicy { get; set; }

    /// <summary>Field <c>enableServiceLinks</c>.</summary>
    [JsonPropertyName("enableServiceLinks")]
    public bool? EnableServiceLinks { get; set; }

    /// <summary>Field <c>imagePullSecrets</c>.</summary>
    [JsonPropertyName("imagePullSecrets")]
    public IList<V1LocalObjectReference>? ImagePullSecrets { get; set; }

    /// <summary>Field <c>initContainers</c>.</summary>
    [JsonPropertyName("initContainers")]
    public IList<V1Container>? InitContainers { get; set; }

    /// <summary>Field <c>nodeName</c>.</summary>
    [JsonPropertyName("nodeName")]
    public string? NodeName { get; set; }

    /// <summary>Field <c>nodeSelector</c>.</summary>
    [JsonPropertyName("nodeSelector")]
    public IDictionary<string, string>? NodeSelector { get; set; }

    /// <summary>Field <c>priorityClassName</c>.</summary>
    [JsonPropertyName("priorityClassName")]
    public string? PriorityClassName { get; set; }

    /// <summary>Field <c>restartPolicy</c>.</summary>
    [JsonPropertyName("restartPolicy")]
    public string? RestartPolicy { get; set; }

    /// <summary>Field <c>schedulerName</c>.</summary>
    [JsonPropertyName("schedulerName")]
    public string? SchedulerName { get; set; }

    /// <summary>Field <c>securityContext</c>.</summary>
    [JsonPropertyName("securityContext")]
    public V1PodSecurityContext? SecurityContext { get; set; }

    /// <summary>Field <c>serviceAccountName</c>.</summary>
    [JsonPropertyName("serviceAccountName")]
    public string? ServiceAccountName { get; set; }

    /// <summary>Field <c>terminationGracePeriodSeconds</c>.</summary>
    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    /// <summary>Field <c>tolerations</c>.</summary>
    [JsonPropertyName("tolerations")]
    public IList<V1Toleration>? Tolerations { get; set; }

    /// <summary>Field <c>topologySpreadConstraints</c>.</summary>
    [JsonPropertyName("topologySpreadConstraints")]
    public IList<V1TopologySpreadConstraint>? TopologySpreadConstraints { get; set; }

    /// <summary>Field <c>volumes</c>.</summary>
    [JsonPropertyName("volumes")]
    public IList<V1Volume>? Volumes { get; set; }
}

/// <summary>Toleration of the Kubernetes API.</summary>
public record V1Toleration
{
    /// <summary>Field <c>effect</c>.</summary>
    [JsonPropertyName("effect")]
    public string? Effect { get; set; }

    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string? Key { get; set; }

    /// <summary>Field <c>operator</c>.</summary>
    [JsonPropertyName("operator")]
    public string? OperatorProperty { get; set; }

    /// <summary>Field <c>tolerationSeconds</c>.</summary>
    [JsonPropertyName("tolerationSeconds")]
    public long? TolerationSeconds { get; set; }

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public string? Value { get; set; }
}

/// <summary>TopologySpreadConstraint of the Kubernetes API.</summary>
public record V1TopologySpreadConstraint
{
    /// <summary>Field <c>labelSelector</c>.</summary>
    [JsonPropertyName("labelSelector")]
    public V1LabelSelector? LabelSelector { get; set; }

    /// <summary>Field <c>matchLabelKeys</c>.</summary>
    [JsonPropertyName("matchLabelKeys")]
    public IList<string>? MatchLabelKeys { get; set; }

    /// <summary>Field <c>maxSkew</c>.</summary>
    [JsonPropertyName("maxSkew")]
    public int MaxSkew { get; set; }

    /// <summary>Field <c>minDomains</c>.</summary>
    [JsonPropertyName("minDomains")]
    public int? MinDomains { get; set; }

    /// <summary>Field <c>nodeAffinityPolicy</c>.</summary>
    [JsonPropertyName("nodeAffinityPolicy")]
    public string? NodeAffinityPolicy { get; set; }

    /// <summary>Field <c>nodeTaintsPolicy</c>.</summary>
    [JsonPropertyName("nodeTaintsPolicy")]
    public string? NodeTaintsPolicy { get; set; }

    /// <summary>Field <c>topologyKey</c>.</summary>
    [JsonPropertyName("topologyKey")]
    public string TopologyKey { get; set; } = null!;

    /// <summary>Field <c>whenUnsatisfiable</c>.</summary>
    [JsonPropertyName("whenUnsatisfiable")]
    public string WhenUnsatisfiable { get; set; } = null!;
}
