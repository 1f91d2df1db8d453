using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A certificate authority that lives as long as the server: it signs the server's certificate and those of client users.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid ClientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly TimeProvider _time;
    private readonly X509Certificate2 _authority;

    public CertificateAuthority(TimeProvider time)
    {
        _time = time;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubernetes", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var (from, to) = Validity;
        _authority = request.CreateSelfSigned(from, to);
    }

    /// <summary>The authority's certificate, which clients trust.</summary>
    public string Pem => _authority.ExportCertificatePem();

    // Clients judge certificates by the machine's clock and this server by its own, which a test may set: valid for both.
    private (DateTimeOffset From, DateTimeOffset To) Validity
    {
        get
        {
            DateTimeOffset machine = TimeProvider.System.GetUtcNow(), own = _time.GetUtcNow();
            return ((machine < own ? machine : own).AddDays(-1), (machine > own ? machine : own).AddYears(2));
        }
    }

    public X509Certificate2 IssueServerCertificate()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        foreach (var name in (string[])["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"])
            names.AddDnsName(name);
        return Issue("CN=kube-apiserver", ServerAuthentication, names.Build());
    }

    /// <summary>Issues a client certificate: the common name is the user, organizations are groups, as Kubernetes reads them.</summary>
    public X509Certificate2 IssueClientCertificate(UserInfo user)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(user.Name);
        foreach (var group in user.Groups)
            subject.AddOrganizationName(group);
        return Issue(subject.Build(), ClientAuthentication, null);
    }

    /// <summary>The user of a client certificate; null when this authority did not sign it.</summary>
    public UserInfo? UserOf(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ClientAuthentication);
        if (!chain.Build(certificate))
            return null;
        var parts = certificate.SubjectName.EnumerateRelativeDistinguishedNames().ToList();
        var name = parts.FirstOrDefault(part => part.GetSingleElementType().Value == "2.5.4.3")?.GetSingleElementValue();
        var groups = parts.Where(part => part.GetSingleElementType().Value == "2.5.4.10").Select(part => part.GetSingleElementValue() ?? "");
        return name == null ? null : new UserInfo(name, [.. groups]);
    }

    public void Dispose() => _authority.Dispose();

    private X509Certificate2 Issue(string subject, Oid use, X509Extension? names) => Issue(new X500DistinguishedName(subject), use, names);

    private X509Certificate2 Issue(X500DistinguishedName subject, Oid use, X509Extension? names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([use], critical: false));
        if (names != null)
            request.CertificateExtensions.Add(names);
        using var certificate = request.Create(
            _authority, new DateTimeOffset(_authority.NotBefore), new DateTimeOffset(_authority.NotAfter), RandomNumberGenerator.GetBytes(16));
        return certificate.CopyWithPrivateKey(key);
    }
}
