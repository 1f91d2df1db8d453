using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>
/// Changes to a replication group. Verified with the ModifyReplicationGroup reference: engine, version and node type wait for the
/// maintenance window unless ApplyImmediately; ROTATE adds a token beside the old one, SET makes it the only one and comes after ROTATE.
/// </summary>
internal sealed class GroupChanges(ElastiCacheService caches, Authorizer authorizer, TimeSpan transition)
{
    static readonly string[] Modifiable =
    [
        "ReplicationGroupDescription", "AutomaticFailoverEnabled", "MultiAZEnabled", "PreferredMaintenanceWindow",
        "CacheParameterGroupName", "Engine", "EngineVersion",
        "AutoMinorVersionUpgrade", "SnapshotRetentionLimit", "SnapshotWindow", "CacheNodeType", "AuthToken",
    ];

    public void AddTo(Dictionary<string, QueryOperation> operations)
    {
        operations["ModifyReplicationGroup"] = Modify;
        operations["IncreaseReplicaCount"] = (call, input) => ChangeReplicas(call, input, up: true);
        operations["DecreaseReplicaCount"] = (call, input) => ChangeReplicas(call, input, up: false);
    }

    IEnumerable<XElement> Modify(AwsCall call, QueryInput input)
    {
        var group = Changeable(call, input);
        if (!Modifiable.Any(m => input.Text(m) is not null)
            && !input.HasList("SecurityGroupIds")) throw CacheRules.Combination("No modifications were requested");
        if (input.Text("TransitEncryptionEnabled") is not null || input.Text("ClusterMode") is not null)
            throw CacheRules.Combination("The sandbox changes neither in-transit encryption nor cluster mode of an existing group.");
        var changes = new List<Action>();
        AddSettings(input, group, changes);
        AddToken(call, input, group, changes);
        var upgrade = Upgrade(input, group);
        var atOnce = input.Flag("ApplyImmediately") ?? false;
        if (upgrade is not null && atOnce) changes.Add(upgrade);
        else if (upgrade is not null) group.Deferred.Add((CacheRules.Next(group.MaintenanceWindow, call.Now), upgrade));

        group.State.Begin("modifying", call.Now, transition, () => changes.ForEach(c => c()));
        return [GroupXml.Show(group, "ReplicationGroup")];
    }

    static void AddSettings(QueryInput input, ReplicationGroup group, List<Action> changes)
    {
        var failover = input.Flag("AutomaticFailoverEnabled") ?? group.AutomaticFailover;
        var multiAz = input.Flag("MultiAZEnabled") ?? group.MultiAz;
        CacheRules.CheckFailover(failover, multiAz, group.Replicas);
        var description = input.Text("ReplicationGroupDescription") ?? group.Description;
        var window = input.Text("PreferredMaintenanceWindow") is { } w ? CacheRules.Window(w) : group.MaintenanceWindow;
        var parameters = input.Text("CacheParameterGroupName") ?? group.ParameterGroup;
        var minor = input.Flag("AutoMinorVersionUpgrade") ?? group.AutoMinorVersionUpgrade;
        var retention = CacheRules.Between(input.Int("SnapshotRetentionLimit") ?? group.SnapshotRetentionDays, 0, 35,
            "SnapshotRetentionLimit");
        var snapshots = input.Text("SnapshotWindow") ?? group.SnapshotWindow;
        var security = input.HasList("SecurityGroupIds") ? CacheRules.SecurityGroups(input.Texts("SecurityGroupIds", "SecurityGroupId"))
            : group.SecurityGroups;
        changes.Add(() =>
        {
            (group.AutomaticFailover, group.MultiAz, group.Description, group.MaintenanceWindow) = (failover, multiAz, description, window);
            (group.ParameterGroup, group.AutoMinorVersionUpgrade, group.SnapshotRetentionDays, group.SnapshotWindow) = (parameters, minor,
                retention, snapshots);
            group.SecurityGroups = security;
        });
    }

    static void AddToken(AwsCall call, QueryInput input, ReplicationGroup group, List<Action> changes)
    {
        if (input.Text("AuthToken") is not { } text) return;
        var token = CacheRules.AuthToken(text);
        if (input.Flag("ApplyImmediately") != true) throw CacheRules.Combination("ApplyImmediately must be true to change the AUTH token.");
        if (!group.TransitEncryption) throw CacheRules.Combination("The AUTH token can only be used with in-transit encryption enabled.");
        switch (input.Text("AuthTokenUpdateStrategy") ?? "ROTATE")
        {
            case "ROTATE":
                group.AuthTokenStatus = "ROTATING";
                changes.Add(() =>
                {
                    group.AuthTokens.Remove(token);
                    group.AuthTokens.Insert(0, token);
                    if (group.AuthTokens.Count > 2) group.AuthTokens.RemoveAt(2);
                });
                break;
            case "SET" when !group.AuthTokens.Contains(token):
                throw CacheRules.Combination("SET is allowed only for a token that was brought in with ROTATE before.");
            case "SET":
                group.AuthTokenStatus = "SETTING";
                changes.Add(() => group.AuthTokens.RemoveAll(t => t != token));
                break;
            case var other:
                throw CacheRules.Value($"The sandbox knows the AuthTokenUpdateStrategy ROTATE and SET, not {other}.");
        }

        changes.Add(() => (group.AuthTokenStatus, group.AuthTokenChanged) = (null, call.Now));
    }

    static Action? Upgrade(QueryInput input, ReplicationGroup group)
    {
        if (input.Text("Engine") is null && input.Text("EngineVersion") is null && input.Text("CacheNodeType") is null) return null;
        var engine = CacheRules.Engine(input.Text("Engine") ?? group.Engine);
        var version = input.Text("EngineVersion") is { } asked ? CacheRules.Version(engine, asked)
            : engine == group.Engine ? group.EngineVersion : CacheRules.Version(engine, null);
        CacheRules.CheckUpgrade(group, engine, version);
        var type = CacheRules.NodeType(input.Text("CacheNodeType") ?? group.NodeType);
        return () => (group.Engine, group.EngineVersion, group.NodeType) = (engine, version, type);
    }

    IEnumerable<XElement> ChangeReplicas(AwsCall call, QueryInput input, bool up)
    {
        var group = Changeable(call, input);
        if (input.Flag("ApplyImmediately") != true) throw CacheRules.Combination("ApplyImmediately must be true: replicas change at once.");
        var count = CacheRules.Between(input.Int("NewReplicaCount") ?? throw CacheRules.Value("NewReplicaCount is required."), 0, 5,
            "NewReplicaCount");
        if (up ? count <= group.Replicas : count >= group.Replicas)
            throw CacheRules.Combination($"NewReplicaCount {count} must be {(up ? "greater" : "less")} than the current count {group.Replicas}.");
        CacheRules.CheckFailover(group.AutomaticFailover, group.MultiAz, count);
        group.State.Begin("modifying", call.Now, transition, () => group.Replicas = count);
        return [GroupXml.Show(group, "ReplicationGroup")];
    }

    ReplicationGroup Changeable(AwsCall call, QueryInput input)
    {
        var id = input.Required("ReplicationGroupId");
        caches.Groups.TryGetValue(ElastiCacheService.GroupArn(call, id), out var known);
        authorizer.Authorize(call, "elasticache:" + call.Operation, ElastiCacheService.GroupArn(call, id),
            c => c.ResourceTags(known?.Tags ?? []));
        var group = caches.Group(call, id);
        group.MustBeAvailable("be modified");
        return group;
    }
}
