using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PlatformOperator.Runtime.Tests.Client;

/// <summary>A certificate authority of a test's own.</summary>
public sealed class TestCertificates : IDisposable
{
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2090, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<IDisposable> _owned = [];

    public TestCertificates() => Authority = NewAuthority("CN=test authority");

    public X509Certificate2 Authority { get; }

    public X509Certificate2 NewAuthority(string subject, X509Certificate2? issuer = null)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        if (issuer is null)
            return Own(request.CreateSelfSigned(From, Until));
        using var signed = request.Create(issuer, From, Until, RandomNumberGenerator.GetBytes(8));
        return Own(signed.CopyWithPrivateKey(key));
    }

    public X509Certificate2 NewServer(string name = "localhost", X509Certificate2? issuer = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (name == "localhost")
            names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var signed = request.Create(issuer ?? Authority, From, Until, RandomNumberGenerator.GetBytes(8));
        using var complete = signed.CopyWithPrivateKey(key);
        return Own(X509CertificateLoader.LoadPkcs12(complete.Export(X509ContentType.Pkcs12), null));
    }

    /// <summary>A client's certificate and key as PEM.</summary>
    public (string Certificate, string Key) NewClient(string name, bool rsa)
    {
        using AsymmetricAlgorithm key = rsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsaKey
            ? new CertificateRequest($"CN={name}", rsaKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var generator = X509SignatureGenerator.CreateForECDsa(Authority.GetECDsaPrivateKey()!);
        using var signed = request.Create(Authority.SubjectName, generator, From, Until, RandomNumberGenerator.GetBytes(8));
        var keyPem = key is RSA privateRsa ? privateRsa.ExportRSAPrivateKeyPem() : ((ECDsa)key).ExportECPrivateKeyPem();
        return (signed.ExportCertificatePem(), keyPem);
    }

    public void Dispose() => _owned.ForEach(certificate => certificate.Dispose());

    private X509Certificate2 Own(X509Certificate2 certificate)
    {
        _owned.Add(certificate);
        return certificate;
    }
}
