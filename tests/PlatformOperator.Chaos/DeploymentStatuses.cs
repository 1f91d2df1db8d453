using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Chaos;

/// <summary>Reports every Deployment's pods as available, as the Deployment controller does once they run; no pods are run here.</summary>
internal static class DeploymentStatuses
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task ReportAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await ReportAllAsync(client, cancellationToken);
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The world ends.
        }
    }

    private static async Task ReportAllAsync(IKubernetesClient client, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var deployment in await client.ListAsync<V1Deployment>(cancellationToken: cancellationToken))
                await ReportAsync(client, deployment, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpOperationException or HttpRequestException)
        {
            // Written or deleted in between, or a fault; the next look sees it.
        }
    }

    private static async Task ReportAsync(IKubernetesClient client, V1Deployment deployment, CancellationToken cancellationToken)
    {
        if (deployment.Status?.ObservedGeneration == deployment.Metadata.Generation)
            return;
        var replicas = deployment.Spec!.Replicas ?? 1;
        deployment.Status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = replicas,
            UpdatedReplicas = replicas,
            ReadyReplicas = replicas,
            AvailableReplicas = replicas,
            Conditions = [new V1DeploymentCondition { Type = "Available", Status = "True", Reason = "MinimumReplicasAvailable", Message = "" }],
        };
        await client.UpdateStatusAsync(deployment, cancellationToken);
    }
}
