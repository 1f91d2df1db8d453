using System.Collections.Concurrent;
using System.Security.Cryptography;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.KubernetesClient;
using PlatformOperator.Overview;

namespace PlatformOperator.Sandbox.Node;

/// <summary>Looks at a workload whenever it or one of its pods changes, and each second while something is due that no change will tell.</summary>
internal abstract class PodOwnerController<TOwner>(IKubernetesClient client) : IPodOwnerController
    where TOwner : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Workloads and pods are followed side by side: two looks at once would both make the pod that is missing.
    private readonly SemaphoreSlim one = new(1);
    private readonly ConcurrentDictionary<(string Namespace, string Name), bool> due = new();

    protected IKubernetesClient Client { get; } = client;

    protected abstract string Kind { get; }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(new Follower<TOwner>(Client, SeenAsync).RunAsync(cancellationToken), LookAgainAsync(cancellationToken));

    public Task PodSeenAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var owner = pod.OwnerReferences()?.FirstOrDefault(owner => owner.Kind == Kind);
        return owner is null ? Task.CompletedTask : ReconcileAsync(pod.Namespace()!, owner.Name, cancellationToken);
    }

    public void Dispose() => one.Dispose();

    protected abstract Task ReconcileAsync(TOwner owner, List<V1Pod> pods, CancellationToken cancellationToken);

    protected abstract V1LabelSelector SelectorOf(TOwner owner);

    /// <summary>Has the workload looked at again in a second.</summary>
    protected void LookAgain(TOwner owner) => due[(owner.Namespace()!, owner.Name())] = true;

    /// <summary>Makes a pod from the template, on this node.</summary>
    /// <param name="owner">What the pod belongs to.</param>
    /// <param name="template">What it is made of.</param>
    /// <param name="prefix">The beginning of its name.</param>
    /// <param name="labels">Labels beside the template's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected Task<V1Pod> CreatePodAsync(
        TOwner owner, V1PodTemplateSpec template, string prefix, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var spec = KubernetesJson.Deserialize<V1PodSpec>(KubernetesJson.Serialize(template.Spec!));
        spec.NodeName = SandboxNode.Name;
        var reference = owner.MakeOwnerReference();
        (reference.Controller, reference.BlockOwnerDeletion) = (true, true);
        var pod = new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                Name = $"{prefix}-{RandomNumberGenerator.GetString("bcdfghjklmnpqrstvwxz2456789", 5)}",
                NamespaceProperty = owner.Namespace(),
                Labels = new Dictionary<string, string>((template.Metadata?.Labels ?? new Dictionary<string, string>()).Concat(labels)),
                Annotations = template.Metadata?.Annotations,
                OwnerReferences = [reference],
            },
            Spec = spec,
        };
        return Client.CreateAsync(pod, cancellationToken);
    }

    protected async Task DeleteAsync(IEnumerable<V1Pod> pods, CancellationToken cancellationToken)
    {
        foreach (var pod in pods)
            await Client.DeleteAsync(pod, cancellationToken);
    }

    private Task SeenAsync(TOwner owner, bool isGone, CancellationToken cancellationToken) =>
        isGone ? Task.CompletedTask : ReconcileAsync(owner.Namespace()!, owner.Name(), cancellationToken);

    /// <summary>Tries again what could not be done, until cancelled: a quota may be raised, or a time be up, without a word to the workload.</summary>
    private async Task LookAgainAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pause, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            foreach (var (@namespace, name) in due.Keys)
                await ReconcileAsync(@namespace, name, cancellationToken);
        }
    }

    private async Task ReconcileAsync(string @namespace, string name, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            due.TryRemove((@namespace, name), out _);
            // What is there now, not what the event told: a burst of changes needs no pods for its intermediate states.
            if (await Client.GetAsync<TOwner>(name, @namespace, cancellationToken) is { } owner && owner.DeletionTimestamp() is null)
                await ReconcileAsync(owner, await PodsAsync(owner, cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpOperationException or HttpRequestException)
        {
            // Written in between, quota exceeded or namespace terminating.
            due[(@namespace, name)] = true;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<List<V1Pod>> PodsAsync(TOwner owner, CancellationToken cancellationToken)
    {
        var selector = string.Join(',', (SelectorOf(owner).MatchLabels ?? new Dictionary<string, string>()).Select(label => $"{label.Key}={label.Value}"));
        return [.. (await Client.ListAsync<V1Pod>(owner.Namespace(), selector, cancellationToken: cancellationToken)).Where(pod => pod.IsOwnedBy(owner))];
    }
}
