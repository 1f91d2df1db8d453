using System.Text;
using Amazon.ElastiCache.Model;
using k8s.Models;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Drift;

/// <summary>What somebody may do to a cache and to its subnet group. AWS itself refuses to delete a subnet group that a cache lies in.</summary>
internal static class CacheRows
{
    private const string Secret = "cache-auth";

    public static IEnumerable<DriftRow> All()
    {
        yield return Row(
            "snapshotRetentionDays", "keeps snapshots for less", "snapshot retention 1 d → 3 d",
            w => ModifyAsync(w, request => request.SnapshotRetentionLimit = 1));
        yield return Row(
            "maintenanceWindow", "moves the maintenance", "maintenance window",
            w => ModifyAsync(w, request => request.PreferredMaintenanceWindow = "mon:01:00-mon:02:00"));
        yield return Row("nodeType", "takes bigger nodes", "node type", w => ModifyAsync(w, request => request.CacheNodeType = "cache.t4g.small"));
        yield return Row(
            "replicasPerPrimary", "adds a replica", "replicas 2 → 1",
            w => w.ElastiCache.IncreaseReplicaCountAsync(
                new IncreaseReplicaCountRequest { ReplicationGroupId = Id(w), NewReplicaCount = 2, ApplyImmediately = true }, w.Cancel));
        yield return Row(
            "automaticFailover", "turns failover off", "automatic failover",
            w => ModifyAsync(w, request => (request.AutomaticFailoverEnabled, request.MultiAZEnabled) = (false, false)));
        yield return Row(
            "securityGroupIds", "puts it into another group", "security groups →", w => ModifyAsync(w, request => request.SecurityGroupIds = ["sg-0ddd4444"]));
        yield return Row(
            "tags", "takes one owner tag off", "tags dataplatform.dev/name set", w => UntagAsync(w, w.TheCache.ReplicationGroupArn!, Owner.Prefix + "name"));
        yield return Row(
            "tags", "marks it as retained", "dataplatform.dev/retained removed", w => TagAsync(w, w.TheCache.ReplicationGroupArn!, Owner.RetainedTag));
        yield return Row("authToken", "deletes the Secret with its token", "Secret", w => w.World.Client.DeleteAsync<V1Secret>(Secret, DriftWorld.Home, w.Cancel)) with { SeeAsync = TokenAsync };
        yield return Row(
            "deleted", "deletes it", "made again",
            w => w.ElastiCache.DeleteReplicationGroupAsync(new DeleteReplicationGroupRequest { ReplicationGroupId = Id(w) }, w.Cancel));
        yield return GroupRow(
            "subnetIds", "adds a subnet", "subnets →",
            w => w.ElastiCache.ModifyCacheSubnetGroupAsync(
                new ModifyCacheSubnetGroupRequest { CacheSubnetGroupName = Id(w), SubnetIds = ["subnet-0aaa1111", "subnet-0bbb2222", "subnet-0ddd4444"] },
                w.Cancel));
        yield return GroupRow("tags", "takes one owner tag off", "tags dataplatform.dev/name set", w => UntagAsync(w, GroupArn(w), Owner.Prefix + "name"));
        yield return GroupRow("tags", "marks it as retained", "dataplatform.dev/retained removed", w => TagAsync(w, GroupArn(w), Owner.RetainedTag));
    }

    internal static string GroupArn(DriftWorld world) =>
        world.TheCache.ReplicationGroupArn!.Replace(":replicationgroup:", ":subnetgroup:", StringComparison.Ordinal);

    private static DriftRow Row(string field, string way, string sentence, Func<DriftWorld, Task> breakAsync) => new(
        DriftWorld.Cache, field, way, breakAsync,
        w => Task.FromResult(w.World.Aws.ReplicationGroups.SingleOrDefault(group => group.Id == Id(w)) is { } group ? DriftWorld.Text(group) : "gone"))
    { Driver = "CacheDriver", Sentence = sentence };

    private static DriftRow GroupRow(string field, string way, string sentence, Func<DriftWorld, Task> breakAsync) => new(
        DriftWorld.Cache, field, way, breakAsync, w => Task.FromResult(DriftWorld.Text(w.World.Aws.SubnetGroups.Single(group => group.Name == Id(w)))))
    { Driver = "SubnetGroupDriver", Sentence = sentence };

    private static string Id(DriftWorld world) => world.TheCache.ReplicationGroupId!;

    private static Task<ModifyReplicationGroupResponse> ModifyAsync(DriftWorld world, Action<ModifyReplicationGroupRequest> set)
    {
        var request = new ModifyReplicationGroupRequest { ReplicationGroupId = Id(world), ApplyImmediately = true };
        set(request);
        return world.ElastiCache.ModifyReplicationGroupAsync(request, world.Cancel);
    }

    private static Task<AddTagsToResourceResponse> TagAsync(DriftWorld world, string arn, string key) => world.ElastiCache.AddTagsToResourceAsync(
        new AddTagsToResourceRequest { ResourceName = arn, Tags = [new Tag { Key = key, Value = "true" }] }, world.Cancel);

    private static Task<RemoveTagsFromResourceResponse> UntagAsync(DriftWorld world, string arn, string key) => world.ElastiCache.RemoveTagsFromResourceAsync(
        new RemoveTagsFromResourceRequest { ResourceName = arn, TagKeys = [key] }, world.Cancel);

    /// <summary>A new Secret has a new token: right is that the cache takes it and no other.</summary>
    private static async Task<string> TokenAsync(DriftWorld world)
    {
        var secret = await world.World.Client.GetAsync<V1Secret>(Secret, DriftWorld.Home, world.Cancel);
        var tokens = world.World.Aws.ReplicationGroups.Single(group => group.Id == Id(world)).AuthTokens;
        return secret is null ? "no Secret" : tokens.SequenceEqual([Encoding.UTF8.GetString(secret.Data!["token"])]) ? "the Secret's token" : "another token";
    }
}
