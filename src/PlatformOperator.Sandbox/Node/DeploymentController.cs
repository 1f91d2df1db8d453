using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// Makes pods of Deployments. Behaviour by the Kubernetes documentation, "Deployments": a new template gets new pods first (maxSurge), old ones go when
/// enough new ones are ready; Recreate ends the old ones first. ReplicaSets are left out: pods belong to their Deployment directly.
/// </summary>
internal sealed class DeploymentController(IKubernetesClient client) : PodOwnerController<V1Deployment>(client)
{
    private const string HashLabel = "pod-template-hash";

    protected override string Kind => V1Deployment.KubeKind;

    protected override V1LabelSelector SelectorOf(V1Deployment owner) => owner.Spec!.Selector;

    protected override async Task ReconcileAsync(V1Deployment owner, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        try
        {
            await ScaleAsync(owner, pods, cancellationToken);
        }
        finally
        {
            await ReportAsync(owner, pods, cancellationToken);
        }
    }

    private async Task ScaleAsync(V1Deployment deployment, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        var hash = Hash(deployment);
        var living = pods.Where(pod => pod.DeletionTimestamp() is null).ToList();
        var current = living.Where(pod => pod.GetLabel(HashLabel) == hash).ToList();
        var old = living.Except(current).ToList();
        var wanted = deployment.Spec!.Replicas ?? 1;
        var recreate = deployment.Spec!.Strategy?.Type == "Recreate";
        if (old.Count > 0 && (recreate || current.Count(PodPhases.IsReady) >= wanted))
            await DeleteAsync(old, cancellationToken);
        if (!(recreate && pods.Exists(pod => pod.GetLabel(HashLabel) != hash)))
        {
            var label = new Dictionary<string, string> { [HashLabel] = hash };
            for (var missing = wanted - current.Count; missing > 0; missing--)
                pods.Add(await CreatePodAsync(deployment, deployment.Spec!.Template, $"{deployment.Name()}-{hash}", label, cancellationToken));
        }

        if (current.Count > wanted)
            await DeleteAsync(current.OrderBy(PodPhases.IsReady).Take(current.Count - wanted), cancellationToken);
    }

    private async Task ReportAsync(V1Deployment deployment, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        var living = pods.Where(pod => pod.DeletionTimestamp() is null).ToList();
        var ready = living.Count(PodPhases.IsReady);
        var wanted = deployment.Spec!.Replicas ?? 1;
        var available = ready >= wanted - Math.Min(MayLack(deployment, wanted), wanted);
        var updated = living.Where(pod => pod.GetLabel(HashLabel) == Hash(deployment)).ToList();
        var isComplete = updated.Count == wanted && updated.TrueForAll(PodPhases.IsReady) && living.Count == wanted;
        var status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Generation(),
            Replicas = living.Count,
            ReadyReplicas = ready,
            AvailableReplicas = ready,
            UnavailableReplicas = Math.Max(0, wanted - ready),
            UpdatedReplicas = updated.Count,
            Conditions =
            [
                available
                    ? NewCondition(deployment, "Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
                    : NewCondition(deployment, "Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability."),
                isComplete
                    ? NewCondition(
                        deployment, "Progressing", "True", "NewReplicaSetAvailable", $"Deployment \"{deployment.Name()}\" has successfully progressed.")
                    : NewCondition(deployment, "Progressing", "True", "ReplicaSetUpdated", $"Deployment \"{deployment.Name()}\" is progressing."),
            ],
        };
        if (KubernetesJson.Serialize(status) == KubernetesJson.Serialize(deployment.Status ?? new V1DeploymentStatus()))
            return;
        await Client.UpdateStatusAsync(deployment with { Status = status }, cancellationToken);
    }

    private static V1DeploymentCondition NewCondition(V1Deployment deployment, string type, string status, string reason, string message)
    {
        var was = deployment.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type);
        var since = was?.Status == status ? was.LastTransitionTime : TimeProvider.System.GetUtcNow().UtcDateTime;
        return new V1DeploymentCondition { Type = type, Status = status, Reason = reason, Message = message, LastTransitionTime = since };
    }

    /// <summary>How many pods may be missing from an available Deployment: maxUnavailable, by default a quarter, of a rolling update.</summary>
    private static int MayLack(V1Deployment deployment, int wanted)
    {
        if (deployment.Spec!.Strategy?.Type == "Recreate")
            return 0;
        var most = deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable ?? "25%";
        return most.Value.EndsWith('%') ? wanted * int.Parse(most.Value[..^1], CultureInfo.InvariantCulture) / 100 : most.ToInt();
    }

    private static string Hash(V1Deployment deployment) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KubernetesJson.Serialize(deployment.Spec!.Template))))[..10];
}
