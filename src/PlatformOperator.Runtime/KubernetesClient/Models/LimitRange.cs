using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>A LimitRange (core/v1).</summary>
[KubernetesEntity(Kind = KubeKind, Group = KubeGroup, ApiVersion = KubeApiVersion, PluralName = KubePluralName)]
public record V1LimitRange : IKubernetesObject<V1ObjectMeta>
{
    /// <summary>Version of the kind.</summary>
    public const string KubeApiVersion = "v1";

    /// <summary>Kind.</summary>
    public const string KubeKind = "LimitRange";

    /// <summary>API group.</summary>
    public const string KubeGroup = "";

    /// <summary>Plural name.</summary>
    public const string KubePluralName = "limitranges";

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
    public V1LimitRangeSpec? Spec { get; set; }
}

/// <summary>LimitRangeSpec of the Kubernetes API.</summary>
public record V1LimitRangeSpec
{
    /// <summary>Field <c>limits</c>.</summary>
    [JsonPropertyName("limits")]
    public IList<V1LimitRangeItem> Limits { get; set; } = null!;
}

/// <summary>LimitRangeItem of the Kubernetes API.</summary>
public record V1LimitRangeItem
{
    /// <summary>Field <c>default</c>.</summary>
    [JsonPropertyName("default")]
    public IDictionary<string, ResourceQuantity>? DefaultProperty { get; set; }

    /// <summary>Field <c>defaultRequest</c>.</summary>
    [JsonPropertyName("defaultRequest")]
    public IDictionary<string, ResourceQuantity>? DefaultRequest { get; set; }

    /// <summary>Field <c>max</c>.</summary>
    [JsonPropertyName("max")]
    public IDictionary<string, ResourceQuantity>? Max { get; set; }

    /// <summary>Field <c>maxLimitRequestRatio</c>.</summary>
    [JsonPropertyName("maxLimitRequestRatio")]
    public IDictionary<string, ResourceQuantity>? MaxLimitRequestRatio { get; set; }

    /// <summary>Field <c>min</c>.</summary>
    [JsonPropertyName("min")]
    public IDictionary<string, ResourceQuantity>? Min { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}
