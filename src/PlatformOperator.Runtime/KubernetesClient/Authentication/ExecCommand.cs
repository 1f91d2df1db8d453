using System.Text;
using System.Text.Json.Nodes;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s.Authentication;

/// <summary>How to call a credential plugin.</summary>
/// <param name="Origin">Where it was configured, the start of every error.</param>
/// <param name="ApiVersion">Version that its answer must have.</param>
/// <param name="FileName">Program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">What it gets in its environment besides ours.</param>
/// <param name="InstallHint">What to do when the program is not there.</param>
internal sealed record ExecCommand(
    string Origin, string ApiVersion, string FileName, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment, string? InstallHint)
{
    private const string ClusterConfigExtension = "client.authentication.k8s.io/exec";

    public static ExecCommand From(ExecPlugin plugin, ClusterEndpoint cluster, KubernetesClientConfiguration config, string origin)
    {
        if (plugin.ApiVersion is not ("client.authentication.k8s.io/v1" or "client.authentication.k8s.io/v1beta1"))
        {
            throw new KubeConfigException(
                $"{origin}: the exec plugin's apiVersion '{plugin.ApiVersion}' is not supported. Set it to client.authentication.k8s.io/v1; 'aws eks update-kubeconfig' does.");
        }
        if (string.IsNullOrEmpty(plugin.Command))
            throw new KubeConfigException($"{origin}: the exec plugin has no command.");
        if (plugin.InteractiveMode == "Always")
            throw new KubeConfigException(
                $"{origin}: the exec plugin has interactiveMode Always, and here is nobody to ask. Use a plugin that can do with IfAvailable or Never.");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in plugin.Env ?? [])
            environment[variable.Name] = variable.Value ?? "";
        environment["KUBERNETES_EXEC_INFO"] = Info(plugin, cluster, config);
        return new ExecCommand(origin, plugin.ApiVersion, plugin.Command, plugin.Args ?? [], environment, plugin.InstallHint);
    }

    private static string Info(ExecPlugin plugin, ClusterEndpoint cluster, KubernetesClientConfiguration config)
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (plugin.ProvideClusterInfo)
            spec["cluster"] = Cluster(cluster, config);
        return new JsonObject { ["apiVersion"] = plugin.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec }.ToJsonString();
    }

    private static JsonObject Cluster(ClusterEndpoint cluster, KubernetesClientConfiguration config)
    {
        var result = new JsonObject { ["server"] = config.Host };
        if (config.TlsServerName is { } name)
            result["tls-server-name"] = name;
        if (config.SkipTlsVerify)
            result["insecure-skip-tls-verify"] = true;
        if (config.SslCaCerts is { } authority)
            result["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(authority.ExportCertificatePems()));
        if (!string.IsNullOrEmpty(cluster.ProxyUrl))
            result["proxy-url"] = cluster.ProxyUrl;
        if (cluster.Extensions?.FirstOrDefault(extension => extension.Name == ClusterConfigExtension)?.Extension is { } own)
            result["config"] = own.DeepClone();
        return result;
    }
}
