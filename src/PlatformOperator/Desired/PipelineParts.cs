using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>The AWS resources behind a pipeline.</summary>
public sealed record PipelineParts
{
    /// <summary>
    /// The parts of a pipeline. Their names are computed and not taken from what the children report: pods are given rights by these names, and
    /// the status of a child may have been written by somebody else than the operator.
    /// </summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="tenant">The tenant of its namespace.</param>
    /// <param name="settings">The installation's settings.</param>
    /// <param name="streamKeys">ARNs of keys, see <see cref="StreamKeys"/>.</param>
    /// <param name="storageKeys">ARNs of keys, see <see cref="StorageKeys"/>.</param>
    public static PipelineParts For(
        DataPipeline pipeline, TenantContext tenant, InstallationSettings settings, IReadOnlyList<string> streamKeys, IReadOnlyList<string> storageKeys)
    {
        var stream = Streams.Name(PipelineChildren.Stream(pipeline), tenant, settings);
        return new PipelineParts
        {
            StreamName = stream,
            StreamArn = Arns.Stream(tenant.Region, tenant.AccountId, stream),
            StreamKeys = streamKeys,
            RawBucket = Buckets.Name(PipelineChildren.Raw(pipeline), tenant, settings),
            ProcessedBucket = Buckets.Name(PipelineChildren.Processed(pipeline), tenant, settings),
            ErrorsBucket = Buckets.Name(PipelineChildren.Errors(pipeline), tenant, settings),
            StorageKeys = storageKeys,
        };
    }

    /// <summary>Name of the stream.</summary>
    public required string StreamName { get; init; }

    /// <summary>ARN of the stream.</summary>
    public required string StreamArn { get; init; }

    /// <summary>ARNs of the keys that the stream's records may be encrypted with, the present one first.</summary>
    public required IReadOnlyList<string> StreamKeys { get; init; }

    /// <summary>Name of the bucket of events as they came.</summary>
    public required string RawBucket { get; init; }

    /// <summary>Name of the bucket of events that passed.</summary>
    public required string ProcessedBucket { get; init; }

    /// <summary>Name of the bucket of events that broke the schema.</summary>
    public required string ErrorsBucket { get; init; }

    /// <summary>
    /// Host and port of the cache, as its child reports them: ElastiCache chooses the name. Whoever can write that status can lead the pods' auth token
    /// to another host that has a certificate and lies in the subnets which the pods may reach.
    /// </summary>
    public string? CacheEndpoint { get; init; }

    /// <summary>ARNs of the keys that objects of the three buckets may be encrypted with.</summary>
    public required IReadOnlyList<string> StorageKeys { get; init; }
}

/// <summary>The two roles that pods of a pipeline play.</summary>
public enum PipelineRole
{
    /// <summary>Takes events in and puts them on the stream.</summary>
    Ingest,

    /// <summary>Reads the stream and writes storage.</summary>
    Process,
}

/// <summary>Names of the pod roles.</summary>
public static class PipelineRoles
{
    /// <summary>Both, in the order in which data passes them.</summary>
    public static readonly IReadOnlyList<PipelineRole> All = [PipelineRole.Ingest, PipelineRole.Process];

    /// <summary><c>ingest</c> or <c>process</c>: verb of the pods' program, label value, part of names.</summary>
    public static string Verb(this PipelineRole role) => role == PipelineRole.Ingest ? "ingest" : "process";
}
