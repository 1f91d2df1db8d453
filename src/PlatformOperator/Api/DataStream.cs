using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>A Kinesis data stream.</summary>
[KubernetesEntity(Group = Annotations.Group, ApiVersion = Annotations.Version, Kind = "DataStream", PluralName = "datastreams")]
[EntityScope(EntityScope.Namespaced), KubernetesEntityShortNames("dst")]
[Description("A Kinesis data stream. Always encrypted with a KMS key.")]
[ValidationRule(Rules.NameIsLabel, message: Rules.NameIsLabelMessage)]
[GenericAdditionalPrinterColumn(Columns.ReadyPath, "Ready", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.ReasonPath, "Reason", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.streamName", "Stream", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.openShards", "Shards", Columns.Integer)]
[GenericAdditionalPrinterColumn(Columns.AgePath, "Age", Columns.Date)]
[GenericAdditionalPrinterColumn(".spec.mode", "Mode", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.AccountPath, "Account", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.RegionPath, "Region", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.DriftedPath, "Drifted", Columns.Date, Priority = PrinterColumnPriority.WideView)]
public sealed class DataStream : CustomKubernetesEntity<DataStreamSpec, DataStreamStatus>, IPlatformResource
{
    ResourceStatus IPlatformResource.CommonStatus => Status;
}

[ValidationRule(
    "self.mode == 'Provisioned' || !has(self.shards)", fieldPath: ".shards",
    message: "shards can be set only with mode Provisioned: an on-demand stream scales by itself")]
[ValidationRule("self.mode != 'Provisioned' || has(self.shards)", fieldPath: ".shards", message: "mode Provisioned needs shards")]
public class StreamSettings
{
    [Description("OnDemand scales by itself and is paid by use. Provisioned has the given number of shards. Kinesis allows two changes of mode in 24 hours.")]
    [DefaultValue("OnDemand")]
    public StreamMode Mode { get; set; }

    [Description("Number of shards, with mode Provisioned: each takes 1 MB or 1,000 records a second and gives 2 MB a second. A change is done in steps of at most doubling or halving.")]
    [RangeMinimum(1), RangeMaximum(10000)]
    public int? Shards { get; set; }

    [Description("Hours that records are kept. More than 24 costs extra.")]
    [DefaultValue(24), RangeMinimum(24), RangeMaximum(8760)]
    public int RetentionHours { get; set; } = 24;

    [Description("CloudWatch metrics published for every shard; each costs extra.")]
    [XListType(XListType.Set), Items(maxItems: 7)]
    public IList<ShardLevelMetric>? ShardLevelMetrics { get; set; }
}

public enum StreamMode
{
    OnDemand,
    Provisioned,
}

public enum ShardLevelMetric
{
    IncomingBytes,
    IncomingRecords,
    OutgoingBytes,
    OutgoingRecords,
    WriteProvisionedThroughputExceeded,
    ReadProvisionedThroughputExceeded,
    IteratorAgeMilliseconds,
}

[Required]
[Description("The stream as it should be.")]
public sealed class DataStreamSpec : StreamSettings
{
    [Description("Which key encrypts the stream's records.")]
    [DefaultValue("{}", Json = true)]
    public EncryptionSettings Encryption { get; set; } = new();

    [Description("What becomes of the stream when the DataStream is deleted.")]
    [DefaultValue("Retain")]
    public DeletionPolicy DeletionPolicy { get; set; }
}

[Description("What is there. Written by the operator.")]
public sealed class DataStreamStatus : ResourceStatus, IEncryptedStatus
{
    [Description("Name of the stream.")]
    public string? StreamName { get; set; }

    [Description("ARN of the stream.")]
    public string? StreamArn { get; set; }

    [Description("Number of shards that take records.")]
    public int? OpenShards { get; set; }

    [Description("ARN of the key that encrypts new records.")]
    public string? KeyArn { get; set; }

    [Description("ARNs of keys that encrypted the stream before: older records need them, so they count as used.")]
    [XListType(XListType.Set), Items(maxItems: 64)]
    public IList<string>? PreviousKeys { get; set; }
}
