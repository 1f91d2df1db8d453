namespace k8s.Exceptions;

/// <summary>A kubeconfig cannot be used.</summary>
public class KubeConfigException : Exception
{
    /// <summary>Says which file and what to do.</summary>
    public KubeConfigException(string message)
        : base(message)
    {
    }

    /// <summary>Says which file and what to do.</summary>
    public KubeConfigException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
