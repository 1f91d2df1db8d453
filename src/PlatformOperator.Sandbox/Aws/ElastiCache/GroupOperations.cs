using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>Describe and delete replication groups and describe their nodes.</summary>
internal sealed class GroupOperations(ElastiCacheService caches, Authorizer authorizer, TimeSpan transition)
{
    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["DescribeReplicationGroups"] = Describe;
        operations["DescribeCacheClusters"] = DescribeClusters;
        operations["DeleteReplicationGroup"] = Delete;
    }

    IEnumerable<XElement> Describe(AwsCall call, QueryInput input)
    {
        var id = input.Text("ReplicationGroupId");
        authorizer.Authorize(call, "elasticache:DescribeReplicationGroups", ElastiCacheService.GroupArn(call, id ?? "*"));
        var groups = id is null ? caches.GroupsIn(call) : [caches.Group(call, id)];
        return ElastiCacheService.Paged(input, groups, g => g.Id, "ReplicationGroups", g => GroupXml.Show(g, "ReplicationGroup"));
    }

    IEnumerable<XElement> DescribeClusters(AwsCall call, QueryInput input)
    {
        var id = input.Text("CacheClusterId")?.ToLowerInvariant();
        authorizer.Authorize(call, "elasticache:DescribeCacheClusters",
            Arn.Of("elasticache", call.Region, call.Account, "cluster:" + (id ?? "*")));
        // All clusters here belong to replication groups.
        var alone = input.Flag("ShowCacheClustersNotInReplicationGroups") ?? false;
        var clusters = caches.GroupsIn(call).Where(_ => !alone)
            .SelectMany(g => Enumerable.Range(1, g.NodeGroups).SelectMany(n => g.Members(n).Select(m => (Group: g, Id: m))))
            .Where(c => id is null || c.Id == id).ToList();
        if (id is not null && clusters.Count == 0) throw new AwsException("CacheClusterNotFound", $"CacheCluster not found: {id}", 404);
        return ElastiCacheService.Paged(input, clusters, c => c.Id, "CacheClusters",
            c => GroupXml.Cluster(c.Group, c.Id, input.Flag("ShowCacheNodeInfo") ?? false));
    }

    IEnumerable<XElement> Delete(AwsCall call, QueryInput input)
    {
        var id = input.Required("ReplicationGroupId");
        authorizer.Authorize(call, "elasticache:DeleteReplicationGroup", ElastiCacheService.GroupArn(call, id));
        var group = caches.Group(call, id);
        if (input.Flag("RetainPrimaryCluster") == true) throw CacheRules.Combination("The sandbox cannot retain the primary cluster of a deleted replication group.");
        if (group.State.Name != ReplicationGroup.CreateFailed) group.MustBeAvailable("be deleted");
        group.State.Begin("deleting", call.Now, transition);
        if (group.State.IsGone) caches.Groups.Remove(group.Arn);
        return [GroupXml.Show(group, "ReplicationGroup")];
    }
}
