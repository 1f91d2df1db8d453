using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>From events to a data lake: source, stream, transform and storage, the cache beside it, and the pods that run it.</summary>
[KubernetesEntity(Group = Annotations.Group, ApiVersion = Annotations.Version, Kind = "DataPipeline", PluralName = "datapipelines")]
[EntityScope(EntityScope.Namespaced), KubernetesEntityShortNames("dp")]
[Description("From events to a data lake: source, stream, transform and storage, the cache beside it, and the pods that run it. Its parts are TenantBuckets, a DataStream and a DataCache, which it owns.")]
[ValidationRule(
    "size(self.metadata.name) <= 50 && !self.metadata.name.contains('.')",
    message: "metadata.name must have at most 50 characters and no period: the names of its parts are made from it")]
[GenericAdditionalPrinterColumn(Columns.ReadyPath, "Ready", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.ReasonPath, "Reason", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.streamName", "Stream", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.readyIngestReplicas", "Ingest", Columns.Integer, Description = "Ready pods that take events in.")]
[GenericAdditionalPrinterColumn(".status.readyProcessReplicas", "Process", Columns.Integer, Description = "Ready pods that write storage.")]
[GenericAdditionalPrinterColumn(Columns.AgePath, "Age", Columns.Date)]
[GenericAdditionalPrinterColumn(
    ".status.lag", "Lag", Columns.Text, Priority = PrinterColumnPriority.WideView, Description = "How far storage is behind the stream.")]
[GenericAdditionalPrinterColumn(
    ".status.eventsPerSecond", "Rate", Columns.Number, Priority = PrinterColumnPriority.WideView, Description = "Events stored per second.")]
[GenericAdditionalPrinterColumn(".status.ingestUrl", "Url", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.AccountPath, "Account", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.RegionPath, "Region", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.DriftedPath, "Drifted", Columns.Date, Priority = PrinterColumnPriority.WideView)]
public sealed class DataPipeline : CustomKubernetesEntity<DataPipelineSpec, DataPipelineStatus>, IPlatformResource
{
    ResourceStatus IPlatformResource.CommonStatus => Status;
}

[Required]
[Description("The pipeline as it should be.")]
[ValidationRule(FilterRules.KnownFields, fieldPath: ".transform.filter", message: "filter names a field that schema.fields does not have")]
[ValidationRule(FilterRules.MatchesText, fieldPath: ".transform.filter", message: "matches needs a field of type String")]
[ValidationRule(FilterRules.BetweenOrdered, fieldPath: ".transform.filter", message: "between needs a field of type Number, Integer or Timestamp")]
[ValidationRule(
    "!has(self.schema) || !has(self.transform) || !has(self.transform.default) || self.transform.default.all(k, k in self.schema.fields)",
    fieldPath: ".transform.default", message: "default names a field that schema.fields does not have")]
[ValidationRule(
    "!has(self.transform) || !has(self.transform.derive) || self.transform.derive.all(d, has(self.schema) && !(d.field in self.schema.fields)"
    + " && d.from in self.schema.fields && self.schema.fields[d.from] == 'Timestamp')",
    fieldPath: ".transform.derive", message: "derive makes a field that schema.fields does not have from one of type Timestamp that it has")]
[ValidationRule(
    "!has(self.schema) || !has(self.transform) || !has(self.transform.rename) || self.transform.rename.all(k, !(self.transform.rename[k] in self.schema.fields))",
    fieldPath: ".transform.rename", message: "rename gives a name that schema.fields has")]
[ValidationRule(
    "self.storage.processed.partitionBy.all(p, p == 'date' || has(self.schema) && p in self.schema.fields)",
    fieldPath: ".storage.processed.partitionBy", message: "partitionBy takes date and fields of schema.fields")]
[ValidationRule(
    "!has(self.transform) || !has(self.transform.aggregate) || has(self.schema)", fieldPath: ".transform.aggregate",
    message: "aggregate needs a schema: windows go by its timestamp")]
[ValidationRule(
    "!has(self.schema) || !has(self.transform) || !has(self.transform.aggregate) || !has(self.transform.aggregate.by) || self.transform.aggregate.by.all(b, b in self.schema.fields)",
    fieldPath: ".transform.aggregate.by", message: "aggregate.by names a field that schema.fields does not have")]
