using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Deployment (apps/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Deployment : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Deployment";

    /// <summary>API group.</summary>
    public const string KubeGroup = "apps";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "deployments";

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
    public V1DeploymentSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1DeploymentStatus? Status { get; set; }
}

/// <summary>DeploymentSpec of the Kubernetes API.</summary>
public record V1DeploymentSpec
{
    /// <summary>Field <c>minReadySeconds</c>.</summary>
    [JsonPropertyName("minReadySeconds")]
    public int? MinReadySeconds { get; set; }

    /// <summary>Field <c>paused</c>.</summary>
    [JsonPropertyName("paused")]
    public bool? Paused { get; set; }

    /// <summary>Field <c>progressDeadlineSeconds</c>.</summary>
    [JsonPropertyName("progressDeadlineSeconds")]
    public int? ProgressDeadlineSeconds { get; set; }

    /// <summary>Field <c>replicas</c>.</summary>
    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }

    /// <summary>Field <c>revisionHistoryLimit</c>.</summary>
    [JsonPropertyName("revisionHistoryLimit")]
    public int? RevisionHistoryLimit { get; set; }

    /// <summary>Field <c>selector</c>.</summary>
    [JsonPropertyName("selector")]
    public V1LabelSelector Selector { get; set; } = null!;

    /// <summary>Field <c>strategy</c>.</summary>
    [JsonPropertyName("strategy")]
    public V1DeploymentStrategy? Strategy { get; set; }

    /// <summary>Field <c>template</c>.</summary>
    [JsonPropertyName("template")]
    public V1PodTemplateSpec Template { get; set; } = null!;
}

/// <summary>DeploymentStrategy of the Kubernetes API.</summary>
public record V1DeploymentStrategy
{
    /// <summary>Field <c>rollingUpdate</c>.</summary>
    [JsonPropertyName("rollingUpdate")]
    public V1RollingUpdateDeployment? RollingUpdate { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }
}

/// <summary>RollingUpdateDeployment of the Kubernetes API.</summary>
public record V1RollingUpdateDeployment
{
    /// <summary>Field <c>maxSurge</c>.</summary>
    [JsonPropertyName("maxSurge")]
    public IntOrString? MaxSurge { get; set; }

    /// <summary>Field <c>maxUnavailable</c>.</summary>
    [JsonPropertyName("maxUnavailable")]
    public IntOrString? MaxUnavailable { get; set; }
}

/// <summary>DeploymentStatus of the Kubernetes API.</summary>
public record V1DeploymentStatus
{
    /// <summary>Field <c>availableReplicas</c>.</summary>
    [JsonPropertyName("availableReplicas")]
    public int? AvailableReplicas { get; set; }

    /// <summary>Field <c>collisionCount</c>.</summary>
    [JsonPropertyName("collisionCount")]
    public int? CollisionCount { get; set; }

    /// <summary>Field <c>conditions</c>.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1DeploymentCondition>? Conditions { get; set; }

    /// <summary>Field <c>observedGeneration</c>.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }

    /// <summary>Field <c>readyReplicas</c>.</summary>
    [JsonPropertyName("readyReplicas")]
    public int? ReadyReplicas { get; set; }

    /// <summary>Field <c>replicas</c>.</summary>
    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }

    /// <summary>Field <c>unavailableReplicas</c>.</summary>
    [JsonPropertyName("unavailableReplicas")]
    public int? UnavailableReplicas { get; set; }

    /// <summary>Field <c>updatedReplicas</c>.</summary>
    [JsonPropertyName("updatedReplicas")]
    public int? UpdatedReplicas { get; set; }
}

/// <summary>DeploymentCondition of the Kubernetes API.</summary>
public record V1DeploymentCondition
{
    /// <summary>Field <c>lastTransitionTime</c>.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    /// <summary>Field <c>lastUpdateTime</c>.</summary>
    [JsonPropertyName("lastUpdateTime")]
    public DateTime? LastUpdateTime { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; } = null!;

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>A ReplicaSet (apps/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ReplicaSet : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ReplicaSet";

    /// <summary>API group.</summary>
    public const string KubeGroup = "apps";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "replicasets";

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
    public V1ReplicaSetSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1ReplicaSetStatus? Status { get; set; }
}

/// <summary>ReplicaSetSpec of the Kubernetes API.</summary>
public record V1ReplicaSetSpec
{
    /// <summary>Field <c>minReadySeconds</c>.</summary>
    [JsonPropertyName("minReadySeconds")]
    public int? MinReadySeconds { get; set; }

    /// <summary>Field <c>replicas</c>.</summary>
    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }

    /// <summary>Field <c>selector</c>.</summary>
    [JsonPropertyName("selector")]
    public V1LabelSelector Selector { get; set; } = null!;

    /// <summary>Field <c>template</c>.</summary>
    [JsonPropertyName("template")]
    public V1PodTemplateSpec? Template { get; set; }
}

/// <summary>ReplicaSetStatus of the Kubernetes API.</summary>
public record V1ReplicaSetStatus
{
    /// <summary>Field <c>availableReplicas</c>.</summary>
    [JsonPropertyName("availableReplicas")]
    public int? AvailableReplicas { get; set; }

    /// <summary>Field <c>fullyLabeledReplicas</c>.</summary>
    [JsonPropertyName("fullyLabeledReplicas")]
    public int? FullyLabeledReplicas { get; set; }

    /// <summary>Field <c>observedGeneration</c>.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }

    /// <summary>Field <c>readyReplicas</c>.</summary>
    [JsonPropertyName("readyReplicas")]
    public int? ReadyReplicas { get; set; }

    /// <summary>Field <c>replicas</c>.</summary>
    [JsonPropertyName("replicas")]
    public int Replicas { get; set; }
}
