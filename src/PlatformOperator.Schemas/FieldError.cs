namespace PlatformOperator.Schemas;

/// <summary>
/// One field's violation, as Kubernetes reports it: <c>details.causes[]</c> has <c>reason</c> = Type, <c>message</c> = Message, <c>field</c> = Field.
/// </summary>
/// <param name="Field">Path of the field, <c>spec.items[0].name</c>; map keys in brackets; <c>&lt;nil&gt;</c> for the object itself, as Go prints it.</param>
/// <param name="Type">One of the constants of <see cref="FieldErrorType"/>.</param>
/// <param name="Message">The message without the field, such as <c>Invalid value: 0: should be greater than or equal to 1</c>.</param>
public sealed record FieldError(string Field, string Type, string Message)
{
    /// <summary>The error as it stands in a Status message: <c>field: message</c>.</summary>
    public override string ToString() => $"{Field}: {Message}";
}

/// <summary>Values of <see cref="FieldError.Type"/> (metav1.CauseType).</summary>
public static class FieldErrorType
{
    /// <summary>A value that is out of its bounds.</summary>
    public const string Invalid = "FieldValueInvalid";

    /// <summary>A missing value.</summary>
    public const string Required = "FieldValueRequired";

    /// <summary>A value outside its enumeration.</summary>
    public const string NotSupported = "FieldValueNotSupported";

    /// <summary>A second item equal to an earlier one in a set, or with an earlier one's keys in a map list.</summary>
    public const string Duplicate = "FieldValueDuplicate";

    /// <summary>A value of the wrong JSON type.</summary>
    public const string TypeInvalid = "FieldValueTypeInvalid";

    /// <summary>A value that must not be set here.</summary>
    public const string Forbidden = "FieldValueForbidden";

    /// <summary>A string that is too long.</summary>
    public const string TooLong = "FieldValueTooLong";

    /// <summary>A list or map with too many entries.</summary>
    public const string TooMany = "FieldValueTooMany";
}
