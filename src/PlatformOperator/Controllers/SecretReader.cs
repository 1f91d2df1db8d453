using System.Net;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>Reads Secrets. Whoever plans need not be allowed to, so a plan goes on without.</summary>
internal static class SecretReader
{
    /// <summary>The Secret, null where there is none, and whether it is hidden from a plan.</summary>
    public static async Task<(V1Secret? Secret, bool IsHidden)> ReadAsync(
        IKubernetesClient client, string name, string? @namespace, Pass pass, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetAsync<V1Secret>(name, @namespace, cancellationToken), false);
        }
        catch (HttpOperationException exception) when (pass.PlanOnly is not null && exception.Response.StatusCode == HttpStatusCode.Forbidden)
        {
            pass.PlanOnly.Note($"Secret {name} may not be read with these credentials, so what is in it was not looked at.");
            return (null, true);
        }
    }
}
