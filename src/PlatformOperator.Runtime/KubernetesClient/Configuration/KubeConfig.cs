using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace k8s.KubeConfigModels;

/// <summary>A kubeconfig file (client.config.k8s.io, Config v1).</summary>
internal sealed record KubeConfig
{
    [JsonPropertyName("current-context")]
    public string? CurrentContext { get; init; }

    public IReadOnlyList<NamedCluster>? Clusters { get; init; }

    public IReadOnlyList<NamedContext>? Contexts { get; init; }

    public IReadOnlyList<NamedUser>? Users { get; init; }
}

internal sealed record NamedCluster
{
    public string Name { get; init; } = "";

    public ClusterEndpoint? Cluster { get; init; }
}

internal sealed record NamedContext
{
    public string Name { get; init; } = "";

    public ContextDetails? Context { get; init; }
}

internal sealed record NamedUser
{
    public string Name { get; init; } = "";

    public UserCredentials? User { get; init; }
}

internal sealed record ContextDetails
{
    public string? Cluster { get; init; }

    public string? User { get; init; }

    public string? Namespace { get; init; }
}

internal sealed record ClusterEndpoint
{
    public string? Server { get; init; }

    [JsonPropertyName("certificate-authority")]
    public string? CertificateAuthority { get; init; }

    [JsonPropertyName("certificate-authority-data")]
    public string? CertificateAuthorityData { get; init; }

    [JsonPropertyName("insecure-skip-tls-verify")]
    public bool InsecureSkipTlsVerify { get; init; }

    [JsonPropertyName("tls-server-name")]
    public string? TlsServerName { get; init; }

    [JsonPropertyName("proxy-url")]
    public string? ProxyUrl { get; init; }

    public IReadOnlyList<NamedExtension>? Extensions { get; init; }
}

internal sealed record NamedExtension
{
    public string Name { get; init; } = "";

    public JsonNode? Extension { get; init; }
}

internal sealed record UserCredentials
{
    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    [JsonPropertyName("client-certificate")]
    public string? ClientCertificate { get; init; }

    [JsonPropertyName("client-certificate-data")]
    public string? ClientCertificateData { get; init; }

    [JsonPropertyName("client-key")]
    public string? ClientKey { get; init; }

    [JsonPropertyName("client-key-data")]
    public string? ClientKeyData { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    public ExecPlugin? Exec { get; init; }

    /// <summary>Name to act under instead of the user's own.</summary>
    public string? As { get; init; }

    [JsonPropertyName("auth-provider")]
    public JsonNode? AuthProvider { get; init; }
}

/// <summary>A program that hands out credentials, such as <c>aws eks get-token</c>.</summary>
internal sealed record ExecPlugin
{
    public string? ApiVersion { get; init; }

    public string? Command { get; init; }

    public IReadOnlyList<string>? Args { get; init; }

    public IReadOnlyList<ExecVariable>? Env { get; init; }

    public string? InstallHint { get; init; }

    public bool ProvideClusterInfo { get; init; }

    /// <summary>Whether the plugin asks the user: Never, IfAvailable or Always.</summary>
    public string? InteractiveMode { get; init; }
}

internal sealed record ExecVariable
{
    public string Name { get; init; } = "";

    public string? Value { get; init; }
}
