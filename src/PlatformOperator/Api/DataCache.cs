using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>An ElastiCache replication group.</summary>
[KubernetesEntity(Group = Annotations.Group, ApiVersion = Annotations.Version, Kind = "DataCache", PluralName = "datacaches")]
[EntityScope(EntityScope.Namespaced), KubernetesEntityShortNames("dca")]
[Description("An ElastiCache replication group. Always encrypted at rest and in transit and protected by an auth token, which is in the Secret that the status names; deleting that Secret rotates the token.")]
[ValidationRule(Rules.NameIsLabel, message: Rules.NameIsLabelMessage)]
[GenericAdditionalPrinterColumn(Columns.ReadyPath, "Ready", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.ReasonPath, "Reason", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.replicationGroupId", "Cache", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.AgePath, "Age", Columns.Date)]
[GenericAdditionalPrinterColumn(".spec.engine", "Engine", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(".spec.nodeType", "NodeType", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.AccountPath, "Account", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.RegionPath, "Region", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.DriftedPath, "Drifted", Columns.Date, Priority = PrinterColumnPriority.WideView)]
public sealed class DataCache : CustomKubernetesEntity<DataCacheSpec, DataCacheStatus>, IPlatformResource
{
    ResourceStatus IPlatformResource.CommonStatus => Status;
}

public class CacheSettings
{
    [Description("Engine of the cache. Immutable.")]
    [DefaultValue("valkey"), EnumValues("valkey", "redis")]
    [ValidationRule(Rules.Unchanged, message: "engine is immutable: make another cache")]
    public string Engine { get; set; } = "valkey";

    [Description("Version of the engine, for instance 8.0; by default ElastiCache's choice. It can be raised, never lowered.")]
    [Length(1, 16), Pattern("^[0-9]+(\\.[0-9]+){0,2}$")]
    public string? EngineVersion { get; set; }

    [Description("Node type, for instance cache.t4g.micro.")]
    [DefaultValue("cache.t4g.micro"), Length(8, 40), Pattern("^cache\\.[a-z0-9]+\\.[a-z0-9]+$")]
    public string NodeType { get; set; } = "cache.t4g.micro";

    [Description(
        "Replicas of the primary node. From 1 on the cache fails over by itself and spans availability zones, so the Tenant's subnets must lie in two.")]
    [DefaultValue(0), RangeMinimum(0), RangeMaximum(5)]
    public int ReplicasPerPrimary { get; set; }

    [Description("Days that daily snapshots are kept; 0 takes none.")]
    [DefaultValue(0), RangeMinimum(0), RangeMaximum(35)]
    public int SnapshotRetentionDays { get; set; }

    [Description("Weekly window for maintenance in UTC, at least an hour long, for instance sun:05:00-sun:06:00; by default ElastiCache's choice.")]
    [Length(19, 19), Pattern("^(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]-(mon|tue|wed|thu|fri|sat|sun):([01][0-9]|2[0-3]):[0-5][0-9]$")]
    public string? MaintenanceWindow { get; set; }
}

[Required]
[Description("The cache as it should be.")]
public sealed class DataCacheSpec : CacheSettings
{
    [Description("What becomes of the replication group when the DataCache is deleted.")]
    [DefaultValue("Delete")]
    public DeletionPolicy DeletionPolicy { get; set; } = DeletionPolicy.Delete;
}

[Description("What is there. Written by the operator.")]
public sealed class DataCacheStatus : ResourceStatus
{
    [Description("Id of the replication group.")]
    public string? ReplicationGroupId { get; set; }

    [Description("ARN of the replication group.")]
    public string? ReplicationGroupArn { get; set; }

    [Description("Host name of the primary endpoint; connect with TLS.")]
    public string? Endpoint { get; set; }

    [Description("Port of the primary endpoint.")]
    public int? Port { get; set; }

    [Description("Secret in the same namespace that holds the auth token.")]
    public string? AuthTokenSecretName { get; set; }

    [Description("Tells which auth token the cache takes, without telling the token; begins with rotating- while it also takes the one before.")]
    public string? AuthTokenFingerprint { get; set; }

    [Description("Version of the engine that runs.")]
    public string? EngineVersion { get; set; }

    [Description("ARN of the key that encrypts the cache.")]
    public string? KeyArn { get; set; }
}
