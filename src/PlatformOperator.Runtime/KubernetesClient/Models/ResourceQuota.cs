using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A ResourceQuota (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1ResourceQuota : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "ResourceQuota";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "resourcequotas";

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
    public V1ResourceQuotaSpec? Spec { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public V1ResourceQuotaStatus? Status { get; set; }
}

/// <summary>ResourceQuotaSpec of the Kubernetes API.</summary>
public record V1ResourceQuotaSpec
{
    /// <summary>Field <c>hard</c>.</summary>
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity>? Hard { get; set; }

    /// <summary>Field <c>scopes</c>.</summary>
    [JsonPropertyName("scopes")]
    public IList<string>? Scopes { get; set; }
}

/// <summary>ResourceQuotaStatus of the Kubernetes API.</summary>
public record V1ResourceQuotaStatus
{
    /// <summary>Field <c>hard</c>.</summary>
    [JsonPropertyName("hard")]
    public IDictionary<string, ResourceQuantity>? Hard { get; set; }

    /// <summary>Field <c>used</c>.</summary>
    [JsonPropertyName("used")]
    public IDictionary<string, ResourceQuantity>? Used { get; set; }
}
