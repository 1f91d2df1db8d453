using KubeOps.Abstractions.Entities.Attributes;

namespace PlatformOperator.Api;

/// <summary>
/// Bounds of the items of a list, or of the values of a map. KubeOps has attributes for a property itself only, and a real API server
/// refuses a CEL rule over a list of unbounded strings for its cost.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EachAttribute : Attribute
{
    /// <summary>Fewest characters; 0 sets no bound.</summary>
    public long MinLength { get; init; }

    /// <summary>Most characters; 0 sets no bound.</summary>
    public long MaxLength { get; init; }

    /// <summary>Regular expression that every item matches, or null.</summary>
    public string? Pattern { get; init; }
}

/// <summary>Printer columns that all kinds share.</summary>
internal static class Columns
{
    public const string Text = "string";
    public const string Integer = "integer";
    public const string Number = "number";
    public const string Date = "date";

    public const string ReadyPath = ".status.conditions[?(@.type==\"Ready\")].status";
    public const string ReasonPath = ".status.conditions[?(@.type==\"Ready\")].reason";
    public const string AgePath = ".metadata.creationTimestamp";
    public const string AccountPath = ".status.accountId";
    public const string RegionPath = ".status.region";
    public const string DriftedPath = ".status.driftedAt";
}

/// <summary>Patterns and rules that more than one kind uses.</summary>
internal static class Rules
{
    /// <summary>A DNS label: what AWS names, labels and the names of children are made from.</summary>
    public const string DnsLabel = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /// <summary>An S3 bucket name.</summary>
    public const string BucketName = "^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$";

    /// <summary>A Kubernetes quantity.</summary>
    public const string Quantity = "^[0-9]+(\\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$";

    /// <summary>A length of time: a whole number and a unit.</summary>
    public const string Duration = "^[1-9][0-9]{0,3}(s|m|h|d)$";

    /// <summary>The name of an event's field or of a metric.</summary>
    public const string FieldName = "^[A-Za-z_][A-Za-z0-9_.-]*$";

    public const string FieldNameKeys = "self.all(k, size(k) > 0 && size(k) <= 128)";
    public const string FieldNameKeysMessage = "field names have 1 to 128 characters";

    // The API server has made sure of all else that a DNS label asks for.
    public const string NameIsLabel = "size(self.metadata.name) <= 63 && !self.metadata.name.contains('.')";
    public const string NameIsLabelMessage = "metadata.name must have at most 63 characters and no period: AWS names are made from it";

    public const string NoReservedTags = "self.all(k, size(k) > 0 && size(k) <= 128 && !k.startsWith('aws:') && !k.startsWith('dataplatform.dev/'))";
    public const string NoReservedTagsMessage = "tag keys have 1 to 128 characters and do not start with aws: or dataplatform.dev/, which are reserved";

    public const string TagValue = "^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*$";

    public const string Unchanged = "self == oldSelf";
}

/// <summary>Refers to a Secret in the same namespace.</summary>
public sealed class SecretReference
{
    [Description("Name of a Secret in the same namespace.")]
    [Required, Length(1, 253), Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$")]
    public string Name { get; set; } = "";
}

/// <summary>Which key encrypts a resource.</summary>
public sealed class EncryptionSettings
{
    [Description("EncryptionKey in the same namespace. Without it the tenant's own key encrypts.")]
    public KeyReference? KeyRef { get; set; }
}

/// <summary>Refers to an EncryptionKey in the same namespace.</summary>
public sealed class KeyReference
{
    [Description("Name of an EncryptionKey in the same namespace.")]
    [Required, Length(1, 63), Pattern(Rules.DnsLabel)]
    public string Name { get; set; } = "";
}
