using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;
namespace PlatformOperator.Sandbox.Aws.Tagging;
internal sealed class TaggingService : JsonService
{
    public TaggingService(Authorizer authorizer, IReadOnlyList<ITaggedResources> resources) : base("tagging") => _ = (authorizer, resources);
    public override void Settle(DateTimeOffset now) { }
}
