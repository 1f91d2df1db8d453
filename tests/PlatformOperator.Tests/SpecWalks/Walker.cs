using System.Net;
using System.Text.Json.Nodes;
using k8s.Autorest;
using k8s.Models;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Chaos;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Walks: edits a resource in a world step by step.</summary>
/// <param name="world">The world.</param>
/// <param name="subject">The resource.</param>
/// <param name="spec">Its spec as it should be by now.</param>
internal sealed class Walker<TEntity>(ChaosWorld world, TEntity subject, JsonObject spec)
    where TEntity : CustomKubernetesEntity, IPlatformResource
{
    public async Task TakeAsync(Step step)
    {
        switch (step.Edit.Verdict)
        {
            case Verdict.Refused:
                // Nothing happened, so there is nothing to wait for.
                await AssertRefusedAsync(step.Edit);
                return;
            case Verdict.Blocked:
                await AssertBlockedAsync(step.Edit);
                break;
            default:
                await PatchAsync(step.Edit);
                step.Edit.ApplyTo(spec);
                break;
        }

        await GoOnAsync(step.Pace);
    }

    public async Task RestAsync()
    {
        await world.UntilAllReadyAsync();
        await world.SettleAsync();
    }

    private async Task GoOnAsync(Pace pace)
    {
        switch (pace)
        {
            case Pace.Wait:
                await RestAsync();
                break;
            case Pace.Kill:
                await world.Sandbox.KillOperatorAsync();
                await world.Sandbox.StartOperatorAsync(world.Cancel);
                break;
        }
    }

    private async Task AssertRefusedAsync(Edit edit)
    {
        var refusal = await Assert.ThrowsAsync<HttpOperationException>(() => PatchAsync(edit));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refusal.Response.StatusCode);
        // A patch that cannot be carried out gets the same status.
        Assert.Contains("is invalid", refusal.Response.Content, StringComparison.Ordinal);
    }

    private async Task AssertBlockedAsync(Edit edit)
    {
        await RestAsync();
        var before = WorldSnapshot.OfAws(world.Aws, _ => true);
        await PatchAsync(edit);
        await world.UntilAsync(() => IsBlockedAsync(edit.Reason!), $"not ready for the reason {edit.Reason}");
        await world.SettleAsync();
        Assert.Equal("", WorldSnapshot.OfAws(world.Aws, _ => true).DifferencesTo(before));
        await PatchAsync(edit.BackTo(spec));
    }

    private async Task<bool> IsBlockedAsync(string reason)
    {
        var live = (await world.GetAsync(subject))!;
        var ready = live.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready");
        return ready is { Status: "False" } && ready.Reason == reason && live.CommonStatus.ObservedGeneration == live.Metadata.Generation;
    }

    private Task<TEntity> PatchAsync(Edit edit) => world.Client.PatchAsync<TEntity>(
        new V1Patch(edit.Patch(), V1Patch.PatchType.JsonPatch), subject.Metadata.Name, subject.Metadata.NamespaceProperty, cancellationToken: world.Cancel);
}
