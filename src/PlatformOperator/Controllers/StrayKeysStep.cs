using KubeOps.Abstractions.Events;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Convergence;

namespace PlatformOperator.Controllers;

/// <summary>
/// Retires keys that were made for the tenant and that lost the race for their alias. One whose owner is absent, or names no key yet, is never
/// touched.
/// </summary>
internal sealed class StrayKeysStep(ControllerServices services, Tenant tenant, StrayKeys keys) : IStep
{
    public string Condition => "StrayKeysRetired";

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        if (pass.PlanOnly is not null)
            return StepResult.Nothing;
        foreach (var key in await keys.FindAsync(services.Installation.Installation, tenant.Metadata.Name, cancellationToken))
        {
            var named = await NamedByOwnerAsync(key, cancellationToken);
            if (named.Count > 0 && !named.Contains(key.Arn) && await keys.RetireAsync(key.Arn, cancellationToken))
                await pass.PublishAsync(
                    Reasons.StrayKeyRetired,
                    $"{key.Arn} was made for {key.Kind} {key.Name}, which uses another key; it is scheduled for deletion.",
                    EventType.Normal, cancellationToken);
        }

        return StepResult.Nothing;
    }

    public Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken) => Task.FromResult(StepResult.Nothing);

    /// <summary>ARNs that the key's owner names; none when there is no such owner.</summary>
    private async Task<IReadOnlyList<string>> NamedByOwnerAsync(MadeKey key, CancellationToken cancellationToken)
    {
        if (key.Kind == nameof(Tenant) && key.Name == tenant.Metadata.Name)
            return Known(tenant.Status.Keys?.Storage, tenant.Status.Keys?.Stream, tenant.Status.Keys?.Cache);
        if (key.Kind != nameof(EncryptionKey))
            return [];
        var owner = await services.Kubernetes.GetAsync<EncryptionKey>(key.Name, key.Namespace, cancellationToken);
        return Known(owner?.Status?.KeyArn);
    }

    private static IReadOnlyList<string> Known(params string?[] arns) => [.. arns.OfType<string>()];
}
