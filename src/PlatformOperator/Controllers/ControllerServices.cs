using KubeOps.Abstractions.Events;
using KubeOps.KubernetesClient;
using PlatformOperator.Aws;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>What every controller needs.</summary>
/// <param name="Kubernetes">Kubernetes.</param>
/// <param name="Publish">Publishes Events.</param>
/// <param name="Aws">AWS clients per identity.</param>
/// <param name="Installation">The administrator's settings.</param>
/// <param name="Dependents">Wakes what waits for a resource.</param>
/// <param name="Time">The clock.</param>
public sealed record ControllerServices(
    IKubernetesClient Kubernetes, EventPublisher Publish, IAwsSessions Aws, InstallationSettings Installation, Dependents Dependents, TimeProvider Time)
{
    /// <summary>Whether nothing is written, and what would have been made before counts as made.</summary>
    public bool PlansOnly { get; init; }
}
