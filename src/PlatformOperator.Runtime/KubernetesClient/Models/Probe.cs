using System.Text.Json.Serialization;

namespace k8s.Models;

/// <summary>Probe of the Kubernetes API.</summary>
public record V1Probe
{
    /// <summary>Field <c>exec</c>.</summary>
    [JsonPropertyName("exec")]
    public V1ExecAction? Exec { get; set; }

    /// <summary>Field <c>failureThreshold</c>.</summary>
    [JsonPropertyName("failureThreshold")]
    public int? FailureThreshold { get; set; }

    /// <summary>Field <c>httpGet</c>.</summary>
    [JsonPropertyName("httpGet")]
    public V1HTTPGetAction? HttpGet { get; set; }

    /// <summary>Field <c>initialDelaySeconds</c>.</summary>
    [JsonPropertyName("initialDelaySeconds")]
    public int? InitialDelaySeconds { get; set; }

    /// <summary>Field <c>periodSeconds</c>.</summary>
    [JsonPropertyName("periodSeconds")]
    public int? PeriodSeconds { get; set; }

    /// <summary>Field <c>successThreshold</c>.</summary>
    [JsonPropertyName("successThreshold")]
    public int? SuccessThreshold { get; set; }

    /// <summary>Field <c>tcpSocket</c>.</summary>
    [JsonPropertyName("tcpSocket")]
    public V1TCPSocketAction? TcpSocket { get; set; }

    /// <summary>Field <c>terminationGracePeriodSeconds</c>.</summary>
    [JsonPropertyName("terminationGracePeriodSeconds")]
    public long? TerminationGracePeriodSeconds { get; set; }

    /// <summary>Field <c>timeoutSeconds</c>.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public int? TimeoutSeconds { get; set; }
}

/// <summary>ExecAction of the Kubernetes API.</summary>
public record V1ExecAction
{
    /// <summary>Field <c>command</c>.</summary>
    [JsonPropertyName("command")]
    public IList<string>? Command { get; set; }
}

/// <summary>HTTPGetAction of the Kubernetes API.</summary>
public record V1HTTPGetAction
{
    /// <summary>Field <c>host</c>.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; set; }

    /// <summary>Field <c>httpHeaders</c>.</summary>
    [JsonPropertyName("httpHeaders")]
    public IList<V1HTTPHeader>? HttpHeaders { get; set; }

    /// <summary>Field <c>path</c>.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    /// <summary>Field <c>port</c>.</summary>
    [JsonPropertyName("port")]
    public IntOrString Port { get; set; } = null!;

    /// <summary>Field <c>scheme</c>.</summary>
    [JsonPropertyName("scheme")]
    public string? Scheme { get; set; }
}

/// <summary>HTTPHeader of the Kubernetes API.</summary>
public record V1HTTPHeader
{
    /// <summary>Field <c>name</c>.</summary>
    [JsonPropertyName("name")]
    public string Name { get; set; } = null!;

    /// <summary>Field <c>value</c>.</summary>
    [JsonPropertyName("value")]
    public string Value { get; set; } = null!;
}

/// <summary>TCPSocketAction of the Kubernetes API.</summary>
public record V1TCPSocketAction
{
    /// <summary>Field <c>host</c>.</summary>
    [JsonPropertyName("host")]
    public string? Host { get; set; }

    /// <summary>Field <c>port</c>.</summary>
    [JsonPropertyName("port")]
    public IntOrString Port { get; set; } = null!;
}
