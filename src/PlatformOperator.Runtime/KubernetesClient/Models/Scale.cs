using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Number of replicas of an object (autoscaling/v1 Scale), its subresource <c>scale</c>.</summary>
public record V1Scale : IKubernetesObject<V1ObjectMeta>
{
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
    public V1ScaleSpec? Spec { get; set; }
}

/// <summary>ScaleSpec of the Kubernetes API.</summary>
public record V1ScaleSpec
{
    /// <summary>Field <c>replicas</c>.</summary>
    [JsonPropertyName("replicas")]
    public int? Replicas { get; set; }
}
