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
    public static async Task<int> RunAsync(IKubernetesClient client, TextWriter output, CancellationToken cancellationToken)
    {
        var resources = (await PlatformResources.InNamespacesAsync(client, null, cancellationToken)).Concat(await PlatformResources.TenantsAsync(client, cancellationToken));
        var left = resources.Where(resource => resource.HasFinalizer(Annotations.Finalizer))
            .Select(resource => resource.Namespace() is { } home ? $"{resource.Kind} {home}/{resource.Name()}" : $"{resource.Kind} {resource.Name()}").ToList();
        if (left.Count == 0)
        {
            await output.WriteLineAsync("No resource needs the operator any more.");
            return 0;
        }

        await output.WriteLineAsync($"Nothing was uninstalled: {left.Count} resources could not be deleted any more without the operator.");
        foreach (var line in left.Take(MaxLines))
            await output.WriteLineAsync($"  {line}");
        if (left.Count > MaxLines)
            await output.WriteLineAsync($"  … and {left.Count - MaxLines} more: kubectl get dataplatform -A");
        await output.WriteLineAsync(
            "Delete them first, pipelines before Tenants, with kubectl or where they are declared. What their deletionPolicy retains stays in AWS.\n"
            + $"To let one go and leave in AWS all that it has there, annotate it before: kubectl annotate KIND NAME {Annotations.Abandon}=true");
        return 1;
    }
}
