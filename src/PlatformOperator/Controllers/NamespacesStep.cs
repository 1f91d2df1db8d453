using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>
/// The namespaces of a Tenant. One belongs to one Tenant: the older claim wins. One that existed before is taken only if an administrator labelled
/// it; one that is taken off the list is released only when empty of our resources, and then bears no trace of the Tenant.
/// </summary>
internal sealed class NamespacesStep(IKubernetesClient client, Tenant tenant, InstallationSettings installation, bool retain) : IStep
{
    public string Condition => "NamespacesReady";

    private TenantStatus Status => tenant.Status;

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var wanted = TenantContext.Of(tenant, installation).Namespaces;
        var others = (await client.ListAsync<Tenant>(cancellationToken: cancellationToken)).Where(other => other.Metadata.Uid != tenant.Metadata.Uid).ToList();
        StepResult? problem = null;
        var owned = new List<string>();
        foreach (var name in wanted)
        {
            var live = await client.GetAsync<V1Namespace>(name, cancellationToken: cancellationToken);
            var refusal = Refuse(name, live, others) ?? await TakeAsync(pass, name, live, cancellationToken);
            // What is still in a namespace that is being deleted needs its Tenant to leave.
            if (refusal is null || (refusal.State == StepState.Waiting && Has(tenant, name)))
                owned.Add(name);
            else
                ForgetMade(name);
            problem ??= refusal;
        }

        foreach (var released in (Status.Namespaces ?? []).Except(wanted, StringComparer.Ordinal))
        {
            var resource = await TenantContents.FirstAsync(client, released, cancellationToken);
            if (resource is null && await ReleaseAsync(pass, released, cancellationToken))
                continue;
            owned.Add(released);
            if (resource is not null)
                problem ??= StepResult.Blocked(
                    Reasons.NamespaceInUse, $"Namespace {released} was taken off the list but still holds {resource}. Delete the resources in it, or put it back on the list.");
        }

