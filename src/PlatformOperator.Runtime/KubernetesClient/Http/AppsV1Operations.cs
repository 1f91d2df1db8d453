using k8s.Models;
using KubeOps.KubernetesClient;

namespace k8s;

/// <inheritdoc cref="IAppsV1Operations" />
internal sealed class AppsV1Operations(Kubernetes api) : IAppsV1Operations
{
    public Task<V1Scale> PatchNamespacedDeploymentScaleAsync(
        V1Patch body, string name, string namespaceParameter, string? dryRun =
            null, string? fieldManager = null, string? fieldValidation = null, bool? force = null,
        bool? pretty = null, CancellationToken cancellationToken = default)
    {
        var path = $"{ApiPath<V1Deployment>.Object(name, namespaceParameter)}/scale".With(
            ("dryRun", dryRun), ("fieldManager", fieldManager), ("fieldValidation", fieldValidation), ("force", force), ("pretty", pretty));
        return api.SendAsync<V1Scale>(HttpMethod.Patch, path, EntityRequests.Body(body), cancellationToken);
    }
}
