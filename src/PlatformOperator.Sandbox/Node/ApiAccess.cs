using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// A pod's way to the Kubernetes API, as its ServiceAccount and with no more rights. By the Kubernetes documentation, "Configure Service Accounts for
/// Pods", a token is mounted unless the pod, or else its ServiceAccount, says otherwise. It lies at a fixed path there; local processes share all
/// paths, so they get a kubeconfig by variable instead.
/// </summary>
internal static class ApiAccess
{
    /// <summary>Writes the kubeconfig and tells its path; null for a pod that gets no token.</summary>
    public static async Task<string?> KubeconfigAsync(
        IKubernetesClient client, V1Pod pod, SandboxNodeOptions options, string directory, CancellationToken cancellationToken)
    {
        var name = pod.Spec!.ServiceAccountName ?? "default";
        var account = await client.GetAsync<V1ServiceAccount>(name, pod.Namespace(), cancellationToken);
        if (account is null || !(pod.Spec.AutomountServiceAccountToken ?? account.AutomountServiceAccountToken ?? true))
            return null;
        var path = Path.Combine(directory, "kubeconfig");
        await File.WriteAllTextAsync(path, options.KubeconfigFor($"system:serviceaccount:{pod.Namespace()}:{name}"), cancellationToken);
        return path;
    }
}
