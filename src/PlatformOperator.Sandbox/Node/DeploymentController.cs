using System.Collections.Concurrent;
using System.Globalization;
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
internal sealed class DeploymentController(IKubernetesClient client) : IDisposable
{
    private const string HashLabel = "pod-template-hash";

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    // Deployments and pods are followed side by side: two looks at once would both make the pod that is missing.
    private readonly SemaphoreSlim one = new(1);
    private readonly ConcurrentDictionary<(string Namespace, string Name), bool> failed = new();

    public Task PodSeenAsync(V1Pod pod, CancellationToken cancellationToken) =>
        pod.OwnerReferences()?.FirstOrDefault(owner => owner.Kind == "Deployment") is { } owner ? ReconcileAsync(pod.Namespace()!, owner.Name, cancellationToken) : Task.CompletedTask;

    public Task DeploymentSeenAsync(V1Deployment deployment, CancellationToken cancellationToken) =>
        ReconcileAsync(deployment.Namespace()!, deployment.Name(), cancellationToken);

    /// <summary>Tries again what could not be done, until cancelled: a quota may be raised without a word to the Deployment.</summary>
    public async Task RetryAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(RetryPause, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var (@namespace, name) in failed.Keys)
                await ReconcileAsync(@namespace, name, cancellationToken);
        }
    }

    public void Dispose() => one.Dispose();

    private async Task ReconcileAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            failed.TryRemove((@namespace, name), out _);
            // What is there now, not what the event told: a burst of changes needs no pods for its intermediate states.
            if (await client.GetAsync<V1Deployment>(name, @namespace, cancellationToken) is { } deployment && deployment.DeletionTimestamp() is null)
                await ReconcileAsync(deployment, cancellationToken);
        }
        catch (Exception exception) when (exception is HttpOperationException or HttpRequestException)
        {
            // Written in between, quota exceeded or namespace terminating.
            failed[(@namespace, name)] = true;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task ReconcileAsync(V1Deployment deployment, CancellationToken cancellationToken)
    {
        var pods = (await client.ListAsync<V1Pod>(deployment.Namespace(), Selector(deployment), cancellationToken: cancellationToken))
            .Where(pod => pod.IsOwnedBy(deployment)).ToList();
        try
        {
            await ScaleAsync(deployment, pods, cancellationToken);
        }
        finally
        {
            await ReportAsync(deployment, pods, cancellationToken);
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
        var available = ready >= wanted - Math.Min(MayLack(deployment, wanted), wanted);
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

    /// <summary>How many pods may be missing from an available Deployment: maxUnavailable, by default a quarter, of a rolling update.</summary>
    private static int MayLack(V1Deployment deployment, int wanted)
    {
        if (deployment.Spec!.Strategy?.Type == "Recreate")
            return 0;
        var most = deployment.Spec.Strategy?.RollingUpdate?.MaxUnavailable ?? "25%";
        return most.Value.EndsWith('%') ? wanted * int.Parse(most.Value[..^1], CultureInfo.InvariantCulture) / 100 : most.ToInt();
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
