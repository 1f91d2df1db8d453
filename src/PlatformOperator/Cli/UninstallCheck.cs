using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Overview;

namespace PlatformOperator.Cli;

/// <summary>What would be left behind if the operator went now: resources whose finalizer only the operator takes off.</summary>
internal static class UninstallCheck
{
    private const int MaxLines = 20;

    /// <summary>Names them and says what to do; 0 when there are none, 1 otherwise.</summary>
    /// <param name="client">Reaches the cluster.</param>
    /// <param name="undo">The command that takes the uninstallation back, if it has begun.</param>
    /// <param name="output">Where to say it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<int> RunAsync(IKubernetesClient client, string? undo, TextWriter output, CancellationToken cancellationToken)
    {
        var resources = (await PlatformResources.InNamespacesAsync(client, null, cancellationToken))
            .Concat(await PlatformResources.TenantsAsync(client, cancellationToken));
        var left = resources.Where(resource => resource.HasFinalizer(Annotations.Finalizer))
            .Select(resource => resource.Namespace() is { } home ? $"{resource.Kind} {home}/{resource.Name()}" : $"{resource.Kind} {resource.Name()}").ToList();
        if (left.Count == 0)
        {
            await output.WriteLineAsync("No resource needs the operator any more.");
            return 0;
        }

        await output.WriteLineAsync("Nothing was uninstalled. Without the operator nobody could delete these any more:");
        foreach (var line in left.Take(MaxLines))
            await output.WriteLineAsync($"  {line}");
        if (left.Count > MaxLines)
            await output.WriteLineAsync($"  … and {left.Count - MaxLines} more: kubectl get dataplatform -A");
        await output.WriteLineAsync(
            "Delete them first, pipelines before Tenants, with kubectl or where they are declared. What their deletionPolicy retains stays in AWS.\n"
            + "One whose deletion hangs goes, and leaves in AWS all that it has there, with: "
            + $"kubectl -n NAMESPACE annotate KIND NAME {Annotations.Abandon}=true");
        if (undo is not null)
            await output.WriteLineAsync($"To keep the operator instead: {undo}");
        return 1;
    }
}
