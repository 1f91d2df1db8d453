using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Controllers;
using PlatformOperator.Convergence;
using PlatformOperator.Manifests;

namespace PlatformOperator.Planning;

/// <summary>
/// Lets the controllers plan, one custom resource after the other. What a plan would apply or delete is laid over the cluster, and planned for in turn
/// where the operator serves it, so that each sees what the one before would leave.
/// </summary>
/// <param name="client">The cluster as it would be.</param>
/// <param name="services">What the controllers need; their client must be this one.</param>
/// <param name="schemas">Our kinds.</param>
internal sealed class Planner(PlanningClient client, ControllerServices services, ResourceSchemas schemas)
{
    private readonly PlanningClient client = client;
    private readonly ControllerServices services = services;
    private readonly ResourceSchemas schemas = schemas;

    /// <summary>Plans for a resource that was laid over the cluster.</summary>
    /// <param name="resource">The resource as it would be.</param>
    /// <param name="planned">What is found out about it.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task PlanAsync(IPlatformResource resource, PlannedResource planned, CancellationToken cancellationToken)
    {
        var plan = new Plan(new Follower(this, planned));
        try
        {
            await VisitAsync(resource, plan, cancellationToken);
            if (plan.Obstacles.Count == 0 && resource.Metadata.DeletionTimestamp is null)
                client.Lay(await CompleteAsync(resource, cancellationToken));
        }
        catch (HttpOperationException exception)
        {
            plan.Obstruct("ClusterNotReadable", Explain(exception));
        }

        planned.Obstacles = [.. plan.Obstacles.Select(obstacle => Explain(obstacle, planned)).Distinct()];
        planned.Notes = [.. planned.Notes, .. plan.Notes];
        // What is done to a child stands with the child.
        var children = planned.Children.ToDictionary(child => $"{child.Kind} {child.Name}", StringComparer.Ordinal);
        planned.Actions = [.. plan.Actions.Where(action => !children.ContainsKey(action.What))];
        foreach (var action in plan.Actions.Where(action => children.ContainsKey(action.What)))
            children[action.What].Own = action;
    }

    /// <summary>Why the cluster could not be looked at, and what to do.</summary>
    public static string Explain(HttpOperationException exception) => exception.Response.StatusCode == HttpStatusCode.Forbidden
        ? $"{exception.Message}. Bind the ClusterRole {ClusterRoles.Plan} to this user."
        : $"The API server did not answer what was asked: {exception.Message}";

    /// <summary>Without a cluster, what does not exist is what was not given: Tenants often lie in another repository.</summary>
    private Obstacle Explain(Obstacle obstacle, PlannedResource planned)
    {
        const string elsewhere = "If it lies elsewhere, give it by another -f, or let plan --live find it in the cluster.";
        return (client.IsLive, obstacle.Reason) switch
        {
            (false, Reasons.NamespaceWithoutTenant) => obstacle with
            {
                Message = $"No Tenant of namespace {planned.Namespace} is among the manifests (one named {planned.Namespace}, or one with "
                    + $"{planned.Namespace} in spec.namespaces). {elsewhere}",
            },
            (false, Reasons.KeyNotFound) => obstacle with { Message = $"{obstacle.Message} {elsewhere}" },
            _ => obstacle,
        };
    }

    private Task VisitAsync(IPlatformResource resource, Plan plan, CancellationToken cancellationToken) => resource switch
    {
        Tenant tenant => new TenantController(services).PlanAsync(tenant, plan, cancellationToken),
        EncryptionKey key => new EncryptionKeyController(services).PlanAsync(key, plan, cancellationToken),
        TenantBucket bucket => new TenantBucketController(services).PlanAsync(bucket, plan, cancellationToken),
        DataStream stream => new DataStreamController(services).PlanAsync(stream, plan, cancellationToken),
        DataCache cache => new DataCacheController(services).PlanAsync(cache, plan, cancellationToken),
        DataPipeline pipeline => new DataPipelineController(services).PlanAsync(pipeline, plan, cancellationToken),
        _ => throw new ArgumentException($"{resource.Kind} is none of our kinds.", nameof(resource)),
    };

    private async Task<IPlatformResource> CompleteAsync(IPlatformResource resource, CancellationToken cancellationToken)
    {
        var tenancy = resource is Tenant tenant ? Tenancy.Of(tenant, services.Installation) : await Tenancy.OfAsync(resource, services, cancellationToken);
        ExpectedStatus.Fill(resource, tenancy.Context, services.Time.GetUtcNow());
        return resource;
    }

    /// <summary>Goes on from one resource to those that it owns.</summary>
    private sealed class Follower(Planner planner, PlannedResource parent) : IPlanFollower
    {
        public async Task AppliedAsync(IKubernetesObject<V1ObjectMeta> desired, CancellationToken cancellationToken)
        {
            if (desired is not IPlatformResource)
            {
                planner.client.Lay(desired);
                return;
            }

            var live = await ObjectAccess.For(desired).GetAsync(planner.client, desired.Metadata, cancellationToken);
            var there = live is null ? null : Json(live);
            var then = ResourceSchemas.Read(Overlay.Of(there, planner.schemas.Applied(there, Json(desired)), planner.services.Time.GetUtcNow()));
            planner.client.Lay(then);
            await planner.PlanAsync(then, Child(desired), cancellationToken);
        }

        public async Task DeletedAsync(IKubernetesObject<V1ObjectMeta> live, CancellationToken cancellationToken)
        {
            if (live is IPlatformResource resource)
            {
                resource.Metadata.DeletionTimestamp ??= planner.services.Time.GetUtcNow().UtcDateTime;
                await planner.PlanAsync(resource, Child(live), cancellationToken);
            }

            planner.client.Remove(live);
        }

        private PlannedResource Child(IKubernetesObject<V1ObjectMeta> resource)
        {
            var child = new PlannedResource(resource.Kind, resource.Metadata.NamespaceProperty, resource.Metadata.Name, Source: null);
            parent.Children.Add(child);
            return child;
        }

        private static JsonObject Json(IKubernetesObject<V1ObjectMeta> value) => JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject();
    }
}
