using System.Text.Json.Serialization;
using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Overview;

/// <summary>How one custom resource is, and what belongs to it: a Tenant's pipelines and resources, a pipeline's resources.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Namespace">Namespace; null of a Tenant.</param>
/// <param name="Name">Name.</param>
/// <param name="Ready">Status of its condition Ready: True, False, Unknown.</param>
/// <param name="Stalled">Whether only a human can put it right.</param>
/// <param name="Reason">Reason of its condition Ready.</param>
/// <param name="Message">What is going on or what to do; null while it is ready.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Drifted">When AWS was last found to differ.</param>
/// <param name="Lag">How far a pipeline's storage is behind its stream, for instance <c>1.2s</c>.</param>
/// <param name="EventsPerSecond">Events that a pipeline stores per second.</param>
/// <param name="Aws">ARN of what it stands for in AWS; of a pipeline, where it takes events.</param>
/// <param name="Parts">What belongs to it.</param>
public sealed record ResourceOverview(
    string Kind, string? Namespace, string Name, string Ready, bool Stalled, string Reason, string? Message, DateTime? Created, DateTime? Drifted,
    string? Lag, double? EventsPerSecond, string? Aws, IReadOnlyList<ResourceOverview> Parts)
{
    // As they are used: what encrypts, what takes events in, what keeps them.
    private static readonly string[] Kinds =
    [
        nameof(Tenant), nameof(EncryptionKey), nameof(DataPipeline), nameof(DataStream), nameof(TenantBucket), nameof(DataCache),
    ];

    /// <summary>The resource by itself.</summary>
    public static ResourceOverview Of(IPlatformResource resource) => Of(resource, []);

    /// <summary>All of them in order: Tenants with what lies in their namespaces, then what lies in namespaces of no Tenant that is among them.</summary>
    /// <param name="resources">The resources.</param>
    /// <param name="namespace">The one namespace that is looked at; other Tenants than its own are left out.</param>
    public static IReadOnlyList<ResourceOverview> Tree(IReadOnlyCollection<IPlatformResource> resources, string? @namespace = null)
    {
        var tenants = resources.OfType<Tenant>().Where(tenant => @namespace is null || tenant.Status.Namespaces?.Contains(@namespace) == true).ToList();
        var tops = resources.Where(resource => resource is not Tenant && Owner(resource, resources) is null).ToList();
        var homeless = tops.Where(resource => !tenants.Exists(tenant => Has(tenant, resource)));
        return
        [
            .. Sorted(tenants.Select(tenant => Of(tenant, Sorted(tops.Where(top => Has(tenant, top)).Select(WithParts))))),
            .. Sorted(homeless.Select(WithParts)),
        ];

        ResourceOverview WithParts(IPlatformResource top) => Of(top, Sorted(resources.Where(part => Owner(part, resources) == top).Select(Of)));
    }

    /// <summary>How a person says which it is.</summary>
    [JsonIgnore]
    public string FullName => Namespace is null ? Name : $"{Namespace}/{Name}";

    private static ResourceOverview Of(IPlatformResource resource, IReadOnlyList<ResourceOverview> parts)
    {
        var conditions = resource.CommonStatus.Conditions;
        var ready = conditions.FirstOrDefault(condition => condition.Type == "Ready");
        var pipeline = (resource as DataPipeline)?.Status;
        return new ResourceOverview(
            resource.Kind, resource.Namespace(), resource.Name(), ready?.Status ?? "Unknown",
            conditions.Any(condition => condition is { Type: "Stalled", Status: "True" }),
            ready?.Reason ?? "", ready?.Status == "True" ? null : ready?.Message, resource.Metadata.CreationTimestamp,
            resource.CommonStatus.DriftedAt, pipeline?.Lag,
            pipeline?.EventsPerSecond, AwsName(resource), parts);
    }

    private static bool Has(Tenant tenant, IPlatformResource resource) => tenant.Status.Namespaces?.Contains(resource.Metadata.NamespaceProperty!) == true;

    private static IPlatformResource? Owner(IPlatformResource resource, IEnumerable<IPlatformResource> resources) =>
        resource.Metadata.OwnerReferences?.FirstOrDefault(owner => owner.Controller == true) is { } reference
            ? resources.FirstOrDefault(owner => owner.Uid() == reference.Uid)
            : null;

    private static IReadOnlyList<ResourceOverview> Sorted(IEnumerable<ResourceOverview> resources) =>
        [.. resources.OrderBy(resource => Array.IndexOf(Kinds, resource.Kind)).ThenBy(resource => resource.FullName, StringComparer.Ordinal)];

    private static string? AwsName(IPlatformResource resource) => resource switch
    {
        Tenant tenant => tenant.Status.Keys?.Storage,
        EncryptionKey key => key.Status.KeyArn,
        TenantBucket bucket => bucket.Status.BucketArn,
        DataStream stream => stream.Status.StreamArn,
        DataCache cache => cache.Status.ReplicationGroupArn,
        DataPipeline pipeline => pipeline.Status.IngestUrl,
        _ => null,
    };
}
