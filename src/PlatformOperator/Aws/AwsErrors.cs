using System.Net.Sockets;
using System.Net;
using Amazon.Runtime;
using PlatformOperator.Api;

namespace PlatformOperator.Aws;

/// <summary>What an AWS failure means for the operator.</summary>
public enum AwsErrorClass
{
    /// <summary>What a call speaks of is not there; IAM and KMS say so for a while of what was made a moment ago.</summary>
    NotFound,

    /// <summary>Too many calls; backs off and tries again for ever.</summary>
    Throttled,

    /// <summary>The service or the way to it is out of order; backs off and tries again for ever.</summary>
    Transient,

    /// <summary>The credentials do not allow the call, or there are none.</summary>
    Denied,

    /// <summary>An account limit is reached.</summary>
    Quota,

    /// <summary>The resource is in a state that does not allow the call yet.</summary>
    Busy,

    /// <summary>The name is taken.</summary>
    Conflict,

    /// <summary>AWS refuses the request as it is.</summary>
    Invalid,
}

/// <summary>An AWS failure in a user's words.</summary>
/// <param name="Class">Its class.</param>
/// <param name="Reason">Condition reason.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record AwsProblem(AwsErrorClass Class, string Reason, string Message)
{
    /// <summary>Whether backing off and trying again helps, without anybody changing anything.</summary>
    public bool HealsItself => Class is AwsErrorClass.NotFound or AwsErrorClass.Throttled or AwsErrorClass.Transient or AwsErrorClass.Busy;
}

/// <summary>
/// The one place that knows AWS error codes, from the error sections of each service's API reference. Codes appear with and without the
/// suffix <c>Exception</c> or <c>Fault</c>, so they are compared without it.
/// </summary>
public static class AwsErrors
{
    private static readonly HashSet<string> NotFoundCodes =
    [
        "NotFound", "KMSNotFound", "NoSuchBucket", "NoSuchKey", "NoSuchEntity", "ResourceNotFound", "ReplicationGroupNotFound", "CacheSubnetGroupNotFound", "NoSuchTagSet",
        "NoSuchBucketPolicy", "NoSuchLifecycleConfiguration", "NoSuchPublicAccessBlockConfiguration", "ServerSideEncryptionConfigurationNotFoundError",
        "OwnershipControlsNotFoundError",
    ];

    private static readonly HashSet<string> ThrottledCodes =
    [
        "Throttling", "Throttled", "ThrottledException", "RequestLimitExceeded", "TooManyRequests", "SlowDown", "ProvisionedThroughputExceeded",
        "RequestThrottled", "PriorRequestNotComplete", "BandwidthLimitExceeded", "KMSThrottling",
    ];

    // Others come with a status from 500 on.
    private static readonly HashSet<string> TransientCodes = ["RequestTimeout", "IDPCommunicationError"];

    private static readonly HashSet<string> DeniedCodes =
    [
        "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "UnrecognizedClient", "InvalidClientTokenId", "InvalidAccessKeyId", "SignatureDoesNotMatch",
        "ExpiredToken", "MissingAuthenticationToken", "OptInRequired", "IncompleteSignature", "AuthFailure", "KMSAccessDenied",
    ];

    private static readonly HashSet<string> QuotaCodes =
    [
        "LimitExceeded", "TooManyBuckets", "ServiceQuotaExceeded", "NodeQuotaForCustomerExceeded", "NodeQuotaForClusterExceeded",
        "ClusterQuotaForCustomerExceeded", "CacheSubnetGroupQuotaExceeded", "CacheSubnetQuotaExceeded", "NodeGroupsPerReplicationGroupQuotaExceeded", "SnapshotQuotaExceeded", "TagQuotaPerResourceExceeded", "InsufficientCacheClusterCapacity",
    ];

    private static readonly HashSet<string> BusyCodes =
    [
        "ResourceInUse", "InvalidReplicationGroupState", "InvalidCacheClusterState", "CacheSubnetGroupInUse", "OperationAborted", "KMSInvalidState", "KMSDisabled",
        "ConcurrentModification", "DeleteConflict", "EntityTemporarilyUnmodifiable", "DependencyTimeout",
    ];

    private static readonly HashSet<string> ConflictCodes =
    [
        "BucketAlreadyExists", "AlreadyExists", "EntityAlreadyExists", "ReplicationGroupAlreadyExists", "CacheSubnetGroupAlreadyExists",
    ];

    /// <summary>Whether the failure says positively that the resource is not there.</summary>
    public static bool IsNotFound(AmazonServiceException exception) => NotFoundCodes.Contains(Bare(exception.ErrorCode));

    /// <summary>Whether AWS found that too many calls came.</summary>
    public static bool IsThrottled(AmazonServiceException exception) => ThrottledCodes.Contains(Bare(exception.ErrorCode));

