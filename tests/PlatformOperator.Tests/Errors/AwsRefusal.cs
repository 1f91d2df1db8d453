using PlatformOperator.Aws;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Tests.Errors;

/// <summary>One way in which AWS does not do what it is asked, and what the user is then told.</summary>
/// <param name="Name">What is the matter.</param>
/// <param name="Class">Its class.</param>
/// <param name="Reason">Condition reason.</param>
/// <param name="Advice">Part of the message: what to do, or what happens by itself.</param>
/// <param name="Status">HTTP status; 0 drops the connection.</param>
/// <param name="Code">Error code where a service has none of its own for it.</param>
internal sealed record AwsRefusal(string Name, AwsErrorClass Class, string Reason, string Advice, int Status, string Code)
{
    private const string Tried = "It is tried again by itself.";

    public static IReadOnlyList<AwsRefusal> All { get; } =
    [
        new("not found", AwsErrorClass.NotFound, "NotFound", "It is looked for again by itself.", 404, "NotFoundException")
        {
            Codes = { ["s3"] = "NoSuchBucket", ["kinesis"] = "KMSNotFoundException", ["iam"] = "NotFound" },
        },
        new("throttled", AwsErrorClass.Throttled, "Throttled", "go on by themselves", 400, "ThrottlingException")
        {
            Codes =
                { ["s3"] = "SlowDown", ["elasticache"] = "Throttling", ["iam"] = "Throttling", ["sts"] = "Throttling", ["kinesis"] = "KMSThrottlingException" },
        },
        new("unavailable", AwsErrorClass.Transient, "AwsUnavailable", Tried, 503, "ServiceUnavailable"),
        new("unreachable", AwsErrorClass.Transient, "AwsUnreachable", "it is tried again by itself", 0, ""),
        new("denied", AwsErrorClass.Denied, "AccessDenied", "Allow the operator", 403, "AccessDenied")
        {
            Codes = { ["kms"] = "AccessDeniedException", ["kinesis"] = "AccessDeniedException", ["tagging"] = "AccessDeniedException" },
        },
        new("quota", AwsErrorClass.Quota, "QuotaExceeded", "ask AWS to raise the limit", 400, "LimitExceededException") { Codes = { ["s3"] = "TooManyBuckets", ["elasticache"] = "NodeQuotaForCustomerExceeded", ["iam"] = "LimitExceeded", ["kinesis"] = "ServiceQuotaExceededException" } },
        new("busy", AwsErrorClass.Busy, "AwsBusy", Tried, 409, "ConcurrentModification") { Codes = { ["s3"] = "OperationAborted", ["kms"] = "KMSInvalidStateException", ["kinesis"] = "ResourceInUseException", ["elasticache"] = "InvalidReplicationGroupState" } },
        new("name taken", AwsErrorClass.Conflict, "NameTaken", "Choose another name.", 409, "AlreadyExistsException")
        {
            Codes = { ["s3"] = "BucketAlreadyExists", ["iam"] = "EntityAlreadyExists", ["elasticache"] = "ReplicationGroupAlreadyExists" },
        },
        new("invalid", AwsErrorClass.Invalid, "InvalidRequest", "Change the spec accordingly.", 400, "ValidationException")
        {
            Codes = { ["s3"] = "MalformedPolicy", ["elasticache"] = "InvalidParameterValue" },
        },
        new("unknown", AwsErrorClass.Invalid, "InvalidRequest", "Change the spec accordingly.", 400, "SomethingNobodyKnows"),
    ];

    public Dictionary<string, string> Codes { get; } = [];

    public bool HealsItself => Class is AwsErrorClass.NotFound or AwsErrorClass.Throttled or AwsErrorClass.Transient or AwsErrorClass.Busy;

    /// <summary>What only this refusal puts into a message.</summary>
    public string Said(string service) => Status == 0 ? "AWS cannot be reached" : $"AWS said {Codes.GetValueOrDefault(service, Code)}: refused";

    public FaultException Answer(string service) =>
        Status == 0 ? FaultException.Dropped() : new(Status, Codes.GetValueOrDefault(service, Code), "refused by a test");
}
