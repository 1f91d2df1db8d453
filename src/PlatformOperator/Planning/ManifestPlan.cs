using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using KubeOps.Abstractions.Reconciliation;
using PlatformOperator.Api;
using PlatformOperator.Aws;
using PlatformOperator.Controllers;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using PlatformOperator.Manifests;
using PlatformOperator.Schemas;

namespace PlatformOperator.Planning;

/// <summary>What would be done if manifests were applied.</summary>
/// <param name="client">The cluster to compare with.</param>
/// <param name="aws">The AWS accounts to compare with.</param>
/// <param name="installation">The administrator's settings.</param>
/// <param name="time">The clock.</param>
internal sealed class ManifestPlan(PlanningClient client, IAwsSessions aws, InstallationSettings installation, TimeProvider time)
{
    private readonly ResourceSchemas schemas = new();

    /// <summary>The plan against an empty cluster and accounts that have nothing.</summary>
    public static async Task<(PlanReport? Report, IReadOnlyList<ManifestProblem> Problems)> AgainstNothingAsync(
        IReadOnlyList<Manifest> manifests, InstallationSettings installation, CancellationToken cancellationToken)
    {
        using var nothing = new PlanningClient(live: null);
        return await new ManifestPlan(nothing, new EmptyAwsSessions(TimeProvider.System), installation, TimeProvider.System)
            .MakeAsync(manifests, cancellationToken);
    }

    /// <summary>The plan, or what is wrong with the manifests.</summary>
    public async Task<(PlanReport? Report, IReadOnlyList<ManifestProblem> Problems)> MakeAsync(
        IReadOnlyList<Manifest> manifests, CancellationToken cancellationToken)
    {
        var validator = new ManifestValidator(schemas);
        var problems = validator.Validate(manifests).ToList();
        if (problems.Count > 0)
            return (null, problems);
        foreach (var manifest in manifests)
            await LayForeignAsync(manifest, cancellationToken);
        var resources = new List<(IPlatformResource Resource, PlannedResource Planned)>();
        // A resource is planned for after those that it builds on, which is the order of the kinds.
        foreach (var manifest in schemas.Kinds.SelectMany(kind => manifests.Where(manifest => manifest.IsOurs && manifest.Kind == kind)))
        {
            var there = await ThereAsync(ResourceSchemas.Read(Desired(manifest, null)), cancellationToken);
            if (there is not null)
                problems.AddRange(validator.ValidateChange(manifest, there));
            resources.Add(Lay(manifest, there));
        }

        if (problems.Count > 0)
            return (null, problems);
        var planner = new Planner(client, Services(), schemas);
        foreach (var (resource, planned) in resources)
        {
            if (resource.Metadata.DeletionTimestamp is null)
                await planner.PlanAsync(resource, planned, cancellationToken);
            else
                planned.Notes = [.. planned.Notes, "It is being deleted, and applying it does not change that."];
        }

        return (new PlanReport(client.IsLive, [.. resources.Select(entry => entry.Planned)]), []);
    }

    /// <summary>The manifest as the API server would store it over what is there.</summary>
    private JsonObject Desired(Manifest manifest, JsonObject? there)
    {
        var desired = schemas.Applied(there, manifest.Content);
        if (schemas.Find(manifest.Kind)!.IsNamespaced && manifest.Namespace is null)
            desired.Meta()["namespace"] = client.GetCurrentNamespace();
        return desired;
    }

    private async Task<JsonObject?> ThereAsync(IKubernetesObject<V1ObjectMeta> desired, CancellationToken cancellationToken) =>
        await ObjectAccess.For(desired).GetAsync(client, desired.Metadata, cancellationToken) is { } there
            ? JsonNode.Parse(KubernetesJson.Serialize(there))!.AsObject()
            : null;

    private (IPlatformResource Resource, PlannedResource Planned) Lay(Manifest manifest, JsonObject? there)
    {
        var then = Overlay.Of(there, Desired(manifest, there), time.GetUtcNow());
        var resource = ResourceSchemas.Read(then);
        client.Lay(resource);
        var source = new ManifestSource(manifest.File, manifest.LineOf(""));
        var planned = new PlannedResource(manifest.Kind, resource.Metadata.NamespaceProperty, manifest.Name, source);
        planned.Own = Overlay.Action(planned.Title, there, then);
        var left = FieldDifference.Between(schemas.Complete(manifest.Content)["spec"], then["spec"]).Select(difference => $"spec.{difference.Field}").ToList();
        if (left.Count > 0)
            planned.Notes = [$"Not in the manifest, and left as it is since no apply set it: {string.Join(", ", left)}."];
        return (resource, planned);
    }

    /// <summary>Of other kinds only those count that the controllers ask for: namespaces, and the Secrets of sources.</summary>
    private async Task LayForeignAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        switch (manifest.ApiVersion, manifest.Kind)
        {
            case ("v1", "Namespace"):
                var there = await ThereAsync(KubernetesJson.Deserialize<V1Namespace>(manifest.Content.ToJsonString()), cancellationToken);
                client.Lay(KubernetesJson.Deserialize<V1Namespace>(Overlay.Of(there, manifest.Content, time.GetUtcNow()).ToJsonString()));
                break;
            case ("v1", "Secret"):
                // The one that is there is not looked at: whoever plans may not read Secrets, and what it holds is the manifest's to say.
                var secret = KubernetesJson.Deserialize<V1Secret>(manifest.Content.ToJsonString());
                secret.Metadata.NamespaceProperty ??= client.GetCurrentNamespace();
                secret.Data ??= secret.StringData?.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetBytes(entry.Value));
                client.Lay(secret);
                break;
        }
    }

    private ControllerServices Services() => new(
        client, (_, _, _, _, _) => Task.CompletedTask, aws, installation,
        new Dependents(client, Ignore, Ignore, Ignore, Ignore, Ignore), time) { PlansOnly = true };

    private static Task<bool> Ignore<TEntity>(
        TEntity entity, ReconciliationType type, ReconciliationTriggerSource source, TimeSpan after, int retryCount, CancellationToken cancellationToken) =>
        Task.FromResult(true);
}
