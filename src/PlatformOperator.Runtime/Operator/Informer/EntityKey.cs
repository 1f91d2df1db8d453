using k8s;
using k8s.Models;

namespace KubeOps.Operator.Informer;

/// <summary>What tells an entity from the others of its kind.</summary>
/// <param name="Namespace">Namespace; empty for cluster-scoped entities.</param>
/// <param name="Name">Name in the namespace.</param>
internal readonly record struct EntityKey(string Namespace, string Name)
{
    public static EntityKey Of(IKubernetesObject<V1ObjectMeta> entity) => new(entity.Namespace() ?? "", entity.Name());

    public override string ToString() => Namespace.Length > 0 ? $"{Namespace}/{Name}" : Name;
}
