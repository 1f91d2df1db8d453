using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Kms;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>CreateReplicationGroup, with its rules on what goes together.</summary>
internal sealed class GroupCreation(ElastiCacheService caches, Authorizer authorizer, KmsService kms, TimeSpan transition, bool fails)
{
    const int NodeQuota = 300;

    public void AddTo(Dictionary<string, QueryOperation> operations) => operations["CreateReplicationGroup"] = Create;

    IEnumerable<XElement> Create(AwsCall call, QueryInput input)
    {
        var id = CacheRules.GroupId(input.Required("ReplicationGroupId"));
        var tags = ElastiCacheService.TagsOf(input);
        var group = Parse(call, input, id);
        Authorize(call, group, tags);
        if (caches.Groups.ContainsKey(group.Arn))
            throw new AwsException("ReplicationGroupAlreadyExists", $"Replication group {id} already exists.");
        Check(call, input, group);
        if (input.Text("AuthToken") is { Length: > 0 } token)
        {
            group.AuthTokens.Add(CacheRules.AuthToken(token));
            group.AuthTokenChanged = call.Now;
        }

        foreach (var (key, value) in tags) group.Tags[key] = value;
        caches.Groups[group.Arn] = group;
        group.State.Begin("creating", call.Now, transition, next: fails ? ReplicationGroup.CreateFailed : null);
        return [GroupXml.Show(group, "ReplicationGroup")];
    }

    static ReplicationGroup Parse(AwsCall call, QueryInput input, string id)
    {
        var engine = CacheRules.Engine(input.Text("Engine"));
        var version = CacheRules.Version(engine, input.Text("EngineVersion"));
        var nodeGroups = CacheRules.Between(input.Int("NumNodeGroups") ?? 1, 1, 90, "NumNodeGroups");
        var clusterMode = nodeGroups > 1 || input.Text("ClusterMode") == "enabled"
            || input.Text("CacheParameterGroupName")?.EndsWith(".cluster.on", StringComparison.Ordinal) == true;
        return new ReplicationGroup(id, call.Account, call.Region, call.Now)
        {
            Description = input.Required("ReplicationGroupDescription"),
            Engine = engine,
            EngineVersion = version,
            NodeType = CacheRules.NodeType(input.Text("CacheNodeType")),
            NodeGroups = nodeGroups,
            ClusterMode = clusterMode,
            Replicas = Replicas(input),
            AutomaticFailover = input.Flag("AutomaticFailoverEnabled") ?? clusterMode,
            MultiAz = input.Flag("MultiAZEnabled") ?? false,
            SubnetGroup = input.Text("CacheSubnetGroupName")?.ToLowerInvariant(),
            SecurityGroups = CacheRules.SecurityGroups(input.Texts("SecurityGroupIds", "SecurityGroupId")),
            Port = CacheRules.Between(input.Int("Port") ?? 6379, 1, 65535, "Port"),
            SnapshotRetentionDays = CacheRules.Between(input.Int("SnapshotRetentionLimit") ?? 0, 0, 35, "SnapshotRetentionLimit"),
            SnapshotWindow = input.Text("SnapshotWindow") ?? "03:30-04:30",
            MaintenanceWindow = input.Text("PreferredMaintenanceWindow") is { } window ? CacheRules.Window(window) : "sun:05:00-sun:06:00",
            AutoMinorVersionUpgrade = input.Flag("AutoMinorVersionUpgrade") ?? true,
            // Verified with the API reference: encryption at rest is the default of Valkey, not of Redis OSS.
            AtRestEncryption = input.Flag("AtRestEncryptionEnabled") ?? engine == "valkey",
            TransitEncryption = input.Flag("TransitEncryptionEnabled") ?? false,
            KmsKeyId = input.Text("KmsKeyId"),
            ParameterGroup = input.Text("CacheParameterGroupName") ?? CacheRules.ParameterGroup(engine, version, clusterMode),
        };
    }

