using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.IdentityManagement;

/// <summary>Kind of a permissions boundary.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<PermissionsBoundaryAttachmentType>))]
public class PermissionsBoundaryAttachmentType(string value) : ConstantClass(value), IConstant<PermissionsBoundaryAttachmentType>
{
    /// <summary>The value <c>PermissionsBoundaryPolicy</c>.</summary>
    public static readonly PermissionsBoundaryAttachmentType PermissionsBoundaryPolicy = new("PermissionsBoundaryPolicy");

    /// <summary>The constant of a value.</summary>
    public static PermissionsBoundaryAttachmentType FindValue(string value) => FindValue<PermissionsBoundaryAttachmentType>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator PermissionsBoundaryAttachmentType?(string? value) => value is null ? null : FindValue(value);
}
