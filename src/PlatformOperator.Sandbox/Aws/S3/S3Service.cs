#pragma warning disable CA1822, MA0150
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;
namespace PlatformOperator.Sandbox.Aws.S3;
internal sealed class S3Service(AwsEndpointOptions options, Authorizer authorizer, KmsService kms) : IAwsService, ITaggedResources
{
    public string Name => "s3";
    public string Operation(AwsRequest request) => "";
    public void Settle(DateTimeOffset now) { }
    public AwsAnswer Handle(AwsCall call, AwsRequest request) => throw new AwsException("NotImplemented", $"{options}{authorizer}{kms}");
    public AwsAnswer Error(AwsException error, string requestId, AwsRequest? request) => AwsAnswer.Xml(error.Status, new XElement("Error", new XElement("Code", error.Code)));
    public IReadOnlyList<WorldBucket> Snapshot() => [];
    public IEnumerable<TaggedResource> Tagged(string account, string region) => [];
}