    static int Replicas(QueryInput input)
    {
        if (input.Int("NumCacheClusters") is not { } clusters)
            return CacheRules.Between(input.Int("ReplicasPerNodeGroup") ?? 0, 0, 5, "ReplicasPerNodeGroup");
        if (input.Int("NumNodeGroups") is not null || input.Int("ReplicasPerNodeGroup") is not null)
            throw CacheRules.Combination("NumCacheClusters cannot be used together with NumNodeGroups or ReplicasPerNodeGroup.");
        return CacheRules.Between(clusters, 1, 6, "NumCacheClusters") - 1;
    }

    void Check(AwsCall call, QueryInput input, ReplicationGroup group)
    {
        CacheRules.CheckFailover(group.AutomaticFailover, group.MultiAz, group.Replicas);
        if (group.ClusterMode && !group.AutomaticFailover) throw CacheRules.Combination("Automatic failover must be enabled for a group in cluster mode.");
        if (group.SubnetGroup is not null) caches.SubnetGroup(call, group.SubnetGroup);
        var hasToken = input.Text("AuthToken") is { Length: > 0 };
        if (hasToken && !group.TransitEncryption) throw CacheRules.Combination("The AUTH token can only be used with in-transit encryption enabled.");
        if (hasToken && input.HasList("UserGroupIds")) throw CacheRules.Combination("AuthToken and UserGroupIds cannot be used together.");
        if (input.HasList("UserGroupIds")) throw new AwsException("UserGroupNotFound", "The sandbox has no user groups.", 404);
        if (group.KmsKeyId is not null && !group.AtRestEncryption) throw CacheRules.Combination("A KMS key can only be used with encryption at rest enabled.");
        var nodes = caches.GroupsIn(call).Sum(g => g.NodeGroups * (g.Replicas + 1));
        if (nodes + (group.NodeGroups * (group.Replicas + 1)) > NodeQuota)
            throw new AwsException("NodeQuotaForCustomerExceeded",
                $"The request would exceed the quota of {NodeQuota} nodes in {call.Region}; {nodes} exist.");
        if (group.KmsKeyId is { } key) UseKey(call, key);
    }

    /// <summary>Verified with the user guide ("At-rest encryption"): the creator needs kms:DescribeKey and kms:CreateGrant on the key.</summary>
    void UseKey(AwsCall call, string key)
    {
        try
        {
            var none = new Dictionary<string, string>(StringComparer.Ordinal);
            kms.UseFor(call, key, "DescribeKey", none);
            kms.UseFor(call, key, "CreateGrant", none);
        }
        catch (AwsException error)
        {
            throw new AwsException("InvalidKMSKeyFault", $"The KMS key {key} cannot be used: {error.Message}");
        }
    }

    /// <summary>Verified with the service authorization reference: the action is asked for on every resource that the call names.</summary>
    void Authorize(AwsCall call, ReplicationGroup group, Dictionary<string, string> tags)
    {
        if (group.SubnetGroup is not null)
            authorizer.Authorize(call, "elasticache:CreateReplicationGroup", ElastiCacheService.SubnetGroupArn(call, group.SubnetGroup));
        authorizer.Authorize(call, "elasticache:CreateReplicationGroup",
            Arn.Of("elasticache", call.Region, call.Account, "parametergroup:" + group.ParameterGroup));
        if (tags.Count > 0) authorizer.Authorize(call, "elasticache:AddTagsToResource", group.Arn, c => c.RequestTags(tags));
        authorizer.Authorize(call, "elasticache:CreateReplicationGroup", group.Arn, c => c.RequestTags(tags)
            .Set("elasticache:TransitEncryptionEnabled", group.TransitEncryption ? "true" : "false")
            .Set("elasticache:AtRestEncryptionEnabled", group.AtRestEncryption ? "true" : "false")
            .Set("elasticache:CacheNodeType", group.NodeType).Set("elasticache:EngineType", group.Engine));
    }
}
