using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator;

/// <summary>What would be left behind if the operator went now: resources whose finalizer only the operator takes off.</summary>
internal static class UninstallCheck
{
    private const int MaxLines = 20;

    /// <summary>Names them and says what to do; 0 when there are none, 1 otherwise.</summary>
    public static async Task<int> RunAsync(IKubernetesClient client, TextWriter output, CancellationToken cancellationToken)
    {
        List<string> left =
        [
            .. await ListAsync<DataPipeline>(client, cancellationToken),
            .. await ListAsync<DataStream>(client, cancellationToken),
            .. await ListAsync<DataCache>(client, cancellationToken),
            .. await ListAsync<TenantBucket>(client, cancellationToken),
            .. await ListAsync<EncryptionKey>(client, cancellationToken),
            .. await ListAsync<Tenant>(client, cancellationToken),
        ];
        if (left.Count == 0)
        {
            await output.WriteLineAsync("No resource needs the operator any more.");
            return 0;
        }

        await output.WriteLineAsync($"Nothing was uninstalled: {left.Count} resources could not be deleted any more without the operator.");
        foreach (var line in left.Take(MaxLines))
            await output.WriteLineAsync($"  {line}");
        if (left.Count > MaxLines)
            await output.WriteLineAsync($"  … and {left.Count - MaxLines} more: kubectl get dataplatform -A");
        await output.WriteLineAsync(
            "Delete them first, pipelines before Tenants, with kubectl or where they are declared. What their deletionPolicy retains stays in AWS.\n"
            + $"To let one go and leave in AWS all that it has there, annotate it before: kubectl annotate KIND NAME {Annotations.Abandon}=true");
        return 1;
    }

    private static async Task<IEnumerable<string>> ListAsync<TEntity>(IKubernetesClient client, CancellationToken cancellationToken)
        where TEntity : IKubernetesObject<V1ObjectMeta>
    {
        try
        {
            return (await client.ListAsync<TEntity>(cancellationToken: cancellationToken))
                .Where(entity => entity.HasFinalizer(Annotations.Finalizer))
                .Select(entity => entity.Namespace() is { } home ? $"{entity.Kind} {home}/{entity.Name()}" : $"{entity.Kind} {entity.Name()}");
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return []; // Its definition is gone, and every resource of the kind with it.
        }
    }
}
