using k8s.Models;

namespace k8s;

/// <summary>Requests of the API group apps/v1.</summary>
public interface IAppsV1Operations
{
    /// <summary>Patches a Deployment's number of replicas.</summary>
    Task<V1Scale> PatchNamespacedDeploymentScaleAsync(
        V1Patch body, string name, string namespaceParameter, string? dryRun =
            null, string? fieldManager = null, string? fieldValidation = null, bool? force = null,
        bool? pretty = null, CancellationToken cancellationToken = default);
}