    /// <summary>Puts a failure into a user's words, or null when it does not come from AWS or the way to it.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="identity">As whom the call was made; null while that is not known.</param>
    public static AwsProblem? Explain(Exception exception, AwsIdentity? identity)
    {
        if (exception is IdentityMismatchException mismatch)
            return new(AwsErrorClass.Denied, Reasons.WrongAccount, mismatch.Message);
        if (Said(exception) is { ErrorCode.Length: > 0 } service)
            return Of(Classify(service), service, identity);
        if (exception is AmazonClientException or AmazonServiceException && Unreachable(exception) is { } cause)
        {
            return new(
                AwsErrorClass.Transient, Reasons.AwsUnreachable,
                $"AWS cannot be reached: {FirstLine(cause.Message)} Check the network path from the operator and AWS_ENDPOINT_URL if it is set; it is tried again by itself.");
        }

        return exception switch
        {
            AmazonServiceException nameless => Of(Classify(nameless), nameless, identity),
            AmazonClientException client => OfClient(client),
            _ => null,
        };
    }

    /// <summary>What AWS answered; to a call that the SDK made for credentials, too.</summary>
    private static AmazonServiceException? Said(Exception? exception) => exception switch
    {
        AmazonServiceException service => service,
        AmazonClientException => Said(exception.InnerException),
        _ => null,
    };

    /// <summary>What the SDK itself could not do. Of that it says only in words whether credentials were what it lacked.</summary>
    private static AwsProblem OfClient(AmazonClientException exception) => exception.Message.Contains("credential", StringComparison.OrdinalIgnoreCase)
        ? new(
            AwsErrorClass.Denied, Reasons.CredentialsMissing,
            $"No usable AWS credentials: {FirstLine(exception.Message)} Give the operator's ServiceAccount a role (IRSA or EKS Pod Identity), or the environment AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
        : new(AwsErrorClass.Transient, Reasons.AwsUnavailable, $"The AWS SDK could not make the call: {FirstLine(exception.Message)} It is tried again by itself.");

    private static AwsErrorClass Classify(AmazonServiceException exception)
    {
        var code = Bare(exception.ErrorCode);
        // Kinesis says LimitExceeded of five streams being created at once too (CreateStream), which passes by itself within a minute.
        if (exception is Amazon.Kinesis.Model.LimitExceededException)
            return AwsErrorClass.Busy;
        return NotFoundCodes.Contains(code) ? AwsErrorClass.NotFound
            : ThrottledCodes.Contains(code) ? AwsErrorClass.Throttled
            : DeniedCodes.Contains(code) || exception.StatusCode == HttpStatusCode.Forbidden ? AwsErrorClass.Denied
            : QuotaCodes.Contains(code) ? AwsErrorClass.Quota
            : BusyCodes.Contains(code) ? AwsErrorClass.Busy
            : ConflictCodes.Contains(code) ? AwsErrorClass.Conflict
            : TransientCodes.Contains(code) || IsNoRefusal(exception.StatusCode) ? AwsErrorClass.Transient
            : AwsErrorClass.Invalid;
    }

    /// <summary>A success whose body could not be read was cut off on its way, or no answer came at all.</summary>
    private static bool IsNoRefusal(HttpStatusCode status) => (int)status is < 400 or >= 500;

    private static AwsProblem Of(AwsErrorClass errorClass, AmazonServiceException exception, AwsIdentity? identity)
    {
        var where = identity is null ? "" : $" in account {identity.AccountId}";
        var code = string.IsNullOrEmpty(exception.ErrorCode) ? $"HTTP {(int)exception.StatusCode}" : exception.ErrorCode;
        var said = $"AWS said {code}: {FirstLine(exception.Message)}";
        return errorClass switch
        {
            AwsErrorClass.NotFound => new(errorClass, Reasons.NotFound, $"{said} It is looked for again by itself."),
            AwsErrorClass.Throttled => new(errorClass, Reasons.Throttled, $"{said} Calls were slowed down and go on by themselves."),
            AwsErrorClass.Denied => new(errorClass, Reasons.AccessDenied, $"{said} Allow the operator, or the role that the Tenant names, this action{where}; the operator's IAM policy lists what it needs."),
            AwsErrorClass.Quota => new(errorClass, Reasons.QuotaExceeded, $"{said} Free some, or ask AWS to raise the limit{where}."),
            AwsErrorClass.Busy => new(errorClass, Reasons.AwsBusy, $"{said} It is tried again by itself."),
            AwsErrorClass.Conflict => new(errorClass, Reasons.NameTaken, $"{said} Choose another name."),
            AwsErrorClass.Invalid => new(errorClass, Reasons.InvalidRequest, $"{said} Change the spec accordingly."),
            _ => new(errorClass, Reasons.AwsUnavailable, $"{said} It is tried again by itself."),
        };
    }

    private static string Bare(string? code)
    {
        if (code is null)
            return "";
        foreach (var suffix in (ReadOnlySpan<string>)["Exception", "Fault"])
        {
            if (code.EndsWith(suffix, StringComparison.Ordinal) && code.Length > suffix.Length)
                return code[..^suffix.Length];
        }

        return code;
    }

    private static Exception? Unreachable(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is HttpRequestException or SocketException or IOException or TimeoutException)
                return cause.InnerException is SocketException socket ? socket : cause;
        }

        return null;
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n', 2)[0].Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}
