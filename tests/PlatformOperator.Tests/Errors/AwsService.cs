using PlatformOperator.Tests.Controllers;
using PlatformOperator.Tests.Drift;

namespace PlatformOperator.Tests.Errors;

/// <summary>An AWS service, one call to it that every look at a resource makes, and where that call's failure shows.</summary>
/// <param name="Name">Endpoint prefix.</param>
/// <param name="Operation">The call.</param>
/// <param name="Subject">The resource.</param>
/// <param name="Condition">The step's condition; null where the call comes before all steps.</param>
internal sealed record AwsService(string Name, string Operation, Subject Subject, string? Condition)
{
    public static IReadOnlyList<AwsService> All { get; } =
    [
        new("s3", "GetBucketVersioning", Subject.Of(New.Bucket("acme")), "BucketReady"),
        new("kms", "GetKeyPolicy", Subject.Of(New.Key("acme")), "KeyReady"),
        new("kinesis", "DescribeStreamSummary", Subject.Of(New.Stream("acme")), "StreamReady"),
        new("elasticache", "DescribeReplicationGroups", Subject.Of(New.Cache("acme")), "CacheReady"),
        new("iam", "GetRole", Subject.Of(New.Pipeline("acme")), "IngestRoleReady"),
        new("tagging", "GetResources", Subject.Of(New.Tenant("acme")), "StrayKeysRetired"),
        new("sts", "GetCallerIdentity", Subject.Of(New.Tenant("acme")), null),
    ];
}
