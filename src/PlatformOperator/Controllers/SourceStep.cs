using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>The Secret of a source: API keys or request headers. It is the user's; the pods only mount it, and cannot start without it.</summary>
internal sealed class SourceStep(IKubernetesClient client, DataPipeline pipeline) : IStep
{
    public string Condition => "SourceReady";

    private string Namespace => pipeline.Metadata.NamespaceProperty!;

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        if (pipeline.Spec.Source.Http is { } http)
            return await SecretAsync(
                pass, http.ApiKeySecretRef, "apiKeySecretRef", "API keys", Reasons.ApiKeySecretMissing, "key=<random value>", cancellationToken);
        return pipeline.Spec.Source.Poll?.HeadersSecretRef is { } headers
            ? await SecretAsync(
                pass, headers, "headersSecretRef", "request headers", Reasons.HeadersSecretMissing, "'Authorization=Bearer <token>'", cancellationToken)
            : StepResult.Done(Reasons.Ready, "The source needs no Secret.");
    }

    public Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Nothing);

    private async Task<StepResult> SecretAsync(
        Pass pass, SecretReference reference, string field, string content, string missing, string example, CancellationToken cancellationToken)
    {
        var name = reference.Name;
        var (secret, isHidden) = await SecretReader.ReadAsync(client, name, Namespace, pass, cancellationToken);
        if (isHidden)
            return StepResult.Done(Reasons.Ready, $"Secret {name} was not looked at.");
        if (secret?.Data is { Count: > 0 })
            return StepResult.Done(Reasons.Ready, $"Secret {name} holds {secret.Data.Count} {content}.");
        var message = $"{field} names Secret {name}, which does not exist in namespace {Namespace} or is empty. Create it: kubectl -n {Namespace} create secret generic {name} --from-literal={example}";
        pass.PlanOnly?.Note(message);
        return StepResult.Waiting(missing, message, TimeSpan.FromSeconds(5));
    }
}
