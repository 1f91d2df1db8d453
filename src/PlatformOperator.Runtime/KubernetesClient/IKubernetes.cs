namespace k8s;

/// <summary>A client of one Kubernetes API.</summary>
public interface IKubernetes : IDisposable
{
    /// <summary>Where the API is.</summary>
    Uri BaseUri { get; }

    /// <summary>Requests of the API group apps/v1.</summary>
    IAppsV1Operations AppsV1 { get; }
}
