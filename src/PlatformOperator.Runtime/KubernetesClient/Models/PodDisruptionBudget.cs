using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A PodDisruptionBudget (policy/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1PodDisruptionBudget : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "PodDisruptionBudget";

    /// <summary>API group.</summary>
    public const string KubeGroup = "policy";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "poddisruptionbudgets";

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
    public V1PodDisruptionBudgetSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1PodDisruptionBudgetStatus? Status { get; set; }
}

/// <summary>PodDisruptionBudgetSpec of the Kubernetes API.</summary>
public record V1PodDisruptionBudgetSpec
{
    /// <summary>Field <c>maxUnavailable</c>.</summary>
    [JsonPropertyName("maxUnavailable")]
    public IntOrString? MaxUnavailable { get; set; }

    /// <summary>Field <c>minAvailable</c>.</summary>
    [JsonPropertyName("minAvailable")]
    public IntOrString? MinAvailable { get; set; }

    /// <summary>Field <c>selector</c>.</summary>
    [JsonPropertyName("selector")]
    public V1LabelSelector? Selector { get; set; }

    /// <summary>Field <c>unhealthyPodEvictionPolicy</c>.</summary>
    [JsonPropertyName("unhealthyPodEvictionPolicy")]
    public string? UnhealthyPodEvictionPolicy { get; set; }
}

/// <summary>PodDisruptionBudgetStatus of the Kubernetes API.</summary>
public record V1PodDisruptionBudgetStatus
{
    /// <summary>Conditions.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1Condition>? Conditions { get; set; }

    /// <summary>Healthy pods now.</summary>
    [JsonPropertyName("currentHealthy")]
    public int CurrentHealthy { get; set; }

    /// <summary>Healthy pods that must stay.</summary>
    [JsonPropertyName("desiredHealthy")]
    public int DesiredHealthy { get; set; }

    /// <summary>Pods whose eviction was granted, with the time of it.</summary>
    [JsonPropertyName("disruptedPods")]
    public IDictionary<string, DateTime>? DisruptedPods { get; set; }

    /// <summary>Pods that may be evicted now.</summary>
    [JsonPropertyName("disruptionsAllowed")]
    public int DisruptionsAllowed { get; set; }

    /// <summary>Pods that the budget counts.</summary>
    [JsonPropertyName("expectedPods")]
    public int ExpectedPods { get; set; }

    /// <summary>Generation that the status speaks of.</summary>
    [JsonPropertyName("observedGeneration")]
    public long? ObservedGeneration { get; set; }
}
