using k8s.Models;

namespace k8s;

/// <summary>The API server answered with a status instead of an object.</summary>
public class KubernetesException : Exception
{
    /// <summary>With the server's status.</summary>
    public KubernetesException(V1Status status)
        : base(status.Message) => Status = status;

    /// <summary>What the server said.</summary>
    public V1Status Status { get; }
}
