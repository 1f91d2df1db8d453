using System.Security.Cryptography;
using System.Text;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// Makes pods of Deployments. Behaviour by the Kubernetes documentation, "Deployments": a new template gets new pods first (maxSurge), old ones go when
/// enough new ones are ready; Recreate ends the old ones first. ReplicaSets are left out: pods belong to their Deployment directly.
/// </summary>
internal sealed class DeploymentController(IKubernetesClient client)
{
    private const string HashLabel = "pod-template-hash";

    public async Task PodSeenAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        if (pod.OwnerReferences()?.FirstOrDefault(owner => owner.Kind == "Deployment") is { } owner
            && await client.GetAsync<V1Deployment>(owner.Name, pod.Namespace(), cancellationToken) is { } deployment)
            await ReconcileAsync(deployment, cancellationToken);
    }

    public async Task ReconcileAsync(V1Deployment deployment, CancellationToken cancellationToken)
    {
        if (deployment.DeletionTimestamp() is not null)
            return;
        try
        {
            var pods = (await client.ListAsync<V1Pod>(deployment.Namespace(), Selector(deployment), cancellationToken: cancellationToken))
                .Where(pod => pod.IsOwnedBy(deployment)).ToList();
            await ScaleAsync(deployment, pods, cancellationToken);
            await ReportAsync(deployment, pods, cancellationToken);
        }
        catch (HttpOperationException)
        {
            // Written in between, quota exceeded or namespace terminating: the next event brings another look.
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
        if (old.Count > 0 && (recreate || current.Count(IsReady) >= wanted))
            await DeleteAsync(old, cancellationToken);
        if (!(recreate && pods.Exists(pod => pod.GetLabel(HashLabel) != hash)))
        {
            for (var missing = wanted - current.Count; missing > 0; missing--)
                pods.Add(await client.CreateAsync(NewPod(deployment, hash), cancellationToken));
        }

        if (current.Count > wanted)
            await DeleteAsync(current.OrderBy(IsReady).Take(current.Count - wanted), cancellationToken);
    }

    private async Task DeleteAsync(IEnumerable<V1Pod> pods, CancellationToken cancellationToken)
    {
        foreach (var pod in pods)
            await client.DeleteAsync(pod, cancellationToken);
    }

    private async Task ReportAsync(V1Deployment deployment, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        var living = pods.Where(pod => pod.DeletionTimestamp() is null).ToList();
        var ready = living.Count(IsReady);
        var wanted = deployment.Spec!.Replicas ?? 1;
        var available = ready >= wanted;
        var was = deployment.Status?.Conditions?.FirstOrDefault(condition => condition.Type == "Available");
        var status = new V1DeploymentStatus
        {
            ObservedGeneration = deployment.Generation(),
            Replicas = living.Count,
            ReadyReplicas = ready,
            AvailableReplicas = ready,
            UnavailableReplicas = Math.Max(0, wanted - ready),
            UpdatedReplicas = living.Count(pod => pod.GetLabel(HashLabel) == Hash(deployment)),
            Conditions =
            [
                new V1DeploymentCondition
                {
                    Type = "Available",
                    Status = available ? "True" : "False",
                    Reason = available ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    Message = available ? "Deployment has minimum availability." : "Deployment does not have minimum availability.",
                    LastTransitionTime = was?.Status == (available ? "True" : "False") ? was.LastTransitionTime : TimeProvider.System.GetUtcNow().UtcDateTime,
                },
            ],
        };
        if (KubernetesJson.Serialize(status) == KubernetesJson.Serialize(deployment.Status ?? new V1DeploymentStatus()))
            return;
        await client.UpdateStatusAsync(deployment with { Status = status }, cancellationToken);
    }

    private static V1Pod NewPod(V1Deployment deployment, string hash)
    {
        var template = deployment.Spec!.Template;
        var spec = KubernetesJson.Deserialize<V1PodSpec>(KubernetesJson.Serialize(template.Spec!));
        spec.NodeName = SandboxNode.Name;
        return new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = $"{deployment.Name()}-{hash}-{RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5)}",
                NamespaceProperty = deployment.Namespace(),
                Labels = new Dictionary<string, string>(template.Metadata?.Labels ?? new Dictionary<string, string>()) { [HashLabel] = hash },
                Annotations = template.Metadata?.Annotations,
                OwnerReferences = [new V1OwnerReference { ApiVersion = "apps/v1", Kind = "Deployment", Name = deployment.Name(), Uid = deployment.Uid(), Controller = true, BlockOwnerDeletion = true }],
            },
            Spec = spec,
        };
    }

    private static string Hash(V1Deployment deployment) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(KubernetesJson.Serialize(deployment.Spec!.Template))))[..10];

    private static string Selector(V1Deployment deployment) =>
        string.Join(',', (deployment.Spec!.Selector.MatchLabels ?? new Dictionary<string, string>()).Select(label => $"{label.Key}={label.Value}"));

    internal static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;
}
