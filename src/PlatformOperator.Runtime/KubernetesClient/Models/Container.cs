using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Container of the Kubernetes API.</summary>
public record V1Container
{
    /// <summary>Field <c>args</c>.</summary>
    [JsonPropertyName("args")]
    public IList<string>? Args { get; set; }

    /// <summary>Field <c>command</c>.</summary>
    [JsonPropertyName("command")]
    public IList<string>? Command { get; set; }

    /// <summary>Field <c>env</c>.</summary>
    [JsonPropertyName("env")]
    public IList<V1EnvVar>? Env { get; set; }

    /// <summary>Field <c>envFrom</c>.</summary>
    [JsonPropertyName("envFrom")]
    public IList<V1EnvFromSource>? EnvFrom { get; set; }

    /// <summary>Field <c>image</c>.</summary>
    [JsonPropertyName("image")]
    public string? Image { get; set; }

    /// <summary>Field <c>imagePullPolicy</c>.</summary>
    [JsonPropertyName("imagePullPolicy")]
    public string? ImagePullPolicy { get; set; }

    /// <summary>Field <c>lifecycle</c>.</summary>
    [JsonPropertyName("lifecycle")]
    public V1Lifecycle? Lifecycle { get; set; }

    /// <summary>Field <c>livenessProbe</c>.</summary>
    [JsonPropertyName("livenessProbe")]
    public V1Probe? LivenessProbe { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>ports</c>.</summary>
    [JsonPropertyName("ports")]
    public IList<V1ContainerPort>? Ports { get; set; }

    /// <summary>Field <c>readinessProbe</c>.</summary>
    [JsonPropertyName("readinessProbe")]
    public V1Probe? ReadinessProbe { get; set; }

    /// <summary>Field <c>resources</c>.</summary>
    [JsonPropertyName("resources")]
    public V1ResourceRequirements? Resources { get; set; }

    /// <summary>Field <c>securityContext</c>.</summary>
    [JsonPropertyName("securityContext")]
    public V1SecurityContext? SecurityContext { get; set; }

    /// <summary>Field <c>startupProbe</c>.</summary>
    [JsonPropertyName("startupProbe")]
    public V1Probe? StartupProbe { get; set; }

    /// <summary>Field <c>terminationMessagePath</c>.</summary>
    [JsonPropertyName("terminationMessagePath")]
    public string? TerminationMessagePath { get; set; }

    /// <summary>Field <c>terminationMessagePolicy</c>.</summary>
    [JsonPropertyName("terminationMessagePolicy")]
    public string? TerminationMessagePolicy { get; set; }

    /// <summary>Field <c>volumeMounts</c>.</summary>
    [JsonPropertyName("volumeMounts")]
    public IList<V1VolumeMount>? VolumeMounts { get; set; }

    /// <summary>Field <c>workingDir</c>.</summary>
    [JsonPropertyName("workingDir")]
    public string? WorkingDir { get; set; }
}

/// <summary>ContainerPort of the Kubernetes API.</summary>
public record V1ContainerPort
{
    /// <summary>Field <c>containerPort</c>.</summary>
    [JsonPropertyName("containerPort")]
    public int ContainerPort { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Field <c>protocol</c>.</summary>
    [JsonPropertyName("protocol")]
    public string? Protocol { get; set; }
}

/// <summary>ResourceRequirements of the Kubernetes API.</summary>
public record V1ResourceRequirements
{
    /// <summary>Field <c>limits</c>.</summary>
    [JsonPropertyName("limits")]
    public IDictionary<string, ResourceQuantity>? Limits { get; set; }

    /// <summary>Field <c>requests</c>.</summary>
    [JsonPropertyName("requests")]
    public IDictionary<string, ResourceQuantity>? Requests { get; set; }
}

/// <summary>VolumeMount of the Kubernetes API.</summary>
public record V1VolumeMount
{
    /// <summary>Field <c>mountPath</c>.</summary>
    [JsonPropertyName("mountPath")]
    public string MountPath { get; set; } = null!;

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>readOnly</c>.</summary>
    [JsonPropertyName("readOnly")]
    public bool? ReadOnlyProperty { get; set; }

    /// <summary>Field <c>subPath</c>.</summary>
    [JsonPropertyName("subPath")]
    public string? SubPath { get; set; }
}

/// <summary>Lifecycle of the Kubernetes API.</summary>
public record V1Lifecycle
{
    /// <summary>Field <c>preStop</c>.</summary>
    [JsonPropertyName("preStop")]
    public V1LifecycleHandler? PreStop { get; set; }
}

/// <summary>LifecycleHandler of the Kubernetes API.</summary>
public record V1LifecycleHandler
{
    /// <summary>Field <c>sleep</c>.</summary>
    [JsonPropertyName("sleep")]
    public V1SleepAction? Sleep { get; set; }
}

/// <summary>SleepAction of the Kubernetes API.</summary>
public record V1SleepAction
{
    /// <summary>Field <c>seconds</c>.</summary>
    [JsonPropertyName("seconds")]
    public long Seconds { get; set; }
}
