using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>Replication groups and their nodes as XML. Verified with botocore's service model.</summary>
internal static class GroupXml
{
    public static XElement Show(ReplicationGroup group, string name)
    {
        // While it is being created a group has members, but neither node groups nor endpoints.
        var ready = group.State.Name is not "creating";
        return new XElement(name, new XElement("ReplicationGroupId", group.Id), new XElement("Description", group.Description),
            new XElement("Status", group.State.Name),
            new XElement("PendingModifiedValues", group.AuthTokenStatus is null ? null
                : new XElement("AuthTokenStatus", group.AuthTokenStatus)),
            new XElement("MemberClusters", group.AllMembers.Select(m => new XElement("ClusterId", m))),
            ready ? new XElement("NodeGroups", Enumerable.Range(1, group.NodeGroups).Select(n => NodeGroup(group, n))) : null,
            ready && group.ClusterMode ? Endpoint("ConfigurationEndpoint", $"clustercfg.{Suffix(group)}", group.Port) : null,
            new XElement("AutomaticFailover", Enabled(group.AutomaticFailover)), new XElement("MultiAZ", Enabled(group.MultiAz)),
            new XElement("SnapshotRetentionLimit", group.SnapshotRetentionDays), new XElement("SnapshotWindow", group.SnapshotWindow),
            new XElement("ClusterEnabled", group.ClusterMode), new XElement("CacheNodeType", group.NodeType),
            new XElement("AuthTokenEnabled", group.AuthTokens.Count > 0),
            group.AuthTokenChanged is { } changed ? new XElement("AuthTokenLastModifiedDate", ElastiCacheService.Date(changed)) : null,
            new XElement("TransitEncryptionEnabled", group.TransitEncryption),
            new XElement("AtRestEncryptionEnabled", group.AtRestEncryption),
            group.TransitEncryption ? new XElement("TransitEncryptionMode", "required") : null,
            group.KmsKeyId is null ? null : new XElement("KmsKeyId", group.KmsKeyId), new XElement("ARN", group.Arn),
            new XElement("ReplicationGroupCreateTime", ElastiCacheService.Date(group.Created)), new XElement("DataTiering", "disabled"),
            new XElement("AutoMinorVersionUpgrade", group.AutoMinorVersionUpgrade), new XElement("NetworkType", "ipv4"),
            new XElement("IpDiscovery", "ipv4"),
            new XElement("ClusterMode", Enabled(group.ClusterMode)), new XElement("Engine", group.Engine));
    }

    public static XElement Cluster(ReplicationGroup group, string id, bool nodes) => new("CacheCluster", new XElement("CacheClusterId", id),
        new XElement("CacheNodeType", group.NodeType), new XElement("Engine", group.Engine),
        new XElement("EngineVersion", group.EngineVersion),
        new XElement("CacheClusterStatus", group.State.Name), new XElement("NumCacheNodes", 1),
        new XElement("PreferredAvailabilityZone", Zone(group, id)),
        new XElement("CacheClusterCreateTime", ElastiCacheService.Date(group.Created)),
        new XElement("PreferredMaintenanceWindow", group.MaintenanceWindow),
        new XElement("PendingModifiedValues"),
        new XElement("CacheParameterGroup", new XElement("CacheParameterGroupName", group.ParameterGroup),
            new XElement("ParameterApplyStatus", "in-sync")),
        group.SubnetGroup is null ? null : new XElement("CacheSubnetGroupName", group.SubnetGroup),
        nodes && group.State.Name != "creating"
            ? new XElement("CacheNodes", new XElement("CacheNode", new XElement("CacheNodeId", "0001"),
                new XElement("CacheNodeStatus", "available"),
                new XElement("CacheNodeCreateTime", ElastiCacheService.Date(group.Created)),
                Endpoint("Endpoint", $"{id}.{Suffix(group)}", group.Port)))
            : null,
        new XElement("AutoMinorVersionUpgrade", group.AutoMinorVersionUpgrade),
        new XElement("SecurityGroups", group.SecurityGroups
            .Select(s => new XElement("member", new XElement("SecurityGroupId", s), new XElement("Status", "active")))),
        new XElement("ReplicationGroupId", group.Id), new XElement("SnapshotRetentionLimit", group.SnapshotRetentionDays),
        new XElement("SnapshotWindow", group.SnapshotWindow), new XElement("AuthTokenEnabled", group.AuthTokens.Count > 0),
        new XElement("TransitEncryptionEnabled", group.TransitEncryption), new XElement("AtRestEncryptionEnabled", group.AtRestEncryption),
        new XElement("ARN", Arn.Of("elasticache", group.Region, group.Account, "cluster:" + id)));

    static XElement NodeGroup(ReplicationGroup group, int number) => new("NodeGroup", new XElement("NodeGroupId", $"{number:D4}"),
        new XElement("Status", group.State.Name),
        group.ClusterMode ? null : Endpoint("PrimaryEndpoint", $"master.{Suffix(group)}", group.Port),
        group.ClusterMode ? null : Endpoint("ReaderEndpoint", $"replica.{Suffix(group)}", group.Port),
        new XElement("NodeGroupMembers", group.Members(number)
            .Select((id, i) => new XElement("NodeGroupMember", new XElement("CacheClusterId", id),
            new XElement("CacheNodeId", "0001"), Endpoint("ReadEndpoint", $"{id}.{Suffix(group)}", group.Port),
            new XElement("PreferredAvailabilityZone", Zone(group, id)),
            group.ClusterMode ? null : new XElement("CurrentRole", i == 0 ? "primary" : "replica")))));

    static XElement Endpoint(string name, string address, int port) =>
        new(name, new XElement("Address", address), new XElement("Port", port));

    // Region eu-west-1 is euw1 in these names.
    static string Suffix(ReplicationGroup group)
    {
        var parts = group.Region.Split('-');
        var shortRegion = parts[0] + string.Concat(parts[1..^1].Select(p => p[0])) + parts[^1];
        return $"{group.Id}.{Ids.Stable(group.Arn, 6).ToLowerInvariant()}.{shortRegion}.cache.amazonaws.com";
    }

    static string Zone(ReplicationGroup group, string clusterId) => group.Region + (char)('a' + ((clusterId[^1] - '1') % 3));

    static string Enabled(bool value) => value ? "enabled" : "disabled";
}
