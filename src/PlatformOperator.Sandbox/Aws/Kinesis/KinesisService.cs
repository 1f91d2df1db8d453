#pragma warning disable CA1822, MA0150
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;
namespace PlatformOperator.Sandbox.Aws.Kinesis;
internal sealed class KinesisService : JsonService, ITaggedResources
{
    public KinesisService(AwsEndpointOptions options, Authorizer authorizer, KmsService kms) : base("kinesis") => _ = (options, authorizer, kms);
    public override void Settle(DateTimeOffset now) { }
    public IReadOnlyList<WorldStream> Snapshot() => [];
    public IEnumerable<TaggedResource> Tagged(string account, string region) => [];
}