[ValidationRule(
    "!has(self.schema) || !has(self.transform) || !has(self.transform.aggregate) || self.transform.aggregate.metrics.all(m, "
    + "(!has(m.count) || m.count in self.schema.fields)"
    + " && (!has(m.average) || m.average in self.schema.fields && self.schema.fields[m.average] in ['Number', 'Integer'])"
    + " && (!has(m.sum) || m.sum in self.schema.fields && self.schema.fields[m.sum] in ['Number', 'Integer'])"
    + " && (!has(m.min) || m.min in self.schema.fields && self.schema.fields[m.min] in ['Number', 'Integer'])"
    + " && (!has(m.max) || m.max in self.schema.fields && self.schema.fields[m.max] in ['Number', 'Integer']))",
    fieldPath: ".transform.aggregate.metrics",
    message: "metrics are over fields of schema.fields; average, sum, min and max over those of type Number or Integer")]
[ValidationRule(
    "!has(self.source.poll) || !has(self.source.poll.since) || has(self.schema)", fieldPath: ".source.poll.since", message: "since needs a schema: it goes by its timestamp")]
public sealed class DataPipelineSpec
{
    [Description("Where events come from: exactly one of http and poll.")]
    [Required]
    public PipelineSource Source { get; set; } = new();

    // Its rules run over this very text when the definition is created: mode's own default is not applied to it before.
    [Description("The Kinesis stream between ingest and process, encrypted with the tenant's key for streams.")]
    [DefaultValue("{\"mode\": \"OnDemand\"}", Json = true)]
    public StreamSettings Stream { get; set; } = new();

    [Description("An ElastiCache beside the pipeline. It makes queries of aggregates quicker: pods use it only with source.http and transform.aggregate. Other programs of the tenant may use it, too; the DataCache <pipeline>-cache says where it is. Without it the pipeline has none.")]
    public CacheSettings? Cache { get; set; }

    [Description("The buckets that the pipeline writes: raw holds every event as it came, processed those that passed, errors those that broke the schema, with the reason. The tenant's key for storage encrypts them.")]
    [DefaultValue("{}", Json = true)]
    public PipelineStorage Storage { get; set; } = new();

    [Description("Form of the events. Without it every well-formed JSON object passes.")]
    public EventSchema? Schema { get; set; }

    [Description("What is done to events between raw and processed. Without it nothing.")]
    public PipelineTransform? Transform { get; set; }

    [Description("The pods that run the pipeline. Their image is the installation's.")]
    [DefaultValue("{}", Json = true)]
    public IngestionSettings Ingestion { get; set; } = new();

    [Description("What becomes of the buckets and the stream when the DataPipeline is deleted. The cache holds only what can be computed again and is always deleted, as are pods and roles.")]
    [DefaultValue("Retain")]
    public DeletionPolicy DeletionPolicy { get; set; }
}

public sealed class PipelineStorage
{
    [Description("Bucket of the events as they came.")]
    [DefaultValue("{}", Json = true)]
    public ZoneSettings Raw { get; set; } = new();

    [Description("Bucket of the events that passed schema and filter.")]
    [DefaultValue("{}", Json = true)]
    public ProcessedZoneSettings Processed { get; set; } = new();

    [Description("Bucket of the events that broke the schema, each with the reason.")]
    [DefaultValue("{}", Json = true)]
    public ZoneSettings Errors { get; set; } = new();

    [Description("With deletionPolicy Delete: delete the objects of the three buckets before the buckets. There is no way back.")]
    [DefaultValue(false)]
    public bool EmptyOnDelete { get; set; }
}

public class ZoneSettings : ObjectLifetime;

public sealed class ProcessedZoneSettings : ZoneSettings
{
    [Description("How object keys are partitioned, outermost first: date, which is the event's day in UTC, or fields of the schema.")]
    [DefaultValue("[\"date\"]", Json = true)]
    [XListType(XListType.Set), Items(maxItems: 4), Each(MinLength = 1, MaxLength = 128)]
    public IList<string> PartitionBy { get; set; } = ["date"];
}

public sealed class IngestionSettings
{
    [Description("How many pods take events in; within these bounds they follow the load. The pods that process follow how far they are behind the stream: between one and max, never more than the stream has open shards.")]
    [DefaultValue("{\"min\": 1, \"max\": 8}", Json = true)]
    public ReplicaRange Replicas { get; set; } = new();

    [Description("Compute resources of each pod.")]
    [DefaultValue("{}", Json = true)]
    public ComputeResources Resources { get; set; } = new();
}

