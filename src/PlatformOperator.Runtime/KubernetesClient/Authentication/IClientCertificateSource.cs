namespace k8s.Authentication;

/// <summary>A source of client certificates that change.</summary>
internal interface IClientCertificateSource
{
    /// <summary>The newest, or null.</summary>
    ClientCertificate? ClientCertificate { get; }
}
