namespace k8s;

/// <summary>A client of one Kubernetes API.</summary>
public interface IKubernetes : IDisposable
{
    /// <summary>Where the API is.</summary>
    Uri BaseUri { get; }
}
