#pragma warning disable CA1822, MA0150
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;
namespace PlatformOperator.Sandbox.Aws.ElastiCache;
internal sealed class ElastiCacheService : QueryService, ITaggedResources
{
    public ElastiCacheService(AwsEndpointOptions options, Authorizer authorizer, KmsService kms) : base("elasticache", "http://elasticache.amazonaws.com/doc/2015-02-02/") => _ = (options, authorizer, kms);
    public override void Settle(DateTimeOffset now) { }
    public IReadOnlyList<WorldReplicationGroup> SnapshotGroups() => [];
    public IReadOnlyList<WorldSubnetGroup> SnapshotSubnetGroups() => [];
    public IEnumerable<TaggedResource> Tagged(string account, string region) => [];
}
