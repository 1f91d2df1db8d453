namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A Kubernetes API on loopback, in this process: what stock kubectl, client libraries and operators need of one.</summary>
public sealed class KubernetesApiServer : IAsyncDisposable
{
    private KubernetesApiServer()
    {
    }

    /// <summary>Where the server listens: <c>https://127.0.0.1:port</c>, with a certificate of its own authority.</summary>
    public Uri Uri { get; } = new("https://127.0.0.1");

    /// <summary>A kubeconfig (YAML) for the administrator, with the authority's certificate and a bearer token.</summary>
    public string Kubeconfig => KubeconfigFor("kubernetes-admin", "system:masters");

    /// <summary>Every request that was answered.</summary>
    public CallLog Calls { get; } = new();

    /// <summary>Starts a server.</summary>
    public static Task<KubernetesApiServer> StartAsync(KubernetesApiServerOptions options, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>A kubeconfig (YAML) with a bearer token for the given user.</summary>
    public string KubeconfigFor(string user, params string[] groups) => throw new NotImplementedException(user + groups);

    /// <summary>A kubeconfig (YAML) with a client certificate for the given user (its common name) and groups (its organizations).</summary>
    public string ClientCertificateKubeconfigFor(string user, params string[] groups) => throw new NotImplementedException(user + groups);

    /// <summary>Stops listening and ends all watches.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
