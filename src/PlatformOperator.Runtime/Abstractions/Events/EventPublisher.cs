using k8s;
using k8s.Models;

namespace KubeOps.Abstractions.Events;

/// <summary>Publishes a Kubernetes Event about the entity. It never fails: what cannot be published is logged.</summary>
public delegate Task EventPublisher(
    IKubernetesObject<V1ObjectMeta> entity,
    string reason,
    string message,
    EventType type = EventType.Normal,
    CancellationToken cancellationToken = default);
