using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>PodStatus of the Kubernetes API.</summary>
public record V1PodStatus
{
    /// <summary>Field <c>conditions</c>.</summary>
    [JsonPropertyName("conditions")]
    public IList<V1PodCondition>? Conditions { get; set; }

    /// <summary>Field <c>containerStatuses</c>.</summary>
    [JsonPropertyName("containerStatuses")]
    public IList<V1ContainerStatus>? ContainerStatuses { get; set; }

    /// <summary>Field <c>hostIP</c>.</summary>
    [JsonPropertyName("hostIP")]
    public string? HostIP { get; set; }

    /// <summary>Field <c>initContainerStatuses</c>.</summary>
    [JsonPropertyName("initContainerStatuses")]
    public IList<V1ContainerStatus>? InitContainerStatuses { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>phase</c>.</summary>
    [JsonPropertyName("phase")]
    public string? Phase { get; set; }

    /// <summary>Field <c>podIP</c>.</summary>
    [JsonPropertyName("podIP")]
    public string? PodIP { get; set; }

    /// <summary>Field <c>podIPs</c>.</summary>
    [JsonPropertyName("podIPs")]
    public IList<V1PodIP>? PodIPs { get; set; }

    /// <summary>Field <c>qosClass</c>.</summary>
    [JsonPropertyName("qosClass")]
    public string? QosClass { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>startTime</c>.</summary>
    [JsonPropertyName("startTime")]
    public DateTime? StartTime { get; set; }
}

/// <summary>PodIP of the Kubernetes API.</summary>
public record V1PodIP
{
    /// <summary>Field <c>ip</c>.</summary>
    [JsonPropertyName("ip")]
    public string? Ip { get; set; }
}

/// <summary>PodCondition of the Kubernetes API.</summary>
public record V1PodCondition
{
    /// <summary>Field <c>lastProbeTime</c>.</summary>
    [JsonPropertyName("lastProbeTime")]
    public DateTime? LastProbeTime { get; set; }

    /// <summary>Field <c>lastTransitionTime</c>.</summary>
    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>status</c>.</summary>
    [JsonPropertyName("status")]
    public string Status { get; set; } = null!;

    /// <summary>Field <c>type</c>.</summary>
    [JsonPropertyName("type")]
    public string Type { get; set; } = null!;
}

/// <summary>ContainerStatus of the Kubernetes API.</summary>
public record V1ContainerStatus
{
    /// <summary>Field <c>containerID</c>.</summary>
    [JsonPropertyName("containerID")]
    public string? ContainerID { get; set; }

    /// <summary>Field <c>image</c>.</summary>
    [JsonPropertyName("image")]
    public string Image { get; set; } = null!;

    /// <summary>Field <c>imageID</c>.</summary>
    [JsonPropertyName("imageID")]
    public string ImageID { get; set; } = null!;

    /// <summary>Field <c>lastState</c>.</summary>
    [JsonPropertyName("lastState")]
    public V1ContainerState? LastState { get; set; }

    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>ready</c>.</summary>
    [JsonPropertyName("ready")]
    public bool Ready { get; set; }

    /// <summary>Field <c>restartCount</c>.</summary>
    [JsonPropertyName("restartCount")]
    public int RestartCount { get; set; }

    /// <summary>Field <c>started</c>.</summary>
    [JsonPropertyName("started")]
    public bool? Started { get; set; }

    /// <summary>Field <c>state</c>.</summary>
    [JsonPropertyName("state")]
    public V1ContainerState? State { get; set; }
}

/// <summary>ContainerState of the Kubernetes API.</summary>
public record V1ContainerState
{
    /// <summary>Field <c>running</c>.</summary>
    [JsonPropertyName("running")]
    public V1ContainerStateRunning? Running { get; set; }

    /// <summary>Field <c>terminated</c>.</summary>
    [JsonPropertyName("terminated")]
    public V1ContainerStateTerminated? Terminated { get; set; }

    /// <summary>Field <c>waiting</c>.</summary>
    [JsonPropertyName("waiting")]
    public V1ContainerStateWaiting? Waiting { get; set; }
}

/// <summary>ContainerStateRunning of the Kubernetes API.</summary>
public record V1ContainerStateRunning
{
    /// <summary>Field <c>startedAt</c>.</summary>
    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }
}

/// <summary>ContainerStateTerminated of the Kubernetes API.</summary>
public record V1ContainerStateTerminated
{
    /// <summary>Field <c>containerID</c>.</summary>
    [JsonPropertyName("containerID")]
    public string? ContainerID { get; set; }

    /// <summary>Field <c>exitCode</c>.</summary>
    [JsonPropertyName("exitCode")]
    public int ExitCode { get; set; }

    /// <summary>Field <c>finishedAt</c>.</summary>
    [JsonPropertyName("finishedAt")]
    public DateTime? FinishedAt { get; set; }

    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>Field <c>signal</c>.</summary>
    [JsonPropertyName("signal")]
    public int? Signal { get; set; }

    /// <summary>Field <c>startedAt</c>.</summary>
    [JsonPropertyName("startedAt")]
    public DateTime? StartedAt { get; set; }
}

/// <summary>ContainerStateWaiting of the Kubernetes API.</summary>
public record V1ContainerStateWaiting
{
    /// <summary>Field <c>message</c>.</summary>
    [JsonPropertyName("message")]
    public string? Message { get; set; }

    /// <summary>Field <c>reason</c>.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }
}
