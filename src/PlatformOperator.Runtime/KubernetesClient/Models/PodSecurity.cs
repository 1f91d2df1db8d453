using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>PodSecurityContext of the Kubernetes API.</summary>
public record V1PodSecurityContext
{
    /// <summary>Field <c>fsGroup</c>.</summary>
    [JsonPropertyName("fsGroup")]
    public long? FsGroup { get; set; }

    /// <summary>Field <c>fsGroupChangePolicy</c>.</summary>
    [JsonPropertyName("fsGroupChangePolicy")]
    public string? FsGroupChangePolicy { get; set; }

    /// <summary>Field <c>runAsGroup</c>.</summary>
    [JsonPropertyName("runAsGroup")]
    public long? RunAsGroup { get; set; }

    /// <summary>Field <c>runAsNonRoot</c>.</summary>
    [JsonPropertyName("runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    /// <summary>Field <c>runAsUser</c>.</summary>
    [JsonPropertyName("runAsUser")]
    public long? RunAsUser { get; set; }

    /// <summary>Field <c>seccompProfile</c>.</summary>
    [JsonPropertyName("seccompProfile")]
    public V1SeccompProfile? SeccompProfile { get; set; }

    /// <summary>Field <c>supplementalGroups</c>.</summary>
    [JsonPropertyName("supplementalGroups")]
    public IList<long>? SupplementalGroups { get; set; }
}

/// <summary>SeccompProfile of the Kubernetes API.</summary>
public record V1SeccompProfile
{
    /// <summary>Field <c>localhostProfile</c>.</summary>
    [JsonPropertyName("localhostProfile")]
    public string? LocalhostProfile { get; set; }

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>SecurityContext of the Kubernetes API.</summary>
public record V1SecurityContext
{
    /// <summary>Field <c>allowPrivilegeEscalation</c>.</summary>
    [JsonPropertyName("allowPrivilegeEscalation")]
    public bool? AllowPrivilegeEscalation { get; set; }

    /// <summary>Field <c>capabilities</c>.</summary>
    [JsonPropertyName("capabilities")]
    public V1Capabilities? Capabilities { get; set; }

    /// <summary>Field <c>privileged</c>.</summary>
    [JsonPropertyName("privileged")]
    public bool? Privileged { get; set; }

    /// <summary>Field <c>readOnlyRootFilesystem</c>.</summary>
    [JsonPropertyName("readOnlyRootFilesystem")]
    public bool? ReadOnlyRootFilesystem { get; set; }

    /// <summary>Field <c>runAsGroup</c>.</summary>
    [JsonPropertyName("runAsGroup")]
    public long? RunAsGroup { get; set; }

    /// <summary>Field <c>runAsNonRoot</c>.</summary>
    [JsonPropertyName("runAsNonRoot")]
    public bool? RunAsNonRoot { get; set; }

    /// <summary>Field <c>runAsUser</c>.</summary>
    [JsonPropertyName("runAsUser")]
    public long? RunAsUser { get; set; }

    /// <summary>Field <c>seccompProfile</c>.</summary>
    [JsonPropertyName("seccompProfile")]
    public V1SeccompProfile? SeccompProfile { get; set; }
}

/// <summary>Capabilities of the Kubernetes API.</summary>
public record V1Capabilities
{
    /// <summary>Field <c>add</c>.</summary>
    [JsonPropertyName("add")]
    public IList<string>? Add { get; set; }

    /// <summary>Field <c>drop</c>.</summary>
    [JsonPropertyName("drop")]
    public IList<string>? Drop { get; set; }
}
