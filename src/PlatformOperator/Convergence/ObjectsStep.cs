using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using KubeOps.KubernetesClient;
using PlatformOperator.Api;

namespace PlatformOperator.Convergence;

/// <summary>A step that stands for Kubernetes objects: applied server-side, and only where something differs.</summary>
/// <param name="condition">Condition type that the step sets.</param>
/// <param name="client">Kubernetes.</param>
/// <param name="objects">The objects as they should be; asked when the step runs, since they may need what earlier steps found.</param>
public sealed class ObjectsStep(string condition, IKubernetesClient client, Func<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> objects) : IStep
{
    /// <inheritdoc />
    public string Condition { get; } = condition;

    /// <summary>Objects that must not exist (any more): kind, name and namespace suffice.</summary>
    public Func<IReadOnlyList<IKubernetesObject<V1ObjectMeta>>> Unwanted { get; init; } = () => [];

    /// <inheritdoc />
    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var wanted = objects();
        foreach (var desired in wanted)
            AppliedState.Stamp(desired);
        var fingerprint = AppliedState.Fingerprint(wanted);
        foreach (var desired in wanted)
        {
            var live = await ObjectAccess.For(desired).GetAsync(client, desired.Metadata, cancellationToken);
            if (live is not null && !IsOurs(pass, live))
                return ChildConflict(live);
            if (await ConvergeAsync(pass, desired, live, isDrift: pass.WasInPlace(Condition, fingerprint), cancellationToken) is { } refusal)
                return refusal;
        }

        pass.PutInPlace(Condition, fingerprint, tagKeys: []);
        return await RemoveAllAsync(pass, Unwanted(), cancellationToken) is { } leaving && pass.PlanOnly is null
            ? StepResult.Waiting(Reasons.Removing, $"{leaving} is no longer wanted and is being deleted.")
            : StepResult.Done(Reasons.Applied, "All objects are applied.");
    }

    /// <inheritdoc />
    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken) =>
        await RemoveAllAsync(pass, [.. objects().Reverse()], cancellationToken) is { } leaving
            ? StepResult.Waiting(Reasons.Deleting, $"{leaving} is being deleted.", pass.NextLook(pass.Since(Condition)))
            : StepResult.Done(Reasons.Deleted, "All objects are gone.");

    /// <summary>Applies an object where it differs; what the API server says against it is nothing that passes by itself.</summary>
    private async Task<StepResult?> ConvergeAsync(
        Pass pass, IKubernetesObject<V1ObjectMeta> desired, IKubernetesObject<V1ObjectMeta>? live, bool isDrift, CancellationToken cancellationToken)
    {
        try
        {
            await AppliedObject.ConvergeAsync(pass, client, desired, live, isDrift, cancellationToken);
            return null;
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode == HttpStatusCode.UnprocessableEntity)
        {
            return Refused("Change the spec back, or delete that object to have it made anew.", exception);
        }
        catch (HttpOperationException exception) when (exception.Response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
        {
            return Refused("A quota of the namespace, an admission policy or the operator's own rights stand against it.", exception);
        }

        StepResult Refused(string advice, HttpOperationException exception) => StepResult.Blocked(
            Reasons.ApplyRefused,
            $"The API server refuses {AppliedObject.Describe(desired)} as this spec asks for it: {KubernetesJson.Deserialize<V1Status>(exception.Response.Content).Message} {advice}");
    }

    /// <summary>Deletes what is ours; names one that is still there, or null.</summary>
    private async Task<string?> RemoveAllAsync(Pass pass, IReadOnlyList<IKubernetesObject<V1ObjectMeta>> unwanted, CancellationToken cancellationToken)
    {
        string? leaving = null;
        foreach (var gone in unwanted)
        {
            var access = ObjectAccess.For(gone);
            var live = await access.GetAsync(client, gone.Metadata, cancellationToken);
            if (live is null || !IsOurs(pass, live))
                continue;
            leaving ??= AppliedObject.Describe(gone);
            if (pass.PlanOnly is { } plan)
            {
                plan.Delete(AppliedObject.Describe(gone));
                await plan.DeletedAsync(live, cancellationToken);
            }
            else if (live.Metadata.DeletionTimestamp is null)
            {
                await access.DeleteAsync(client, gone.Metadata, cancellationToken);
            }
        }

        return leaving;
    }

    private static bool IsOurs(Pass pass, IKubernetesObject<V1ObjectMeta> live) =>
        live.Metadata.OwnerReferences?.Any(owner => owner.Controller == true && owner.Uid == pass.Resource.Metadata.Uid) == true;

    private static StepResult ChildConflict(IKubernetesObject<V1ObjectMeta> live) => StepResult.Blocked(
        Reasons.ChildConflict,
        $"{AppliedObject.Describe(live)} exists and is not controlled by this resource. It was left as it is. Delete or rename it, or give this resource another name.");
}