        Status.Namespaces = [.. owned.Order(StringComparer.Ordinal)];
        return problem ?? StepResult.Done(Reasons.Ready, $"Namespaces: {string.Join(", ", owned)}.");
    }

    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        if (retain)
            return StepResult.Done(Reasons.Kept, "The namespaces stay, as deletionPolicy says.");
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
            ? StepResult.Done(Reasons.Deleted, "The namespaces that the Tenant created are gone.")
            : StepResult.Waiting(Reasons.Deleting, $"Namespace {leaving} is being deleted.", pass.NextLook(pass.Since(Condition)));
    }

    private StepResult? Refuse(string name, V1Namespace? live, List<Tenant> others)
    {
        if (installation.IsSystemNamespace(name))
            return StepResult.Blocked(
                Reasons.SystemNamespace, $"Namespace {name} belongs to the system and cannot be a Tenant's. Take it off spec.namespaces.");
        return Claimant(name, live?.GetLabel(Annotations.TenantLabel), others) is { } claimant
            ? StepResult.Blocked(
                Reasons.NamespaceClaimed, $"Namespace {name} belongs to Tenant {claimant.Metadata.Name}, which claimed it first. Take it off spec.namespaces.")
            : null;
    }

    /// <summary>
    /// The other Tenant that the namespace belongs to. Whoever has it keeps it, whatever its label says by now: who may do everything in a
    /// namespace may change its labels. Of one that nobody has, the label decides who gets it, and then the age.
    /// </summary>
    private Tenant? Claimant(string name, string? label, List<Tenant> others)
    {
        var holder = others.Find(other => Has(other, name));
        if (Has(tenant, name) && (holder is null || label == tenant.Metadata.Name))
            return null;
        if (holder is not null || label == tenant.Metadata.Name)
            return holder;
        var rivals = others.FindAll(other => TenantContext.Of(other, installation).Namespaces.Contains(name));
        return rivals.Find(rival => rival.Metadata.Name == label) ?? rivals.Find(IsOlder);
    }

    private static bool Has(Tenant tenant, string name) => tenant.Status?.Namespaces?.Contains(name) == true;

    private bool IsOlder(Tenant other)
    {
        var byTime = Nullable.Compare(other.Metadata.CreationTimestamp, tenant.Metadata.CreationTimestamp);
        return byTime < 0 || (byTime == 0 && string.CompareOrdinal(other.Metadata.Uid, tenant.Metadata.Uid) < 0);
    }

    /// <summary>Makes the namespace or takes an existing one; null when it is the Tenant's.</summary>
    private async Task<StepResult?> TakeAsync(Pass pass, string name, V1Namespace? live, CancellationToken cancellationToken)
    {
        if (live?.Metadata.DeletionTimestamp is not null)
            return StepResult.Waiting(Reasons.NamespaceTerminating, $"Namespace {name} is being deleted.", pass.NextLook(pass.Since(Condition)));
        if (live is not null && live.GetLabel(Annotations.TenantLabel) != tenant.Metadata.Name && !Has(tenant, name))
        {
            return StepResult.Blocked(
                Reasons.NamespaceNotLabelled,
                $"Namespace {name} existed before the Tenant. Have a cluster administrator label it: kubectl label namespace {name} {Annotations.TenantLabel}={tenant.Metadata.Name}");
        }

        var desired = NamespaceObjects.Namespace(tenant, name);
        AppliedState.Stamp(desired);
        var isDrift = live is null ? Has(tenant, name) : AppliedState.HasSameStamp(desired, live);
        if (live is null && pass.PlanOnly is null)
        {
            await MakeAsync(pass, desired, isDrift, cancellationToken);
            return null;
        }

        // Without the version, an apply would win over a label that somebody set since the namespace was read.
        desired.Metadata.ResourceVersion = live?.Metadata.ResourceVersion;
        await AppliedObject.ConvergeAsync(pass, client, desired, live, isDrift, cancellationToken);
        return null;
    }

    private async Task MakeAsync(Pass pass, V1Namespace desired, bool isDrift, CancellationToken cancellationToken)
    {
        // Written down before it is made: after a crash in between, a namespace of that name that carries our label is one that we made.
        if (Status.CreatedNamespaces?.Contains(desired.Metadata.Name) != true)
        {
            Status.CreatedNamespaces = [.. (Status.CreatedNamespaces ?? []).Append(desired.Metadata.Name).Order(StringComparer.Ordinal)];
            await pass.SaveStatusAsync(cancellationToken);
        }

        var deleted = Drift.Deleted(AppliedObject.Describe(desired));
        if (isDrift)
            await Drift.NoteAsync(pass, deleted, cancellationToken);
        // Not applied: of two Tenants that find the name free at the same moment, one must be refused.
        await client.CreateAsync(desired, cancellationToken);
        if (isDrift)
            await Drift.ReportAsync(pass, "deleted", deleted, cancellationToken);
    }

    /// <summary>Takes our guards and our label off a namespace, so that another Tenant can be given it; false when only planned.</summary>
    private async Task<bool> ReleaseAsync(Pass pass, string name, CancellationToken cancellationToken)
    {
        if (pass.PlanOnly is { } plan)
        {
            plan.Change($"Namespace {name}", "released");
            return false;
        }

        foreach (var guard in NamespaceObjects.Inside(tenant, name, installation))
        {
            var access = ObjectAccess.For(guard);
            if (await access.GetAsync(client, guard.Metadata, cancellationToken) is { } live && live.IsOwnedBy(tenant))
                await access.DeleteAsync(client, guard.Metadata, cancellationToken);
        }

        var home = await client.GetAsync<V1Namespace>(name, cancellationToken: cancellationToken);
        if (home?.GetLabel(Annotations.TenantLabel) == tenant.Metadata.Name)
        {
            var labels = new Dictionary<string, string?> { [Annotations.TenantLabel] = null };
            var patch = new V1Patch(new { metadata = new { resourceVersion = home.Metadata.ResourceVersion, labels } }, V1Patch.PatchType.MergePatch);
            await client.PatchAsync<V1Namespace>(patch, name, cancellationToken: cancellationToken);
        }

        ForgetMade(name);
        return true;
    }

    /// <summary>A namespace that the Tenant does not have is not deleted with it, even if it made it once.</summary>
    private void ForgetMade(string name)
    {
        if (Status.CreatedNamespaces?.Contains(name) == true)
            Status.CreatedNamespaces = [.. Status.CreatedNamespaces.Where(made => made != name)];
    }
}
