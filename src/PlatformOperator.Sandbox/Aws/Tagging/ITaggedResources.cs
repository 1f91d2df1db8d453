namespace PlatformOperator.Sandbox.Aws.Tagging;

/// <summary>A resource with tags, as the tagging API sees it.</summary>
/// <param name="Arn">The resource's ARN.</param>
/// <param name="Type">As resource type filters name it: <c>s3:bucket</c>, <c>kms:key</c>, <c>kinesis:stream</c>, …</param>
/// <param name="Tags">The live set.</param>
/// <param name="TagAction">The IAM action that tags it.</param>
/// <param name="UntagAction">The IAM action that untags it.</param>
internal sealed record TaggedResource(string Arn, string Type, SortedDictionary<string, string> Tags, string TagAction, string UntagAction);

/// <summary>A service whose resources the tagging API lists.</summary>
internal interface ITaggedResources
{
    IEnumerable<TaggedResource> Tagged(string account, string region);
}
