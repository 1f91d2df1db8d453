using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>
/// The namespaces of a Tenant. One belongs to one Tenant: the older claim wins. One that existed before is taken only if an administrator labelled
/// it; one that is taken off the list is released only when empty of our resources.
/// </summary>
internal sealed class NamespacesStep(IKubernetesClient client, Tenant tenant, InstallationSettings installation, bool retain) : IStep
{
    public string Condition => "NamespacesReady";

    private TenantStatus Status => tenant.Status;

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var wanted = TenantContext.Of(tenant, installation).Namespaces;
        var others = await client.ListAsync<Tenant>(cancellationToken: cancellationToken);
        StepResult? problem = null;
        var owned = new List<string>();
        foreach (var name in wanted)
        {
            var live = await client.GetAsync<V1Namespace>(name, cancellationToken: cancellationToken);
            var refusal = Refuse(name, live, others) ?? await TakeAsync(pass, name, live, cancellationToken);
            if (refusal is null)
                owned.Add(name);
            problem ??= refusal;
        }

        foreach (var released in (Status.Namespaces ?? []).Except(wanted, StringComparer.Ordinal))
        {
            if (await TenantContents.FirstAsync(client, released, cancellationToken) is not { } resource)
                continue;
            owned.Add(released);
            problem ??= StepResult.Blocked(
                "NamespaceInUse", $"Namespace {released} was taken off the list but still holds {resource}. Delete the resources in it, or put it back on the list.");
        }

        Status.Namespaces = [.. owned.Order(StringComparer.Ordinal)];
        return problem ?? StepResult.Done("Ready", $"Namespaces: {string.Join(", ", owned)}.");
    }

    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        if (retain)
            return StepResult.Done("Kept", "The namespaces stay, as deletionPolicy says.");
        string? leaving = null;
        foreach (var name in Status.CreatedNamespaces ?? [])
        {
            var live = await client.GetAsync<V1Namespace>(name, cancellationToken: cancellationToken);
            if (live is null || live.GetLabel(Annotations.TenantLabel) != tenant.Metadata.Name)
                continue;
            leaving ??= name;
            if (live.Metadata.DeletionTimestamp is null)
                await client.DeleteAsync<V1Namespace>(name, cancellationToken: cancellationToken);
        }

        return leaving is null
            ? StepResult.Done("Deleted", "The namespaces that the Tenant created are gone.")
            : StepResult.Waiting("Deleting", $"Namespace {leaving} is being deleted.", pass.NextLook(pass.Since(Condition)));
    }

    /// <summary>The label decides: whoever has the namespace keeps it. The age decides who gets one that nobody has yet.</summary>
    private StepResult? Refuse(string name, V1Namespace? live, IList<Tenant> others)
    {
        if (name == "default" || name.StartsWith("kube-", StringComparison.Ordinal) || name == installation.OperatorNamespace || installation.SystemNamespaces.Contains(name))
            return StepResult.Blocked(
                "SystemNamespace", $"Namespace {name} belongs to the system and cannot be a Tenant's. Take it off spec.namespaces.");
        var holder = live?.GetLabel(Annotations.TenantLabel);
        var rivals = others
            .Where(other => other.Metadata.Uid != tenant.Metadata.Uid && (TenantContext.Of(other, installation).Namespaces.Contains(name) || other.Status?.Namespaces?.Contains(name) == true))
            .ToList();
        var claimant = holder == tenant.Metadata.Name ? null : rivals.Find(rival => rival.Metadata.Name == holder) ?? rivals.Find(IsOlder);
        return claimant is null
            ? null
            : StepResult.Blocked(
                "NamespaceClaimed", $"Namespace {name} belongs to Tenant {claimant.Metadata.Name}, which claimed it first. Take it off spec.namespaces.");
    }

    private bool IsOlder(Tenant other)
    {
        var byTime = Nullable.Compare(other.Metadata.CreationTimestamp, tenant.Metadata.CreationTimestamp);
        return byTime < 0 || (byTime == 0 && string.CompareOrdinal(other.Metadata.Uid, tenant.Metadata.Uid) < 0);
    }

    /// <summary>Makes the namespace or takes an existing one; null when it is the Tenant's.</summary>
    private async Task<StepResult?> TakeAsync(Pass pass, string name, V1Namespace? live, CancellationToken cancellationToken)
    {
        if (live?.Metadata.DeletionTimestamp is not null)
            return StepResult.Waiting("NamespaceTerminating", $"Namespace {name} is being deleted.", pass.NextLook(pass.Since(Condition)));
        if (live is not null && live.GetLabel(Annotations.TenantLabel) != tenant.Metadata.Name)
        {
            return StepResult.Blocked(
                "NamespaceNotLabelled",
                $"Namespace {name} existed before the Tenant. Have a cluster administrator label it: kubectl label namespace {name} {Annotations.TenantLabel}={tenant.Metadata.Name}");
        }

        var desired = NamespaceObjects.Namespace(tenant, name);
        AppliedState.Stamp(desired);
        var isDrift = live is null ? Status.CreatedNamespaces?.Contains(name) == true : AppliedState.HasSameStamp(desired, live);
        // Written down before it is made: after a crash in between, a namespace of that name that carries our label is one that we made.
        if (live is null && !isDrift && pass.PlanOnly is null)
        {
            Status.CreatedNamespaces = [.. (Status.CreatedNamespaces ?? []).Append(name).Order(StringComparer.Ordinal)];
            await pass.SaveStatusAsync(cancellationToken);
        }

        await AppliedObject.ConvergeAsync(pass, client, desired, live, isDrift, cancellationToken);
        return null;
    }
}
