using System.Text.RegularExpressions;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>Cache subnet groups. Subnet ids are checked by their form alone: there is no VPC here.</summary>
internal sealed partial class SubnetGroupOperations(ElastiCacheService caches, Authorizer authorizer)
{
    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["CreateCacheSubnetGroup"] = Create;
        operations["DescribeCacheSubnetGroups"] = Describe;
        operations["ModifyCacheSubnetGroup"] = Modify;
        operations["DeleteCacheSubnetGroup"] = Delete;
    }

    IEnumerable<XElement> Create(AwsCall call, QueryInput input)
    {
        var name = input.Required("CacheSubnetGroupName").ToLowerInvariant();
        if (!NameForm()
            .IsMatch(name)) throw CacheRules.Value($"The parameter CacheSubnetGroupName must have at most 255 letters, digits, spaces and _.-: {name}");
        var tags = ElastiCacheService.TagsOf(input);
        var arn = ElastiCacheService.SubnetGroupArn(call, name);
        if (tags.Count > 0) authorizer.Authorize(call, "elasticache:AddTagsToResource", arn, c => c.RequestTags(tags));
        authorizer.Authorize(call, "elasticache:CreateCacheSubnetGroup", arn, c => c.RequestTags(tags));
        if (caches.SubnetGroups.ContainsKey(arn))
            throw new AwsException("CacheSubnetGroupAlreadyExists", $"Cache subnet group {name} already exists.");
        var group = new SubnetGroup(name, call.Account, call.Region)
        {
            Description = input.Required("CacheSubnetGroupDescription"),
            SubnetIds = CacheRules.Subnets(input.Texts("SubnetIds", "SubnetIdentifier")),
        };
        foreach (var (key, value) in tags) group.Tags[key] = value;
        caches.SubnetGroups[arn] = group;
        return [Show(group)];
    }

    IEnumerable<XElement> Describe(AwsCall call, QueryInput input)
    {
        var name = input.Text("CacheSubnetGroupName");
        authorizer.Authorize(call, "elasticache:DescribeCacheSubnetGroups", ElastiCacheService.SubnetGroupArn(call, name ?? "*"));
        var groups = name is null ? caches.SubnetGroups.Values.Where(g => g.Account == call.Account && g.Region == call.Region)
            : [caches.SubnetGroup(call, name)];
        return ElastiCacheService.Paged(input, groups, g => g.Name, "CacheSubnetGroups", Show);
    }

    IEnumerable<XElement> Modify(AwsCall call, QueryInput input)
    {
        var group = Authorized(call, input);
        var subnets = input.HasList("SubnetIds") ? CacheRules.Subnets(input.Texts("SubnetIds", "SubnetIdentifier")) : group.SubnetIds;
        // A network interface in a subnet that goes away would be left without one. Nodes lie in the first subnets, one in each.
        var nodes = caches.GroupsIn(call).Where(g => g.SubnetGroup == group.Name).Select(g => g.Replicas + 1).DefaultIfEmpty().Max();
        if (group.SubnetIds.Take(nodes).Except(subnets).ToList() is [var used, ..])
            throw new AwsException("SubnetInUse", $"The subnet ID {used} is in use.");
        group.SubnetIds = subnets;
        group.Description = input.Text("CacheSubnetGroupDescription") ?? group.Description;
        return [Show(group)];
    }

    IEnumerable<XElement> Delete(AwsCall call, QueryInput input)
    {
        var group = Authorized(call, input);
        if (caches.GroupsIn(call).Any(g => g.SubnetGroup == group.Name))
            throw new AwsException("CacheSubnetGroupInUse", $"Cache subnet group {group.Name} is currently in use by a cache cluster.");
        caches.SubnetGroups.Remove(group.Arn);
        return [];
    }

    SubnetGroup Authorized(AwsCall call, QueryInput input)
    {
        var name = input.Required("CacheSubnetGroupName");
        var arn = ElastiCacheService.SubnetGroupArn(call, name);
        caches.SubnetGroups.TryGetValue(arn, out var known);
        authorizer.Authorize(call, "elasticache:" + call.Operation, arn, c => c.ResourceTags(known?.Tags ?? []));
        return caches.SubnetGroup(call, name);
    }

    static XElement Show(SubnetGroup group) => new("CacheSubnetGroup", new XElement("CacheSubnetGroupName", group.Name),
        new XElement("CacheSubnetGroupDescription", group.Description), new XElement("VpcId", "vpc-0a1b2c3d4e5f60718"),
        new XElement("Subnets", group.SubnetIds.Select(s => new XElement("Subnet", new XElement("SubnetIdentifier", s),
            new XElement("SubnetAvailabilityZone", new XElement("Name", SubnetGroup.Zone(s, group.Region)))))),
        new XElement("ARN", group.Arn));

    [GeneratedRegex("^[a-z0-9 _.-]{1,255}$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();
}
