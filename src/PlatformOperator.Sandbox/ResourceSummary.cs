using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Sandbox;

/// <summary>One custom resource in a line.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Name">Namespace and name.</param>
/// <param name="Ready">Status of its condition Ready.</param>
/// <param name="Reason">Reason of its condition Ready.</param>
/// <param name="Aws">ARN or name of what it stands for in AWS.</param>
internal sealed record ResourceSummary(string Kind, string Name, string Ready, string Reason, string Aws)
{
    public static ResourceSummary Of(IPlatformResource resource)
    {
        var ready = resource.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready");
        var name = resource.Namespace() is { } home ? $"{home}/{resource.Name()}" : resource.Name();
        return new ResourceSummary(resource.Kind, name, ready?.Status ?? "Unknown", ready?.Reason ?? "", MainName(resource) ?? "");
    }

    private static string? MainName(IPlatformResource resource) => resource switch
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
