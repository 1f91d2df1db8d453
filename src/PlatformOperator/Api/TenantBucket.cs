using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>An S3 bucket of one zone of a data platform.</summary>
[KubernetesEntity(Group = Annotations.Group, ApiVersion = Annotations.Version, Kind = "TenantBucket", PluralName = "tenantbuckets")]
[EntityScope(EntityScope.Namespaced), KubernetesEntityShortNames("tb")]
[Description("An S3 bucket of one zone of a data platform. Always encrypted with a KMS key, closed to the public, owned by the account alone, and refusing plain HTTP and foreign keys.")]
[ValidationRule(Rules.NameIsLabel, message: Rules.NameIsLabelMessage)]
[GenericAdditionalPrinterColumn(Columns.ReadyPath, "Ready", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.ReasonPath, "Reason", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.bucketName", "Bucket", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.AgePath, "Age", Columns.Date)]
[GenericAdditionalPrinterColumn(".spec.zone", "Zone", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.AccountPath, "Account", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.RegionPath, "Region", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.DriftedPath, "Drifted", Columns.Date, Priority = PrinterColumnPriority.WideView)]
public sealed class TenantBucket : CustomKubernetesEntity<TenantBucketSpec, TenantBucketStatus>, IPlatformResource
{
    ResourceStatus IPlatformResource.CommonStatus => Status;
}

[Required]
[Description("The bucket as it should be.")]
[ValidationRule(
    "has(self.bucketName) == has(oldSelf.bucketName) && (!has(self.bucketName) || self.bucketName == oldSelf.bucketName)",
    fieldPath: ".bucketName", message: "bucketName is immutable: S3 cannot rename a bucket")]
[ValidationRule("!self.adopt || has(self.bucketName)", fieldPath: ".adopt", message: "adopt needs the bucketName of the bucket to adopt")]
[ValidationRule(
    "!(self.adopt && self.deletionPolicy == 'Delete')", fieldPath: ".deletionPolicy",
    message: "an adopted bucket cannot have deletionPolicy Delete: it was there before")]
public sealed class TenantBucketSpec
{
    [Description("Zone of the data platform that the bucket holds; it becomes a tag.")]
    [DefaultValue("Other")]
    public BucketZone Zone { get; set; } = BucketZone.Other;

    [Description("Name of the bucket, unique in all of AWS. By default one is computed. An explicit one must start with one of the Tenant's aws.bucketPrefixes. Immutable.")]
    [Length(3, 63), Pattern(Rules.BucketName)]
    [ValidationRule("!self.contains('..')", message: "bucketName must not contain two periods in a row")]
    public string? BucketName { get; set; }

    [Description("Take over the existing bucket named bucketName. Its objects stay; its policy, lifecycle rules, default encryption and versioning are replaced by what this spec says, and ACLs lose their effect. Annotate the TenantBucket with dataplatform.dev/paused: \"true\" first and read status.plan. The name must be in the Tenant's aws.adoptable, and deletionPolicy must be Retain.")]
    [DefaultValue(false)]
    public bool Adopt { get; set; }

    [Description("Enabled keeps overwritten and deleted objects as noncurrent versions, for lifecycle.noncurrentExpireAfterDays if that is set.")]
    [DefaultValue("Enabled")]
    public BucketVersioning Versioning { get; set; }

    [Description("Which key encrypts the bucket's objects.")]
    [DefaultValue("{}", Json = true)]
    public EncryptionSettings Encryption { get; set; } = new();

    [Description("How long objects are kept, and in which storage class.")]
    [DefaultValue("{}", Json = true)]
    public BucketLifecycle Lifecycle { get; set; } = new();

    [Description("Tags of this bucket beside the tenant's; on equal keys these win.")]
    [PropertyLimits(maxProperties: 10), Each(MaxLength = 256, Pattern = Rules.TagValue)]
    [ValidationRule(Rules.NoReservedTags, message: Rules.NoReservedTagsMessage)]
    public IDictionary<string, string>? Tags { get; set; }

    [Description("What becomes of the bucket when the TenantBucket is deleted. Delete keeps a bucket that still holds objects, unless emptyOnDelete is true.")]
    [DefaultValue("Retain")]
    public DeletionPolicy DeletionPolicy { get; set; }

    [Description("With deletionPolicy Delete: delete the bucket's objects, all versions of them, before the bucket. There is no way back.")]
    [DefaultValue(false)]
    public bool EmptyOnDelete { get; set; }
}

public enum BucketZone
{
    Raw,
    Processed,
    Errors,
    Other,
}

public enum BucketVersioning
{
    Enabled,
    Suspended,
}

[ValidationRule(
    "!has(self.transitions) || self.transitions.map(t, t.afterDays).isSorted()", fieldPath: ".transitions",
    message: "transitions must be in order of rising afterDays")]
[ValidationRule(
    "!has(self.transitions) || self.transitions.all(t, self.transitions.exists_one(u, u.afterDays == t.afterDays))", fieldPath: ".transitions",
    message: "transitions must differ in afterDays")]
[ValidationRule(
    "!has(self.transitions) || !has(self.expireAfterDays) || self.transitions.all(t, t.afterDays < self.expireAfterDays)",
    fieldPath: ".expireAfterDays", message: "expireAfterDays must come after the last transition")]
public abstract class ObjectLifetime
{
    [Description("Moves of objects to cheaper storage classes, in order of rising days.")]
    [XListType(XListType.Atomic), Items(maxItems: 6)]
    public IList<StorageTransition>? Transitions { get; set; }

    [Description("Days after which objects are deleted; without it they are kept. Where versioning is enabled they become noncurrent versions; a DataPipeline's buckets have no versions, so there is no way back.")]
    [RangeMinimum(1), RangeMaximum(36500)]
    public int? ExpireAfterDays { get; set; }
}

public sealed class BucketLifecycle : ObjectLifetime
{
    [Description("Key prefix of the objects that these rules cover; by default all. It does not limit abortIncompleteUploadsAfterDays.")]
    [DefaultValue(""), Length(maxLength: 1024)]
    public string Prefix { get; set; } = "";

    [Description("Days after which noncurrent versions are deleted; without it they are kept.")]
    [RangeMinimum(1), RangeMaximum(36500)]
    public int? NoncurrentExpireAfterDays { get; set; }

    [Description("Days after which the parts of an upload that was never completed are deleted.")]
    [DefaultValue(7), RangeMinimum(1), RangeMaximum(365)]
    public int AbortIncompleteUploadsAfterDays { get; set; } = 7;
}

[ValidationRule(
    "!(self.storageClass in ['STANDARD_IA', 'ONEZONE_IA']) || self.afterDays >= 30", fieldPath: ".afterDays",
    message: "S3 moves objects to STANDARD_IA or ONEZONE_IA after 30 days at the earliest")]
public sealed class StorageTransition
{
    [Description("Days after the object's creation.")]
    [Required, RangeMinimum(0), RangeMaximum(36500)]
    public int AfterDays { get; set; }

    [Description("S3 storage class.")]
    [Required, EnumValues("STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")]
    public string StorageClass { get; set; } = "";
}

[Description("What is there. Written by the operator.")]
public sealed class TenantBucketStatus : ResourceStatus, IEncryptedStatus
{
    [Description("Name of the bucket.")]
    public string? BucketName { get; set; }

    [Description("ARN of the bucket.")]
    public string? BucketArn { get; set; }

    [Description("ARN of the key that encrypts new objects.")]
    public string? KeyArn { get; set; }

    [Description("ARNs of keys that encrypted the bucket before: older objects need them, so they count as used.")]
    [XListType(XListType.Set), Items(maxItems: 64)]
    public IList<string>? PreviousKeys { get; set; }

    [Description("How many object versions and delete markers were deleted so far, while the bucket is emptied before its deletion.")]
    public long? DeletedObjects { get; set; }
}
