using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>An agency or client: its namespaces, encryption, AWS identity, network and quotas.</summary>
[KubernetesEntity(Group = Annotations.Group, ApiVersion = Annotations.Version, Kind = "Tenant", PluralName = "tenants")]
[EntityScope(EntityScope.Cluster), KubernetesEntityShortNames("tn")]
[Description(
    "An agency or client: its namespaces, encryption, AWS identity, network and quotas. Every resource in a tenant's namespace belongs to the tenant.")]
[ValidationRule(Rules.NameIsLabel, message: Rules.NameIsLabelMessage)]
[GenericAdditionalPrinterColumn(Columns.ReadyPath, "Ready", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.ReasonPath, "Reason", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.namespaces", "Namespaces", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.AgePath, "Age", Columns.Date)]
[GenericAdditionalPrinterColumn(".spec.aws.accountId", "Account", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.RegionPath, "Region", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.DriftedPath, "Drifted", Columns.Date, Priority = PrinterColumnPriority.WideView)]
public sealed class Tenant : CustomKubernetesEntity<TenantSpec, TenantStatus>, IPlatformResource
{
    ResourceStatus IPlatformResource.CommonStatus => Status;
}

[Required]
[Description("What the tenant is allowed and given.")]
[ValidationRule(
    "self.encryption.administrators.all(a, a.contains('::' + self.aws.accountId + ':'))", fieldPath: ".encryption.administrators",
    message: "administrators must be users or roles of aws.accountId")]
public sealed class TenantSpec
{
    [Description("Namespaces of the tenant; by default one named like the tenant. Missing ones are made. One that existed before is taken only if an administrator labelled it dataplatform.dev/tenant=<tenant>; a namespace belongs to one Tenant, and the older claim wins.")]
    [XListType(XListType.Set), Items(1, 64), Each(MinLength = 1, MaxLength = 63, Pattern = Rules.DnsLabel)]
    public IList<string>? Namespaces { get; set; }

    [Description("Tags for every AWS resource of the tenant, for instance for cost allocation. Keys that start with aws: or dataplatform.dev/ are reserved.")]
    [PropertyLimits(maxProperties: 25), Each(MaxLength = 256, Pattern = Rules.TagValue)]
    [ValidationRule(Rules.NoReservedTags, message: Rules.NoReservedTagsMessage)]
    public IDictionary<string, string>? Tags { get; set; }

    [Description("KMS keys that encrypt the tenant's data.")]
    [DefaultValue("{}", Json = true)]
    public TenantEncryption Encryption { get; set; } = new();

    [Description("Account, region and identity in which the tenant's AWS resources live.")]
    [Required]
    public TenantAws Aws { get; set; } = new();

    [Description("Network in which the tenant's caches and pods live.")]
    [DefaultValue("{}", Json = true)]
    public TenantNetwork Network { get; set; } = new();

    [Description("Upper bounds of what the tenant may use. An absent bound does not limit.")]
    [DefaultValue("{}", Json = true)]
    public TenantQuota Quota { get; set; } = new();

    [Description("What becomes of the tenant's resources when the Tenant is deleted. Retain: the namespaces stay and the Tenant waits until its resources are gone. Delete: its resources are deleted, each by its own deletionPolicy, then the namespaces that the operator made.")]
    [DefaultValue("Retain")]
    public DeletionPolicy DeletionPolicy { get; set; }
}

public enum KeySharing
{
    Shared,
    PerService,
}

public sealed class TenantEncryption
{
    [Description(
        "Shared: one key for storage, stream and cache. PerService: a key each. Immutable, since data stays encrypted with the key it was written with.")]
    [DefaultValue("Shared")]
    [ValidationRule(Rules.Unchanged, message: "encryption.keys is immutable")]
    public KeySharing Keys { get; set; }

    [Description("Days between automatic rotations of the key material.")]
    [DefaultValue(365), RangeMinimum(90), RangeMaximum(2560)]
    public int RotationPeriodDays { get; set; } = 365;

    [Description("Days between the scheduling of a key's deletion and its end; until then the deletion can be cancelled.")]
    [DefaultValue(30), RangeMinimum(7), RangeMaximum(30)]
    public int DeletionWindowDays { get; set; } = 30;

    [Description("ARNs of IAM users and roles of the account that may administer the keys, without the right to use them.")]
    [DefaultValue("[]", Json = true)]
    [XListType(XListType.Set), Items(maxItems: 16)]
    [Each(MinLength = 20, MaxLength = 256, Pattern = "^arn:aws[a-z-]*:iam::[0-9]{12}:(role|user)/[A-Za-z0-9+=,.@_/-]+$")]
    public IList<string> Administrators { get; set; } = [];
}

[ValidationRule(
    "has(self.region) == has(oldSelf.region) && (!has(self.region) || self.region == oldSelf.region)", fieldPath: ".region",
    message: "aws.region is immutable: resources do not move between regions")]
[ValidationRule(
    "!has(self.roleArn) || self.roleArn.contains('::' + self.accountId + ':role/')", fieldPath: ".roleArn",
    message: "aws.roleArn must be a role of aws.accountId")]
[ValidationRule("!has(self.externalId) || has(self.roleArn)", fieldPath: ".externalId", message: "aws.externalId needs aws.roleArn")]
public sealed class TenantAws
{
    [Description("AWS account of the tenant, twelve digits. Before anything else the operator makes sure that its credentials are of this account. Immutable.")]
    [Required, Length(12, 12), Pattern("^[0-9]{12}$")]
    [ValidationRule(Rules.Unchanged, message: "aws.accountId is immutable: resources do not move between accounts")]
    public string AccountId { get; set; } = "";

    [Description("AWS region of the tenant, for instance eu-west-1; by default the installation's. Immutable.")]
    [Length(9, 32), Pattern("^[a-z]{2}(-[a-z]+)+-[0-9]$")]
    public string? Region { get; set; }

    [Description("ARN of the role of the account that the operator assumes for this tenant. Without it the operator's own identity is used.")]
    [Length(20, 256), Pattern("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$")]
    public string? RoleArn { get; set; }

    [Description("External id that the role's trust policy asks for.")]
    [Length(2, 1224), Pattern("^[A-Za-z0-9_+=,.@:/-]+$")]
    public string? ExternalId { get; set; }

    [Description("What an explicit bucketName of the tenant must start with. Without prefixes a TenantBucket cannot name its bucket.")]
    [XListType(XListType.Set), Items(maxItems: 16), Each(MinLength = 3, MaxLength = 50, Pattern = "^[a-z0-9][a-z0-9.-]*$")]
    public IList<string>? BucketPrefixes { get; set; }

    [Description("Names of existing buckets that a TenantBucket of the tenant may adopt: the cluster administrator's word.")]
    [XListType(XListType.Set), Items(maxItems: 64), Each(MinLength = 3, MaxLength = 63, Pattern = Rules.BucketName)]
    public IList<string>? Adoptable { get; set; }
}

public sealed class TenantNetwork
{
    [Description("Subnets for the tenant's caches. A cache with replicas needs two availability zones.")]
    [XListType(XListType.Set), Items(maxItems: 16), Each(MaxLength = 32, Pattern = "^subnet-[0-9a-f]+$")]
    public IList<string>? SubnetIds { get; set; }

    [Description("Address ranges of these subnets: where pods may reach the port of a cache. Without it, the private ranges of RFC 1918 and RFC 6598.")]
    [XListType(XListType.Set), Items(maxItems: 16), Each(MaxLength = 43, Pattern = Cidr)]
    public IList<string>? SubnetCidrs { get; set; }

    [Description("Security groups of the tenant's caches. They must admit TCP 6379 from the cluster's security group. Without it, the default group of the VPC, which admits only its own members unless somebody changed that.")]
    [XListType(XListType.Set), Items(maxItems: 5), Each(MaxLength = 32, Pattern = "^sg-[0-9a-f]+$")]
    public IList<string>? SecurityGroupIds { get; set; }

    [Description("Address ranges that may send events to the tenant's pipelines and query them, and private addresses that polls may fetch from. Without it, only pods of the tenant's own namespaces may, and polls reach public addresses only.")]
    [XListType(XListType.Set), Items(maxItems: 32), Each(MaxLength = 43, Pattern = Cidr)]
    public IList<string>? AllowedCidrs { get; set; }

    private const string Cidr = "^([0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}|[0-9a-fA-F:]*:[0-9a-fA-F:]*/[0-9]{1,3})$";
}

public sealed class TenantQuota
{
    [Description("DataPipelines in each of the tenant's namespaces.")]
    [RangeMinimum(0), RangeMaximum(10000)]
    public int? Pipelines { get; set; }

    [Description("Provisioned shards of all the tenant's streams together.")]
    [RangeMinimum(0), RangeMaximum(100000)]
    public int? Shards { get; set; }

    [Description("Nodes of all the tenant's caches together, replicas included.")]
    [RangeMinimum(0), RangeMaximum(10000)]
    public int? CacheNodes { get; set; }

    [Description("CPU that the pods of each of the tenant's namespaces may request together, for instance 8 or 500m.")]
    [Length(maxLength: 32), Pattern(Rules.Quantity)]
    public IntOrString? Cpu { get; set; }

    [Description("Memory that the pods of each of the tenant's namespaces may request, and be limited to, together, for instance 16Gi.")]
    [Length(maxLength: 32), Pattern(Rules.Quantity)]
    public IntOrString? Memory { get; set; }
}

[Description("What is there. Written by the operator.")]
public sealed class TenantStatus : ResourceStatus
{
    [Description("Namespaces that the tenant has.")]
    [XListType(XListType.Set), Items(maxItems: 256)]
    public IList<string>? Namespaces { get; set; }

    [Description("Those of the namespaces that the operator made; only these are deleted with the Tenant.")]
    [XListType(XListType.Set), Items(maxItems: 256)]
    public IList<string>? CreatedNamespaces { get; set; }

    [Description("ARNs of the tenant's KMS keys; one and the same when they are shared.")]
    public TenantKeys? Keys { get; set; }

    [Description("ARN of the identity with which the operator acts for the tenant.")]
    public string? PrincipalArn { get; set; }
}

public sealed class TenantKeys
{
    [Description("ARN of the key for buckets.")]
    public string? Storage { get; set; }

    [Description("ARN of the key for streams.")]
    public string? Stream { get; set; }

    [Description("ARN of the key for caches.")]
    public string? Cache { get; set; }
}
