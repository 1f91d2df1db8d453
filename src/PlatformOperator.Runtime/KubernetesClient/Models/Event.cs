using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>An Event (events.k8s.io/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record Eventsv1Event : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "Event";

    /// <summary>API group.</summary>
    public const string KubeGroup = "events.k8s.io";

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

    /// <summary>Field <c>deprecatedCount</c>.</summary>
    [JsonPropertyName("deprecatedCount")]
    public int? DeprecatedCount { get; set; }

    /// <summary>Field <c>eventTime</c>.</summary>
    [JsonPropertyName("eventTime")]
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTime? EventTime { get; set; }

    /// <summary>Field <c>deprecatedFirstTimestamp</c>.</summary>
    [JsonPropertyName("deprecatedFirstTimestamp")]
    public DateTime? DeprecatedFirstTimestamp { get; set; }

    /// <summary>Field <c>regarding</c>.</summary>
    [JsonPropertyName("regarding")]
    public V1ObjectReference? Regarding { get; set; }

    /// <summary>Field <c>deprecatedLastTimestamp</c>.</summary>
    [JsonPropertyName("deprecatedLastTimestamp")]
    public DateTime? DeprecatedLastTimestamp { get; set; }

    /// <summary>Field <c>note</c>.</summary>
    [JsonPropertyName("note")]
    public string? Note { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>A second object that has to do with it.</summary>
    [JsonPropertyName("related")]
    public V1ObjectReference? Related { get; set; }

    /// <summary>Field <c>reportingController</c>.</summary>
    [JsonPropertyName("reportingController")]
    public string? ReportingController { get; set; }

    /// <summary>Field <c>reportingInstance</c>.</summary>
    [JsonPropertyName("reportingInstance")]
    public string? ReportingInstance { get; set; }

    /// <summary>Set when it happened again and again.</summary>
    [JsonPropertyName("series")]
    public Eventsv1EventSeries? Series { get; set; }

    /// <summary>Field <c>deprecatedSource</c>.</summary>
    [JsonPropertyName("deprecatedSource")]
    public V1EventSource? DeprecatedSource { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }
}

/// <summary>EventSeries of the Kubernetes API (events.k8s.io/v1).</summary>
public record Eventsv1EventSeries
{
    /// <summary>How often it happened.</summary>
    [JsonPropertyName("count")]
    public int Count { get; set; }

    /// <summary>When it last happened.</summary>
    [JsonPropertyName("lastObservedTime")]
    [JsonConverter(typeof(MicroTimeConverter))]
    public DateTime? LastObservedTime { get; set; }
}
