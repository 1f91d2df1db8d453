using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>
/// Tags by ARN. Verified with the ElastiCache API reference: a group that is not available refuses even to list them; a node's tags are its group's.
/// </summary>
internal sealed class CacheTagOperations(ElastiCacheService caches, Authorizer authorizer)
{
    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["AddTagsToResource"] = Add;
        operations["RemoveTagsFromResource"] = Remove;
        operations["ListTagsForResource"] = (call, input) => [Show(TagsOf(call, input, []))];
    }

    IEnumerable<XElement> Add(AwsCall call, QueryInput input)
    {
        var added = ElastiCacheService.TagsOf(input);
        var tags = TagsOf(call, input, added);
        var all = new Dictionary<string, string>(tags, StringComparer.Ordinal);
        foreach (var (key, value) in added) all[key] = value;
        Tags.CheckCount(all, m => new AwsException("TagQuotaPerResourceExceeded", m));
        foreach (var (key, value) in added) tags[key] = value;
        return [Show(tags)];
    }

    IEnumerable<XElement> Remove(AwsCall call, QueryInput input)
    {
        var tags = TagsOf(call, input, []);
        foreach (var key in input.Texts("TagKeys"))
            if (!tags.Remove(key)) throw new AwsException("TagNotFound", $"The tag {key} was not found.", 404);
        return [Show(tags)];
    }

    SortedDictionary<string, string> TagsOf(AwsCall call, QueryInput input, Dictionary<string, string> requested)
    {
        var arn = input.Required("ResourceName");
        var parts = Arn.IsArn(arn) && Arn.Service(arn) == "elasticache" ? Arn.Resource(arn).Split(':', 2) : [];
        if (parts.Length != 2) throw new AwsException("InvalidARN", $"The ARN {arn} is invalid.");
        var group = parts[0] == "cluster" ? caches.GroupsIn(call).FirstOrDefault(g => g.AllMembers.Contains(parts[1]))
            : caches.Groups.GetValueOrDefault(arn);
        var tags = group?.Tags ?? caches.SubnetGroups.GetValueOrDefault(arn)?.Tags;
        authorizer.Authorize(call, new AccessRequest("elasticache:" + call.Operation, arn)
        {
            Owner = Arn.Account(arn),
            Context = new AccessContext().ResourceTags(tags ?? []).RequestTags(requested),
        });
        group?.MustBeAvailable("have its tags read or changed");
        return tags ?? throw (parts[0] switch
        {
            "replicationgroup" => new AwsException("ReplicationGroupNotFoundFault", $"ReplicationGroup {parts[1]} not found.", 404),
            "subnetgroup" => new AwsException("CacheSubnetGroupNotFoundFault", $"Cache Subnet Group {parts[1]} does not exist."),
            "cluster" => new AwsException("CacheClusterNotFound", $"{parts[1]} is either not present or not available.", 404),
            _ => new AwsException("InvalidARN", $"The sandbox has no resource {arn}."),
        });
    }

    static XElement Show(IEnumerable<KeyValuePair<string, string>> tags) =>
        new("TagList", tags.Select(t => new XElement("Tag", new XElement("Key", t.Key), new XElement("Value", t.Value))));
}
