using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    private const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    private static string? ServiceHost => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST");

    private static string? ServicePort => Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT");

    /// <summary>Whether this process is a pod with a service account.</summary>
    public static bool IsInCluster() =>
        !string.IsNullOrEmpty(ServiceHost) && !string.IsNullOrEmpty(ServicePort)
        && File.Exists(Path.Combine(ServiceAccountPath, "token")) && File.Exists(Path.Combine(ServiceAccountPath, "ca.crt"));

    /// <summary>As the pod that this process is.</summary>
    /// <exception cref="KubeConfigException">This process is no pod.</exception>
    public static KubernetesClientConfiguration InClusterConfig() => IsInCluster()
        ? FromServiceAccount(ServiceHost!, int.Parse(ServicePort!, CultureInfo.InvariantCulture), ServiceAccountPath)
        : throw new KubeConfigException(
            $"This is no pod with a service account: KUBERNETES_SERVICE_HOST and _PORT must be set, and {ServiceAccountPath} must hold token and ca.crt. "
            + "Set automountServiceAccountToken on the pod, or use a kubeconfig.");

    internal static KubernetesClientConfiguration FromServiceAccount(string host, int port, string directory)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(directory, "ca.crt"));
        var namespaceFile = Path.Combine(directory, "namespace");
        return new KubernetesClientConfiguration
        {
            Host = new UriBuilder(Uri.UriSchemeHttps, host, port).Uri.ToString(),
            SslCaCerts = authorities,
            TokenProvider = new TokenFileAuth(Path.Combine(directory, "token")),
            Namespace = File.Exists(namespaceFile) ? File.ReadAllText(namespaceFile).Trim() : null,
        };
    }
}
