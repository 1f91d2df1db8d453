using k8s;
using k8s.Models;

namespace KubeOps.Abstractions.Entities;

/// <summary>The API server's answer to a list request.</summary>
public class EntityList<T> : KubernetesObject
    where T : IKubernetesObject
{
    /// <summary>Resource version of the list, and the token of its next page.</summary>
    public V1ListMeta Metadata { get; set; } = new();

    /// <summary>The objects of this page.</summary>
    public IList<T> Items { get; set; } = [];
}
