namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>An error that goes to the client in its service's own shape.</summary>
internal sealed class AwsException(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>The code that every service has for a refusal; the JSON services append "Exception".</summary>
    public const string AccessDenied = "AccessDenied";

    public string Code { get; } = code;

    public int Status { get; } = status;

    /// <summary>Further members of the error body, such as S3's BucketName.</summary>
    public Dictionary<string, string> Members { get; init; } = new(StringComparer.Ordinal);

    public static AwsException Denied(string message) => new(AccessDenied, message, 403);

    /// <summary>AWS's usual sentence for a member that breaks its model's constraint.</summary>
    public static AwsException Constraint(string member, string? value, string constraint, string code = "ValidationException") => new(code,
        $"1 validation error detected: Value {(value is null ? "null" : $"'{value}'")} at '{member}' failed to satisfy constraint: Member must {constraint}");

    public static AwsException Validation(string message) => new("ValidationException", message);
}
