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
    /// <summary>What holds up a deletion.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1NamespaceCondition>? Conditions { get; set; }

    /// <summary>Field <c>phase</c>.</summary>
    [JsonPropertyName("phase")]
    public string? Phase { get; set; }
}

/// <summary>NamespaceCondition of the Kubernetes API.</summary>
public record V1NamespaceCondition
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
