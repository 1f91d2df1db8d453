using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Writes kubeconfig files.</summary>
internal sealed class KubeconfigWriter(Uri server, string authorityPem)
{
    public string WithToken(string user, string token) => Write(user, $"token: {token}");

    public string WithCertificate(string user, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new ArgumentException("The certificate has no private key.", nameof(certificate));
        return Write(
            user,
            $"client-certificate-data: {Base64(certificate.ExportCertificatePem())}",
            $"client-key-data: {Base64(key.ExportPkcs8PrivateKeyPem())}");
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.ASCII.GetBytes(text));

    private string Write(string user, params string[] credentials) => $"""
        apiVersion: v1
        kind: Config
        clusters:
        - name: sandbox
          cluster:
            server: {server.GetLeftPart(UriPartial.Authority)}
            certificate-authority-data: {Base64(authorityPem)}
        users:
        - name: "{user}"
          user:
            {string.Join("\n    ", credentials)}
        contexts:
        - name: sandbox
          context:
            cluster: sandbox
            user: "{user}"
        current-context: sandbox

        """;
}
