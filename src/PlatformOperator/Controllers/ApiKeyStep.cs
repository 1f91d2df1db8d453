using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>The Secret with the API keys of an HTTP source. It is the user's; the pods only mount it, and cannot start without it.</summary>
internal sealed class ApiKeyStep(IKubernetesClient client, DataPipeline pipeline) : IStep
{
    public string Condition => "SourceReady";

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        if (pipeline.Spec.Source.Http is not { } http)
            return StepResult.Done("Ready", "The source needs no Secret.");
        var name = http.ApiKeySecretRef.Name;
        var secret = await client.GetAsync<V1Secret>(name, pipeline.Metadata.NamespaceProperty, cancellationToken);
        return secret?.Data is { Count: > 0 }
            ? StepResult.Done("Ready", $"Secret {name} holds {secret.Data.Count} API keys.")
            : StepResult.Waiting(
                "ApiKeySecretMissing",
                $"apiKeySecretRef names Secret {name}, which does not exist in namespace {pipeline.Metadata.NamespaceProperty} or holds no key. Create it: kubectl -n {pipeline.Metadata.NamespaceProperty} create secret generic {name} --from-literal=key=<random value>",
                TimeSpan.FromSeconds(5));
    }

    public Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Nothing);
}
