using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A Job (batch/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1Job : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Job";

    /// <summary>API group.</summary>
    public const string KubeGroup = "batch";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "jobs";

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
    public V1JobSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1JobStatus? Status { get; set; }
}

/// <summary>JobSpec of the Kubernetes API.</summary>
public record V1JobSpec
{
    /// <summary>Field <c>activeDeadlineSeconds</c>.</summary>
    [JsonPropertyName("activeDeadlineSeconds")]
    public long? ActiveDeadlineSeconds { get; set; }

    /// <summary>Field <c>backoffLimit</c>.</summary>
    [JsonPropertyName("backoffLimit")]
    public int? BackoffLimit { get; set; }

    /// <summary>Field <c>completions</c>.</summary>
    [JsonPropertyName("completions")]
    public int? Completions { get; set; }

    /// <summary>Field <c>parallelism</c>.</summary>
    [JsonPropertyName("parallelism")]
    public int? Parallelism { get; set; }

    /// <summary>Field <c>selector</c>.</summary>
    [JsonPropertyName("selector")]
    public V1LabelSelector? Selector { get; set; }

    /// <summary>Field <c>template</c>.</summary>
    [JsonPropertyName("template")]
    public V1PodTemplateSpec Template { get; set; } = null!;
}

/// <summary>JobStatus of the Kubernetes API.</summary>
public record V1JobStatus
{
    /// <summary>Field <c>active</c>.</summary>
    [JsonPropertyName("active")]
    public int? Active { get; set; }

    /// <summary>Field <c>completionTime</c>.</summary>
    [JsonPropertyName("completionTime")]
    public DateTime? CompletionTime { get; set; }

    /// <summary>Field <c>conditions</c>.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1JobCondition>? Conditions { get; set; }

    /// <summary>Field <c>failed</c>.</summary>
    [JsonPropertyName("failed")]
    public int? Failed { get; set; }

    /// <summary>Field <c>ready</c>.</summary>
    [JsonPropertyName("ready")]
    public int? Ready { get; set; }

    /// <summary>Field <c>startTime</c>.</summary>
    [JsonPropertyName("startTime")]
    public DateTime? StartTime { get; set; }

    /// <summary>Field <c>succeeded</c>.</summary>
    [JsonPropertyName("succeeded")]
    public int? Succeeded { get; set; }

    /// <summary>Field <c>terminating</c>.</summary>
    [JsonPropertyName("terminating")]
    public int? Terminating { get; set; }
}

/// <summary>JobCondition of the Kubernetes API.</summary>
public record V1JobCondition
{
    /// <summary>Field <c>lastProbeTime</c>.</summary>
    [JsonPropertyName("lastProbeTime")]
    public DateTime? LastProbeTime { get; set; }

    /// <summary>Field <c>lastTransitionTime</c>.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

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
