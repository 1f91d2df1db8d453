using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;

namespace k8s;

/// <summary>Where an API server is and who we are to it.</summary>
public partial class KubernetesClientConfiguration
{
    /// <summary>Namespace of the context, or of the pod.</summary>
    public string? Namespace { get; set; }

    /// <summary>Address of the API server, with scheme and port.</summary>
    public string Host { get; set; } = "";

    /// <summary>Certificates to trust instead of the system's; null trusts the system's.</summary>
    public X509Certificate2Collection? SslCaCerts { get; set; }

    /// <summary>Client certificate, PEM in base64.</summary>
    public string? ClientCertificateData { get; set; }

    /// <summary>Key of the client certificate, PEM in base64.</summary>
    public string? ClientCertificateKeyData { get; set; }

    /// <summary>File of the client certificate, PEM.</summary>
    public string? ClientCertificateFilePath { get; set; }

    /// <summary>File of the client certificate's key, PEM.</summary>
    public string? ClientKeyFilePath { get; set; }

    /// <summary>Whether any server certificate will do. Only for tests.</summary>
    public bool SkipTlsVerify { get; set; }

    /// <summary>Name that the server's certificate must bear, where it differs from the host's.</summary>
    public string? TlsServerName { get; set; }

    /// <summary>Name and version that requests carry.</summary>
    public string UserAgent { get; set; } = $"platform-operator/{Version}";

    /// <summary>User name for basic authentication.</summary>
    public string? Username { get; set; }

    /// <summary>Password for basic authentication.</summary>
    public string? Password { get; set; }

    /// <summary>Bearer token.</summary>
    public string? AccessToken { get; set; }

    /// <summary>Source of tokens that change; wins over <see cref="AccessToken"/>.</summary>
    public ITokenProvider? TokenProvider { get; set; }

    /// <summary>Longest wait for a whole answer, by default 100 s; a watch is given its own limit.</summary>
    public TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether to stay with HTTP/1.1.</summary>
    public bool DisableHttp2 { get; set; }

    /// <summary>Changes the connections' settings before the first request.</summary>
    public Action<SocketsHttpHandler>? FirstMessageHandlerSetup { get; set; }

    internal TimeProvider Time { get; set; } = TimeProvider.System;

    private static string Version =>
        typeof(KubernetesClientConfiguration).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
