using k8s.Models;
using KubeOps.Abstractions.Entities;
using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>A KMS key and its alias, where the tenant's own key is not enough.</summary>
[KubernetesEntity(Group = Annotations.Group, ApiVersion = Annotations.Version, Kind = "EncryptionKey", PluralName = "encryptionkeys")]
[EntityScope(EntityScope.Namespaced), KubernetesEntityShortNames("ek")]
[Description("A KMS key and its alias, where the tenant's own key is not enough. Buckets and streams name it in encryption.keyRef.")]
[ValidationRule(Rules.NameIsLabel, message: Rules.NameIsLabelMessage)]
[GenericAdditionalPrinterColumn(Columns.ReadyPath, "Ready", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.ReasonPath, "Reason", Columns.Text)]
[GenericAdditionalPrinterColumn(".status.keyId", "Key", Columns.Text)]
[GenericAdditionalPrinterColumn(Columns.AgePath, "Age", Columns.Date)]
[GenericAdditionalPrinterColumn(Columns.AccountPath, "Account", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.RegionPath, "Region", Columns.Text, Priority = PrinterColumnPriority.WideView)]
[GenericAdditionalPrinterColumn(Columns.DriftedPath, "Drifted", Columns.Date, Priority = PrinterColumnPriority.WideView)]
public sealed class EncryptionKey : CustomKubernetesEntity<EncryptionKeySpec, EncryptionKeyStatus>, IPlatformResource
{
    ResourceStatus IPlatformResource.CommonStatus => Status;
}

[Required]
[Description("The key as it should be.")]
public sealed class EncryptionKeySpec
{
    [Description("What the key is for; shown in the KMS console.")]
    [Length(maxLength: 1024)]
    public string? Description { get; set; }

    [Description("Days between automatic rotations of the key material.")]
    [DefaultValue(365), RangeMinimum(90), RangeMaximum(2560)]
    public int RotationPeriodDays { get; set; } = 365;

    [Description("Days between the scheduling of the key's deletion and its end; until then the deletion can be cancelled.")]
    [DefaultValue(30), RangeMinimum(7), RangeMaximum(30)]
    public int DeletionWindowDays { get; set; } = 30;

    [Description("What becomes of the key when the EncryptionKey is deleted. Delete schedules its deletion, though never while anything still uses it. Data encrypted with a deleted key is lost.")]
    [DefaultValue("Retain")]
    public DeletionPolicy DeletionPolicy { get; set; }
}

[Description("What is there. Written by the operator.")]
public sealed class EncryptionKeyStatus : ResourceStatus
{
    [Description("Id of the KMS key.")]
    public string? KeyId { get; set; }

    [Description("ARN of the KMS key.")]
    public string? KeyArn { get; set; }

    [Description("Alias of the KMS key, with its prefix alias/.")]
    public string? Alias { get; set; }
}