[ValidationRule("self.min <= self.max", fieldPath: ".max", message: "max must not be lower than min")]
public sealed class ReplicaRange
{
    [Description("Fewest pods.")]
    [DefaultValue(1), RangeMinimum(1), RangeMaximum(200)]
    public int Min { get; set; } = 1;

    [Description("Most pods.")]
    [DefaultValue(8), RangeMinimum(1), RangeMaximum(200)]
    public int Max { get; set; } = 8;
}

public sealed class ComputeResources
{
    [Description("What a pod is promised.")]
    [DefaultValue("{}", Json = true)]
    public ResourceRequests Requests { get; set; } = new();

    [Description("What a pod may use at most.")]
    [DefaultValue("{}", Json = true)]
    public ResourceLimits Limits { get; set; } = new();
}

public sealed class ResourceRequests
{
    [Description("CPU cores, for instance 250m. The number of ingest pods follows the use of it.")]
    [DefaultValue("100m"), Length(maxLength: 32), Pattern(Rules.Quantity)]
    public IntOrString Cpu { get; set; } = "100m";

    [Description("Memory, for instance 256Mi.")]
    [DefaultValue("256Mi"), Length(maxLength: 32), Pattern(Rules.Quantity)]
    public IntOrString Memory { get; set; } = "256Mi";
}

public sealed class ResourceLimits
{
    [Description("CPU cores; without it a pod may use what its node has to spare.")]
    [Length(maxLength: 32), Pattern(Rules.Quantity)]
    public IntOrString? Cpu { get; set; }

    [Description("Memory; a pod that needs more is restarted.")]
    [DefaultValue("512Mi"), Length(maxLength: 32), Pattern(Rules.Quantity)]
    public IntOrString Memory { get; set; } = "512Mi";
}

[Description("What is there. Written by the operator.")]
public sealed class DataPipelineStatus : ResourceStatus
{
    [Description("Name of the Kinesis stream.")]
    public string? StreamName { get; set; }

    [Description("Name of the bucket of events as they came.")]
    public string? RawBucket { get; set; }

    [Description("Name of the bucket of events that passed.")]
    public string? ProcessedBucket { get; set; }

    [Description("Name of the bucket of events that broke the schema.")]
    public string? ErrorsBucket { get; set; }

    [Description("Host name and port of the cache.")]
    public string? CacheEndpoint { get; set; }

    [Description("ARN of the IAM role of the pods that take events in.")]
    public string? IngestRoleArn { get; set; }

    [Description("ARN of the IAM role of the pods that write storage.")]
    public string? ProcessRoleArn { get; set; }

    [Description("Where to post events from inside the cluster; absent where the pipeline polls.")]
    public string? IngestUrl { get; set; }

    [Description(
        "Where to query aggregates from inside the cluster, with the API keys of the source. Absent where nothing is aggregated or the source has no keys.")]
    public string? QueryUrl { get; set; }

    [Description("Where the final rows of aggregates lie, for Athena and Glue: one folder per definition of the aggregate.")]
    public string? AggregatesLocation { get; set; }

    [Description("Ready pods that take events in.")]
    public int? ReadyIngestReplicas { get; set; }

    [Description("Ready pods that write storage.")]
    public int? ReadyProcessReplicas { get; set; }

    [Description("Pods that should write storage, by the lag of the last minutes.")]
    public int? ProcessReplicas { get; set; }

    [Description("Label selector of the pods that write storage.")]
    public string? ProcessSelector { get; set; }

    [Description("How far the pods that write storage are behind the stream, by its slowest shard: 0s, 1.2s, 4m.")]
    public string? Lag { get; set; }

    [Description("The same in milliseconds, to two digits.")]
    public long? LagMilliseconds { get; set; }

    [Description("Events stored per second, to two digits.")]
    public double? EventsPerSecond { get; set; }

    [Description("The lag that is being watched, while it is so high that more pods may be needed.")]
    public ObservedLag? Behind { get; set; }

    [Description("Since when the lag has been so low that fewer pods may do.")]
    public DateTime? CaughtUpSince { get; set; }
}

/// <summary>A lag and when it was seen.</summary>
public sealed record ObservedLag
{
    [Description("When the lag was seen.")]
    [Required]
    public DateTime Since { get; set; }

    [Description("How high it was then.")]
    [Required]
    public long Milliseconds { get; set; }
}
