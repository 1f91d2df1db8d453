using k8s.Models;
using PlatformOperator.Api;

namespace PlatformOperator.Desired;

/// <summary>
/// The custom resources that a pipeline owns, one per part. They carry no status: it belongs to whoever reconciles them.
/// </summary>
public static class PipelineChildren
{
    /// <summary>Prefix of the object keys that hold data; checkpoints lie elsewhere and must not expire.</summary>
    public const string DataPrefix = "data/";

    /// <summary>All children in the order in which they are made.</summary>
    public static IReadOnlyList<IPlatformResource> For(DataPipeline pipeline)
    {
        var children = new List<IPlatformResource> { Raw(pipeline), Processed(pipeline), Errors(pipeline), Stream(pipeline) };
        if (Cache(pipeline) is { } cache)
            children.Add(cache);
        return children;
    }

    /// <summary>Children that a pipeline like this one does not have; one of an earlier spec may still be there.</summary>
    public static IReadOnlyList<IPlatformResource> UnwantedFor(DataPipeline pipeline) => pipeline.Spec.Cache is not null
        ? []
        : [new DataCache { ApiVersion = Annotations.GroupVersion, Kind = nameof(DataCache), Metadata = Metadata(pipeline, "cache"), Status = null! }];

    /// <summary>The bucket of events as they came.</summary>
    public static TenantBucket Raw(DataPipeline pipeline) => Bucket(pipeline, BucketZone.Raw, pipeline.Spec.Storage.Raw);

    /// <summary>The bucket of events that passed.</summary>
    public static TenantBucket Processed(DataPipeline pipeline) => Bucket(pipeline, BucketZone.Processed, pipeline.Spec.Storage.Processed);

    /// <summary>The bucket of events that broke the schema.</summary>
    public static TenantBucket Errors(DataPipeline pipeline) => Bucket(pipeline, BucketZone.Errors, pipeline.Spec.Storage.Errors);

    /// <summary>The stream between ingest and process.</summary>
    public static DataStream Stream(DataPipeline pipeline) => new()
    {
        ApiVersion = Annotations.GroupVersion,
        Kind = nameof(DataStream),
        Metadata = Metadata(pipeline, "stream"),
        Spec = new DataStreamSpec
        {
            Mode = pipeline.Spec.Stream.Mode,
            Shards = pipeline.Spec.Stream.Shards,
            RetentionHours = pipeline.Spec.Stream.RetentionHours,
            ShardLevelMetrics = pipeline.Spec.Stream.ShardLevelMetrics,
            DeletionPolicy = pipeline.Spec.DeletionPolicy,
        },
        Status = null!,
    };

    /// <summary>The cache beside the pipeline, if it has one. What it holds can be computed again, so it goes with the pipeline.</summary>
    public static DataCache? Cache(DataPipeline pipeline) => pipeline.Spec.Cache is not { } cache ? null : new DataCache
    {
        ApiVersion = Annotations.GroupVersion,
        Kind = nameof(DataCache),
        Metadata = Metadata(pipeline, "cache"),
        Spec = new DataCacheSpec
        {
            Engine = cache.Engine,
            EngineVersion = cache.EngineVersion,
            NodeType = cache.NodeType,
            ReplicasPerPrimary = cache.ReplicasPerPrimary,
            SnapshotRetentionDays = cache.SnapshotRetentionDays,
            MaintenanceWindow = cache.MaintenanceWindow,
            DeletionPolicy = DeletionPolicy.Delete,
        },
        Status = null!,
    };

    private static TenantBucket Bucket(DataPipeline pipeline, BucketZone zone, ZoneSettings settings) => new()
    {
        ApiVersion = Annotations.GroupVersion,
        Kind = nameof(TenantBucket),
        Metadata = Metadata(pipeline, zone.ToString().ToLowerInvariant()),
        Spec = new TenantBucketSpec
        {
            Zone = zone,
            // Data objects are written once, and every version of a checkpoint but the last is of no use.
            Versioning = BucketVersioning.Suspended,
            Lifecycle = new BucketLifecycle
            {
                Prefix = DataPrefix,
                Transitions = settings.Transitions,
                ExpireAfterDays = settings.ExpireAfterDays,
            },
            DeletionPolicy = pipeline.Spec.DeletionPolicy,
            EmptyOnDelete = pipeline.Spec.Storage.EmptyOnDelete,
        },
        Status = null!,
    };

    private static V1ObjectMeta Metadata(DataPipeline pipeline, string part) => ObjectMeta.OwnedBy(
        pipeline, pipeline.Metadata.NamespaceProperty!, Names.Child(pipeline.Metadata.Name, part), ObjectMeta.PipelineLabels(pipeline));
}
