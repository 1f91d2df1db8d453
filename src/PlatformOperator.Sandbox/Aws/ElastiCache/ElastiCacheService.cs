using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>
/// ElastiCache replication groups and subnet groups; no cache server runs behind the endpoints. Verified with the ElastiCache API
/// reference, botocore's service model (shapes) and moto.
/// </summary>
internal sealed class ElastiCacheService : QueryService, ITaggedResources
{
    public ElastiCacheService(AwsEndpointOptions options, Authorizer authorizer, KmsService kms)
        : base("elasticache", "http://elasticache.amazonaws.com/doc/2015-02-02/")
    {
        new GroupCreation(this, authorizer, kms, options.CacheTransition).AddTo(Operations);
        new GroupOperations(this, authorizer, options.CacheTransition).AddTo(Operations);
        new GroupChanges(this, authorizer, options.CacheTransition).AddTo(Operations);
        new SubnetGroupOperations(this, authorizer).AddTo(Operations);
        new CacheTagOperations(this, authorizer).AddTo(Operations);
    }

    /// <summary>By ARN.</summary>
    public SortedDictionary<string, ReplicationGroup> Groups { get; } = new(StringComparer.Ordinal);

    /// <summary>By ARN.</summary>
    public SortedDictionary<string, SubnetGroup> SubnetGroups { get; } = new(StringComparer.Ordinal);

    public override void Settle(DateTimeOffset now)
    {
        List<string>? gone = null;
        foreach (var group in Groups.Values)
        {
            group.Settle(now);
            if (group.State.IsGone) (gone ??= []).Add(group.Arn);
        }

        foreach (var arn in gone ?? []) Groups.Remove(arn);
    }

    public IEnumerable<ReplicationGroup> GroupsIn(AwsCall call) => Groups.Values
        .Where(g => g.Account == call.Account && g.Region == call.Region);

    public static string GroupArn(AwsCall call, string id) =>
        Arn.Of("elasticache", call.Region, call.Account, "replicationgroup:" + id.ToLowerInvariant());

    public static string SubnetGroupArn(AwsCall call, string name) =>
        Arn.Of("elasticache", call.Region, call.Account, "subnetgroup:" + name.ToLowerInvariant());

    public ReplicationGroup Group(AwsCall call, string id) => Groups.TryGetValue(GroupArn(call, id), out var group) ? group
        : throw new AwsException("ReplicationGroupNotFoundFault", $"ReplicationGroup {id} not found.", 404);

    public SubnetGroup SubnetGroup(AwsCall call, string name) => SubnetGroups.TryGetValue(SubnetGroupArn(call, name), out var group) ? group
        : throw new AwsException("CacheSubnetGroupNotFoundFault", $"Cache Subnet Group {name} does not exist.");

    public static Dictionary<string, string> TagsOf(QueryInput input)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in input.Structures("Tags", "Tag"))
            if (!tags.TryAdd(tag.Required("Key"), tag.Text("Value") ?? "")) throw CacheRules.Value("Duplicate tag keys.");
        Core.Tags.Check(tags, CacheRules.Value);
        Core.Tags.CheckCount(tags, m => new AwsException("TagQuotaPerResourceExceeded", m));
        return tags;
    }

    /// <summary>One page: MaxRecords is 20 to 100.</summary>
    public static IEnumerable<XElement> Paged<T>(QueryInput input, IEnumerable<T> items, Func<T, string> key, string list, Func<T,
        XElement> show)
    {
        var size = input.Int("MaxRecords") is { } asked ? CacheRules.Between(asked, 20, 100, "MaxRecords") : 100;
        var page = Page<T>.Of(items, key, input.Text("Marker"), size, CacheRules.Value);
        yield return new XElement(list, page.Items.Select(show));
        if (page.Next is not null) yield return new XElement("Marker", page.Next);
    }

    public static string Date(DateTimeOffset time) => Time(time);

    public IEnumerable<TaggedResource> Tagged(string account, string region) =>
    [
        .. Groups.Values.Where(g => g.Account == account && g.Region == region)
            .Select(g => new TaggedResource(g.Arn, "elasticache:replicationgroup", g.Tags,
            "elasticache:AddTagsToResource", "elasticache:RemoveTagsFromResource")),
        .. SubnetGroups.Values.Where(g => g.Account == account && g.Region == region)
            .Select(g => new TaggedResource(g.Arn, "elasticache:subnetgroup", g.Tags,
            "elasticache:AddTagsToResource", "elasticache:RemoveTagsFromResource")),
    ];

    public IReadOnlyList<WorldReplicationGroup> SnapshotGroups() =>
        [.. Groups.Values.Select(g => new WorldReplicationGroup(g.Account, g.Region, g.Id, g.Arn)
    {
        Status = g.State.Name,
        Engine = g.Engine,
        EngineVersion = g.EngineVersion,
        NodeType = g.NodeType,
        ReplicasPerPrimary = g.Replicas,
        SnapshotRetentionDays = g.SnapshotRetentionDays,
        MaintenanceWindow = g.MaintenanceWindow,
        AtRestEncryption = g.AtRestEncryption,
        TransitEncryption = g.TransitEncryption,
        KmsKeyId = g.KmsKeyId,
        AuthTokens = [.. g.AuthTokens],
        Tags = new Dictionary<string, string>(g.Tags, StringComparer.Ordinal),
    })];

    public IReadOnlyList<WorldSubnetGroup> SnapshotSubnetGroups() => [.. SubnetGroups.Values.Select(g =>
        new WorldSubnetGroup(g.Account, g.Region, g.Name, g.SubnetIds, new Dictionary<string, string>(g.Tags, StringComparer.Ordinal)))];
}
