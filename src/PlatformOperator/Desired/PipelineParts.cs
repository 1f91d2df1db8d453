namespace PlatformOperator.Desired;

/// <summary>The AWS resources behind a pipeline, as its children report them.</summary>
public sealed record PipelineParts
{
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
