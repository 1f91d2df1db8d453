using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Volume of the Kubernetes API.</summary>
public record V1Volume
{
    /// <summary>Field <c>configMap</c>.</summary>
    [JsonPropertyName("configMap")]
    public V1ConfigMapVolumeSource? ConfigMap { get; set; }

    /// <summary>Field <c>emptyDir</c>.</summary>
    [JsonPropertyName("emptyDir")]
    public V1EmptyDirVolumeSource? EmptyDir { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>projected</c>.</summary>
    [JsonPropertyName("projected")]
    public V1ProjectedVolumeSource? Projected { get; set; }

    /// <summary>Field <c>secret</c>.</summary>
    [JsonPropertyName("secret")]
    public V1SecretVolumeSource? Secret { get; set; }
}

/// <summary>KeyToPath of the Kubernetes API.</summary>
public record V1KeyToPath
{
    /// <summary>Field <c>key</c>.</summary>
    [JsonPropertyName("key")]
    public string Key { get; set; } = null!;

    /// <summary>Field <c>mode</c>.</summary>
    [JsonPropertyName("mode")]
    public int? Mode { get; set; }

    /// <summary>Field <c>path</c>.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; } = null!;
}

/// <summary>ConfigMapVolumeSource of the Kubernetes API.</summary>
public record V1ConfigMapVolumeSource
{
    /// <summary>Field <c>defaultMode</c>.</summary>
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }
}

/// <summary>SecretVolumeSource of the Kubernetes API.</summary>
public record V1SecretVolumeSource
{
    /// <summary>Field <c>defaultMode</c>.</summary>
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    /// <summary>Field <c>items</c>.</summary>
    [JsonPropertyName("items")]
    public IList<V1KeyToPath>? Items { get; set; }

    /// <summary>Field <c>optional</c>.</summary>
    [JsonPropertyName("optional")]
    public bool? Optional { get; set; }

    /// <summary>Field <c>secretName</c>.</summary>
    [JsonPropertyName("secretName")]
    public string? SecretName { get; set; }
}

/// <summary>EmptyDirVolumeSource of the Kubernetes API.</summary>
public record V1EmptyDirVolumeSource
{
    /// <summary>Field <c>medium</c>.</summary>
    [JsonPropertyName("medium")]
    public string? Medium { get; set; }

    /// <summary>Field <c>sizeLimit</c>.</summary>
    [JsonPropertyName("sizeLimit")]
    public ResourceQuantity? SizeLimit { get; set; }
}

/// <summary>ProjectedVolumeSource of the Kubernetes API.</summary>
public record V1ProjectedVolumeSource
{
    /// <summary>Field <c>defaultMode</c>.</summary>
    [JsonPropertyName("defaultMode")]
    public int? DefaultMode { get; set; }

    /// <summary>Field <c>sources</c>.</summary>
    [JsonPropertyName("sources")]
    public IList<V1VolumeProjection>? Sources { get; set; }
}
