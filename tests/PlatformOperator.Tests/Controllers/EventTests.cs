using k8s.Models;
using KubeOps.Abstractions.Entities;
using PlatformOperator.Api;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Tests.Controllers;

/// <summary>What happens to a resource is told by Events, each thing once.</summary>
public sealed class EventTests(TroubledSandboxFixture fixture) : TroubledSandboxTest(fixture)
{
    [Fact]
    public async Task From_creation_to_deletion()
    {
        await ReadyTenantAsync("ev-life");
        var wanted = New.Stream("ev-life");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var stream = await CreateReadyAsync(wanted);
        await LookAgainAsync(stream);
        await LookAgainAsync(stream);
        await DeleteAsync(stream);
        await GoneAsync(stream);

        await EventAsync(stream, Reasons.Deleted);
        Assert.Equal(["Normal Created 1", "Normal Ready 1", "Normal Deleted 1"], await ToldAsync(stream));
    }

    [Fact]
    public async Task Throttling_is_told_when_it_begins()
    {
        await ReadyTenantAsync("ev-throttled");
        var refused = 0;
        // The SDK gives up after three attempts, so that a pass ends by it several times.
        Trouble.Answer = (call, carryOut) => call.Operation == "CreateStream" && Interlocked.Increment(ref refused) <= 8
            ? throw new FaultException(400, "ThrottlingException", "Rate exceeded")
            : carryOut();

        var stream = await CreateReadyAsync(New.Stream("ev-throttled"));

        await EventAsync(stream, Reasons.Ready);
        Assert.Equal(["Warning Throttled 1", "Normal Created 1", "Normal Ready 1"], await ToldAsync(stream));
    }

    private async Task<IEnumerable<string>> ToldAsync<TEntity>(TEntity entity)
        where TEntity : CustomKubernetesEntity =>
        (await Client.ListAsync<Corev1Event>(entity.Metadata.NamespaceProperty!, cancellationToken: Cancel))
            .Where(told => told.InvolvedObject.Kind == entity.Kind && told.InvolvedObject.Name == entity.Metadata.Name)
            .OrderBy(told => long.Parse(told.Metadata.ResourceVersion!, System.Globalization.CultureInfo.InvariantCulture))
            .Select(told => $"{told.Type} {told.Reason} {told.Count}");
}
