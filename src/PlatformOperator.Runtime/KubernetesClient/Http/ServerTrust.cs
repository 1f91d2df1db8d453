using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace k8s;

/// <summary>Trusts the servers that a cluster's own authorities vouch for, and no others.</summary>
internal sealed class ServerTrust(X509Certificate2Collection authorities)
{
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? received, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 server || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new("1.3.6.1.5.5.7.3.1"));
        foreach (var element in received?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(server) || EndsAtAuthority(chain);
    }

    // A cluster's authority may be an intermediate without its root, which .NET calls a partial chain and Go accepts.
    private bool EndsAtAuthority(X509Chain chain) =>
        chain.ChainElements.Count > 1
        && chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.PartialChain)
        && authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(chain.ChainElements[^1].Certificate.RawDataMemory.Span));
}
