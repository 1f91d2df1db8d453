using k8s;
using k8s.Models;

namespace PlatformOperator.Convergence;

/// <summary>Takes a plan further: what would be applied or deleted may be a resource that the operator serves itself.</summary>
public interface IPlanFollower
{
    /// <summary>The object would be, or is, as desired.</summary>
    Task AppliedAsync(IKubernetesObject<V1ObjectMeta> desired, CancellationToken cancellationToken);

    /// <summary>The object would be deleted.</summary>
    Task DeletedAsync(IKubernetesObject<V1ObjectMeta> live, CancellationToken cancellationToken);
}
