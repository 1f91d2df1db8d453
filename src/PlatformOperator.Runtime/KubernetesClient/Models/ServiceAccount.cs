using System.Text.Json.Serialization;

namespace k8s.Models;

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
