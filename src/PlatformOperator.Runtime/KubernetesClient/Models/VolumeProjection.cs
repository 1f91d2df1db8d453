using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>VolumeProjection of the Kubernetes API.</summary>
public record V1VolumeProjection
{
    /// <summary>Field <c>configMap</c>.</summary>
    [JsonPropertyName("configMap")]
    public V1ConfigMapProjection? ConfigMap { get; set; }

    /// <summary>Field <c>downwardAPI</c>.</summary>
    [JsonPropertyName("downwardAPI")]
    public V1DownwardAPIProjection? DownwardAPI { get; set; }

    /// <summary>Field <c>secret</c>.</summary>
    [JsonPropertyName("secret")]
    public V1SecretProjection? Secret { get; set; }

    /// <summary>Field <c>serviceAccountToken</c>.</summary>
    [JsonPropertyName("serviceAccountToken")]
    public V1ServiceAccountTokenProjection? ServiceAccountToken { get; set; }
}

/// <summary>ConfigMapProjection of the Kubernetes API.</summary>
public record V1ConfigMapProjection
{
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

/// <summary>SecretProjection of the Kubernetes API.</summary>
public record V1SecretProjection
{
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

/// <summary>ServiceAccountTokenProjection of the Kubernetes API.</summary>
public record V1ServiceAccountTokenProjection
{
    /// <summary>Field <c>audience</c>.</summary>
    [JsonPropertyName("audience")]
    public string? Audience { get; set; }

    /// <summary>Field <c>expirationSeconds</c>.</summary>
    [JsonPropertyName("expirationSeconds")]
    public long? ExpirationSeconds { get; set; }

    /// <summary>Field <c>path</c>.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; } = null!;
}

/// <summary>DownwardAPIProjection of the Kubernetes API.</summary>
public record V1DownwardAPIProjection
{
    /// <summary>Files.</summary>
    [JsonPropertyName("items")]
    public IList<V1DownwardAPIVolumeFile>? Items { get; set; }
}

/// <summary>DownwardAPIVolumeFile of the Kubernetes API.</summary>
public record V1DownwardAPIVolumeFile
{
    /// <summary>Field of the pod.</summary>
    [JsonPropertyName("fieldRef")]
    public V1ObjectFieldSelector? FieldRef { get; set; }

    /// <summary>Permissions of the file; 420 is 0644.</summary>
    [JsonPropertyName("mode")]
    public int? Mode { get; set; }

    /// <summary>Path of the file in the volume.</summary>
    [JsonPropertyName("path")]
    public string Path { get; set; } = null!;

    /// <summary>Resource of a container.</summary>
    [JsonPropertyName("resourceFieldRef")]
    public V1ResourceFieldSelector? ResourceFieldRef { get; set; }
}
