using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An Event (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record Corev1Event : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Event";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "events";

    /// <summary>Field <c>apiVersion</c>.</summary>
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = null!;

    /// <summary>Field <c>kind</c>.</summary>
    [JsonPropertyName("kind")]
    public string Kind { get; set; } = null!;

    /// <summary>Field <c>metadata</c>.</summary>
    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = null!;

    /// <summary>Field <c>action</c>.</summary>
    [JsonPropertyName("action")]
    public string? Action { get; set; }

    /// <summary>Field <c>count</c>.</summary>
    [JsonPropertyName("count")]
    public int? Count { get; set; }

    /// <summary>Field <c>eventTime</c>.</summary>
    [JsonPropertyName("eventTime")]
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTime? EventTime { get; set; }

    /// <summary>Field <c>firstTimestamp</c>.</summary>
    [JsonPropertyName("firstTimestamp")]
    public DateTime? FirstTimestamp { get; set; }

    /// <summary>Field <c>involvedObject</c>.</summary>
    [JsonPropertyName("involvedObject")]
    public V1ObjectReference InvolvedObject { get; set; } = null!;

    /// <summary>Field <c>lastTimestamp</c>.</summary>
    [JsonPropertyName("lastTimestamp")]
    public DateTime? LastTimestamp { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>A second object that has to do with it.</summary>
    [JsonPropertyName("related")]
    public V1ObjectReference? Related { get; set; }

    /// <summary>Field <c>reportingComponent</c>.</summary>
    [JsonPropertyName("reportingComponent")]
    public string? ReportingComponent { get; set; }

    /// <summary>Field <c>reportingInstance</c>.</summary>
    [JsonPropertyName("reportingInstance")]
    public string? ReportingInstance { get; set; }

    /// <summary>Set when it happened again and again.</summary>
    [JsonPropertyName("series")]
    public Corev1EventSeries? Series { get; set; }

    /// <summary>Field <c>source</c>.</summary>
    [JsonPropertyName("source")]
    public V1EventSource? Source { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }
}

/// <summary>EventSeries of the Kubernetes API (core/v1).</summary>
public record Corev1EventSeries
{
    /// <summary>How often it happened.</summary>
    [JsonPropertyName("count")]
    public int? Count { get; set; }

    /// <summary>When it last happened.</summary>
    [JsonPropertyName("lastObservedTime")]
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTime? LastObservedTime { get; set; }
}

/// <summary>EventSource of the Kubernetes API.</summary>
public record V1EventSource
{
    /// <summary>Field <c>component</c>.</summary>
    [JsonPropertyName("component")]
    public string? Component { get; set; }

    /// <summary>Field <c>host</c>.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; set; }
}
