using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    internal static string ServiceAccountPath { get; set; } = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Whether this process is a pod with a service account.</summary>
    public static bool IsInCluster() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"))
        && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"))
        && File.Exists(Path.Combine(ServiceAccountPath, "token"))
        && File.Exists(Path.Combine(ServiceAccountPath, "ca.crt"));

    /// <summary>As the pod that this process is.</summary>
    /// <exception cref="KubeConfigException">This process is no pod.</exception>
    public static KubernetesClientConfiguration InClusterConfig()
    {
        if (!IsInCluster())
        {
            throw new KubeConfigException(
                $"This is no pod with a service account: KUBERNETES_SERVICE_HOST and _PORT must be set, and {ServiceAccountPath} must hold token and ca.crt. "
                + "Set automountServiceAccountToken on the pod, or use a kubeconfig.");
        }
        var authority = new X509Certificate2Collection();
        authority.ImportFromPemFile(Path.Combine(ServiceAccountPath, "ca.crt"));
        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");
        var port = int.Parse(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT")!, System.Globalization.CultureInfo.InvariantCulture);
        var namespaceFile = Path.Combine(ServiceAccountPath, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = new UriBuilder(Uri.UriSchemeHttps, host, port).Uri.ToString(),
            SslCaCerts = authority,
            TokenProvider = new TokenFileAuth(Path.Combine(ServiceAccountPath, "token")),
            Namespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : null,
        };
    }
}
