namespace PlatformOperator.Schemas;

/// <summary>Field errors with the wording of apimachinery's field package; <c>shown</c> is the value as Go prints it.</summary>
internal static class FieldErrors
{
    public static FieldError Invalid(string path, string shown, string detail) =>
        new(FieldPath.Shown(path), FieldErrorType.Invalid, $"Invalid value: {shown}: {detail}");

    /// <summary>Without the value, which objects and lists are spared.</summary>
    public static FieldError InvalidOmitted(string path, string detail) =>
        new(FieldPath.Shown(path), FieldErrorType.Invalid, $"Invalid value: {detail}");

    public static FieldError TypeInvalid(string path, string shown, string detail) =>
        new(FieldPath.Shown(path), FieldErrorType.TypeInvalid, $"Invalid value: {shown}: {detail}");

    public static FieldError Required(string path, string detail = "") =>
        new(FieldPath.Shown(path), FieldErrorType.Required, detail.Length == 0 ? "Required value" : $"Required value: {detail}");

    public static FieldError Forbidden(string path, string detail) =>
        new(FieldPath.Shown(path), FieldErrorType.Forbidden, $"Forbidden: {detail}");

    public static FieldError Duplicate(string path, string shown) =>
        new(FieldPath.Shown(path), FieldErrorType.Duplicate, $"Duplicate value: {shown}");

    public static FieldError NotSupported(string path, string shown, IEnumerable<string> supported) =>
        new(
            FieldPath.Shown(path), FieldErrorType.NotSupported,
            $"Unsupported value: {shown}: supported values: {string.Join(", ", supported.Select(GoText.Quote))}");

    public static FieldError TooLong(string path, long maximum) =>
        new(FieldPath.Shown(path), FieldErrorType.TooLong, $"Too long: may not be more than {maximum} {(maximum == 1 ? "byte" : "bytes")}");

    public static FieldError TooMany(string path, long actual, long maximum) =>
        new(FieldPath.Shown(path), FieldErrorType.TooMany, $"Too many: {actual}: must have at most {maximum} {(maximum == 1 ? "item" : "items")}");
}
