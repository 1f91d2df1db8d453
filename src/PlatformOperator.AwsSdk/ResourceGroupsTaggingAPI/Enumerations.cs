using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Amazon.Protocol;
using Amazon.Runtime;

namespace Amazon.ResourceGroupsTaggingAPI;

/// <summary>Code of a failure.</summary>
/// <param name="value">Value as sent; values that this version does not know are allowed.</param>
[JsonConverter(typeof(ConstantConverter<ErrorCode>))]
public class ErrorCode(string value) : ConstantClass(value), IConstant<ErrorCode>
{
    /// <summary>The value <c>InternalServiceException</c>.</summary>
    public static readonly ErrorCode InternalServiceException = new("InternalServiceException");

    /// <summary>The value <c>InvalidParameterException</c>.</summary>
    public static readonly ErrorCode InvalidParameterException = new("InvalidParameterException");

    /// <summary>The constant of a value.</summary>
    public static ErrorCode FindValue(string value) => FindValue<ErrorCode>(value);

    /// <summary>The constant of a value; null for null.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    public static implicit operator ErrorCode?(string? value) => value is null ? null : FindValue(value);
}
