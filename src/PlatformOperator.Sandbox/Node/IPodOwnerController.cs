using k8s.Models;

namespace PlatformOperator.Sandbox.Node;

/// <summary>Makes the pods of one kind of workload.</summary>
internal interface IPodOwnerController : IDisposable
{
    /// <summary>Follows the workloads until cancelled.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Looks at the workload that a pod belongs to, if it is of this kind.</summary>
    Task PodSeenAsync(V1Pod pod, CancellationToken cancellationToken);
}
