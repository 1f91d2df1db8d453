using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A HorizontalPodAutoscaler (autoscaling/v2).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V2HorizontalPodAutoscaler : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v2";

    /// <summary>Kind.</summary>
    public const string KubeKind = "HorizontalPodAutoscaler";

    /// <summary>API group.</summary>
    public const string KubeGroup = "autoscaling";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "horizontalpodautoscalers";

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
    public V2HorizontalPodAutoscalerSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V2HorizontalPodAutoscalerStatus? Status { get; set; }
}

/// <summary>HorizontalPodAutoscalerSpec of the Kubernetes API.</summary>
public record V2HorizontalPodAutoscalerSpec
{
    /// <summary>Field <c>behavior</c>.</summary>
    [JsonPropertyName("behavior")]
    public V2HorizontalPodAutoscalerBehavior? Behavior { get; set; }

    /// <summary>Field <c>maxReplicas</c>.</summary>
    [JsonPropertyName("maxReplicas")]
    public int MaxReplicas { get; set; }

    /// <summary>Field <c>metrics</c>.</summary>
    [JsonPropertyName("metrics")]
    public IList<V2MetricSpec>? Metrics { get; set; }

    /// <summary>Field <c>minReplicas</c>.</summary>
    [JsonPropertyName("minReplicas")]
    public int? MinReplicas { get; set; }

    /// <summary>Field <c>scaleTargetRef</c>.</summary>
    [JsonPropertyName("scaleTargetRef")]
    public V2CrossVersionObjectReference ScaleTargetRef { get; set; } = null!;
}

/// <summary>HorizontalPodAutoscalerStatus of the Kubernetes API, without the current metrics.</summary>
public record V2HorizontalPodAutoscalerStatus
{
    /// <summary>Conditions.</summary>
    [JsonPropertyName("conditions")]
    public IList<V2HorizontalPodAutoscalerCondition>? Conditions { get; set; }

    /// <summary>Replicas now.</summary>
    [JsonPropertyName("currentReplicas")]
    public int? CurrentReplicas { get; set; }

    /// <summary>Replicas wanted.</summary>
    [JsonPropertyName("desiredReplicas")]
    public int DesiredReplicas { get; set; }

    /// <summary>When the replicas were last changed.</summary>
    [JsonPropertyName("lastScaleTime")]
    public DateTime? LastScaleTime { get; set; }

    /// <summary>Generation that the status speaks of.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }
}

/// <summary>HorizontalPodAutoscalerCondition of the Kubernetes API.</summary>
public record V2HorizontalPodAutoscalerCondition
{
    /// <summary>When the status last changed.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    /// <summary>Why, for people.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Why, as a token.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; } = null!;

    /// <summary>What the condition is about.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>HorizontalPodAutoscalerBehavior of the Kubernetes API.</summary>
public record V2HorizontalPodAutoscalerBehavior
{
    /// <summary>Field <c>scaleDown</c>.</summary>
    [JsonPropertyName("scaleDown")]
    public V2HPAScalingRules? ScaleDown { get; set; }

    /// <summary>Field <c>scaleUp</c>.</summary>
    [JsonPropertyName("scaleUp")]
    public V2HPAScalingRules? ScaleUp { get; set; }
}

/// <summary>HPAScalingRules of the Kubernetes API.</summary>
public record V2HPAScalingRules
{
    /// <summary>Field <c>policies</c>.</summary>
    [JsonPropertyName("policies")]
    public IList<V2HPAScalingPolicy>? Policies { get; set; }

    /// <summary>Field <c>selectPolicy</c>.</summary>
    [JsonPropertyName("selectPolicy")]
    public string? SelectPolicy { get; set; }

    /// <summary>Field <c>stabilizationWindowSeconds</c>.</summary>
    [JsonPropertyName("stabilizationWindowSeconds")]
    public int? StabilizationWindowSeconds { get; set; }
}

/// <summary>HPAScalingPolicy of the Kubernetes API.</summary>
public record V2HPAScalingPolicy
{
    /// <summary>Field <c>periodSeconds</c>.</summary>
    [JsonPropertyName("periodSeconds")]
    public int PeriodSeconds { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public int Value { get; set; }
}

/// <summary>CrossVersionObjectReference of the Kubernetes API.</summary>
public record V2CrossVersionObjectReference
{
    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string? ApiVersion { get; set; }

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;
}

/// <summary>MetricSpec of the Kubernetes API.</summary>
public record V2MetricSpec
{
    /// <summary>Field <c>resource</c>.</summary>
    [JsonPropertyName("resource")]
    public V2ResourceMetricSource? Resource { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>ResourceMetricSource of the Kubernetes API.</summary>
public record V2ResourceMetricSource
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>target</c>.</summary>
    [JsonPropertyName("target")]
    public V2MetricTarget Target { get; set; } = null!;
}

/// <summary>MetricTarget of the Kubernetes API.</summary>
public record V2MetricTarget
{
    /// <summary>Field <c>averageUtilization</c>.</summary>
    [JsonPropertyName("averageUtilization")]
    public int? AverageUtilization { get; set; }

    /// <summary>Field <c>averageValue</c>.</summary>
    [JsonPropertyName("averageValue")]
    public ResourceQuantity? AverageValue { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public ResourceQuantity? Value { get; set; }
}
