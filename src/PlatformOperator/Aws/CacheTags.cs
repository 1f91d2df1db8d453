using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using PlatformOperator.Convergence;

namespace PlatformOperator.Aws;

/// <summary>Tags of ElastiCache's resources, all of which are tagged by their ARN.</summary>
internal static class CacheTags
{
    public static IEnumerable<Change> Changes(
        IAmazonElastiCache elastiCache, string arn, IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> actual, IReadOnlyCollection<string> ours)
    {
        var unwanted = TagSet.Unwanted(wanted, actual, ours);
        if (unwanted.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(unwanted, "removed"),
                token => elastiCache.RemoveTagsFromResourceAsync(new RemoveTagsFromResourceRequest { ResourceName = arn, TagKeys = [.. unwanted] }, token));
        var missing = TagSet.Missing(wanted, actual);
        if (missing.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(missing.Keys, "set"),
                token => elastiCache.AddTagsToResourceAsync(new AddTagsToResourceRequest { ResourceName = arn, Tags = ToTags(missing) }, token));
    }

    public static List<Tag> ToTags(IReadOnlyDictionary<string, string> tags) => [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
}
