using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace k8s.Authentication;

/// <summary>A client certificate with its key and the intermediates that were given with it.</summary>
internal sealed class ClientCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _intermediates = [];

    private ClientCertificate(string certificatePem, string keyPem)
    {
        using var ephemeral = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        // Windows' TLS takes no key that lives in memory alone.
        _certificate = X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), null);
        _intermediates.ImportFromPem(certificatePem);
        _intermediates[0].Dispose();
        _intermediates.RemoveAt(0);
    }

    public static ClientCertificate FromPem(string certificatePem, string keyPem) => new(certificatePem, keyPem);

    /// <summary>The one that the configuration names, or null.</summary>
    public static ClientCertificate? From(KubernetesClientConfiguration config)
    {
        var certificate = Pem(config.ClientCertificateData, config.ClientCertificateFilePath);
        var key = Pem(config.ClientCertificateKeyData, config.ClientKeyFilePath);
        return (certificate, key) switch
        {
            (null, null) => null,
            (null, _) => throw new CryptographicException("there is a client key without a client certificate."),
            (_, null) => throw new CryptographicException("there is a client certificate without a client key."),
            _ => new ClientCertificate(certificate, key),
        };
    }

    public SslStreamCertificateContext ToContext() => SslStreamCertificateContext.Create(_certificate, _intermediates, offline: true);

    public void Dispose()
    {
        _certificate.Dispose();
        foreach (var intermediate in _intermediates)
            intermediate.Dispose();
    }

    private static string? Pem(string? base64, string? file) =>
        !string.IsNullOrEmpty(base64) ? Encoding.UTF8.GetString(Convert.FromBase64String(base64))
        : string.IsNullOrEmpty(file) ? null
        : File.ReadAllText(file);
}
