namespace PlatformOperator.Sandbox.Faults;

/// <summary>
/// The answers in which each API tells a fault. Verified with the error sections of the API references; Kubernetes' with apimachinery's
/// <c>api/errors</c>.
/// </summary>
internal static class FaultAnswers
{
    public static FaultException Of(FaultKind kind, FaultCall call) => call.Service == "kubernetes" ? OfKubernetes(kind) : OfAws(kind, call);

    private static FaultException OfKubernetes(FaultKind kind) => kind switch
    {
        FaultKind.Conflict => new(409, "Conflict", "the object has been modified; please apply your changes to the latest version and try again"),
        FaultKind.Gone => new(410, "Expired", "too old resource version"),
        FaultKind.Throttle => new(429, "TooManyRequests", "the server has received too many requests and has asked us to try again later"),
        FaultKind.Denied => new(403, "Forbidden", "forbidden by a fault rule"),
        FaultKind.Limit => new(403, "Forbidden", "exceeded quota"),
        FaultKind.Unavailable => new(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
        _ => FaultException.Dropped(),
    };

    private static FaultException OfAws(FaultKind kind, FaultCall call) => kind switch
    {
        FaultKind.Conflict or FaultKind.Gone => call.Service switch
        {
            "s3" => new(409, "OperationAborted", "A conflicting conditional operation is currently in progress against this resource. Try again."),
            "iam" => new(409, "ConcurrentModification", "Another request is changing this resource."),
            "kms" => new(400, "KMSInvalidStateException", "The key is in a state that does not allow this."),
            "elasticache" => new(400, "InvalidReplicationGroupState", "The replication group is not in a state that allows this."),
            _ => new(400, "ResourceInUseException", "The resource is not available for this operation."),
        },
        FaultKind.Throttle => call.Service switch
        {
            "s3" => new(503, "SlowDown", "Please reduce your request rate."),
            "kinesis" or "kms" or "tagging" => new(400, "ThrottlingException", "Rate exceeded"),
            _ => new(400, "Throttling", "Rate exceeded"),
        },
        FaultKind.Denied => new(403, "AccessDenied", $"User: {call.Caller} is not authorized to perform: {call.Service}:{call.Operation}"),
        FaultKind.Limit => call.Service switch
        {
            "s3" => new(400, "TooManyBuckets", "You have attempted to create more buckets than allowed."),
            "elasticache" => new(400, "NodeQuotaForCustomerExceeded", "The node quota of the account is exceeded."),
            "iam" => new(409, "LimitExceeded", "Cannot exceed quota for RolesPerAccount: 1000."),
            _ => new(400, "LimitExceededException", "The limit of the account is exceeded."),
        },
        FaultKind.Unavailable => new(503, "ServiceUnavailable", "The service is unable to handle the request."),
        _ => FaultException.Dropped(),
    };
}
