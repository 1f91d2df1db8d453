using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>A replication group: node groups (shards) of one primary and its replicas.</summary>
internal sealed class ReplicationGroup(string id, string account, string region, DateTimeOffset created)
{
    /// <summary>
    /// Where a creation ends that AWS could not carry out; such a group can only be deleted. Verified with the API reference (ReplicationGroup,
    /// Status).
    /// </summary>
    public const string CreateFailed = "create-failed";

    public string Id => id;

    public string Account => account;

    public string Region => region;

    public DateTimeOffset Created => created;

    public string Arn => Core.Arn.Of("elasticache", region, account, "replicationgroup:" + id);

    public AsyncState State { get; } = new("available", "deleting");

    public required string Description { get; set; }

    public required string Engine { get; set; }

    /// <summary>Full version, such as 8.0.1.</summary>
    public required string EngineVersion { get; set; }

    public required string NodeType { get; set; }

    public int NodeGroups { get; init; } = 1;

    public bool ClusterMode { get; init; }

    public int Replicas { get; set; }

    public bool AutomaticFailover { get; set; }

    public bool MultiAz { get; set; }

    public string? SubnetGroup { get; init; }

    public IReadOnlyList<string> SecurityGroups { get; set; } = [];

    public int Port { get; init; } = 6379;

    public int SnapshotRetentionDays { get; set; }

    public string SnapshotWindow { get; set; } = "03:30-04:30";

    public string MaintenanceWindow { get; set; } = "sun:05:00-sun:06:00";

    public bool AutoMinorVersionUpgrade { get; set; } = true;

    public bool AtRestEncryption { get; init; }

    public bool TransitEncryption { get; init; }

    public string? KmsKeyId { get; init; }

    public string ParameterGroup { get; set; } = "";

    /// <summary>Newest first; two while a rotation is not yet set.</summary>
    public List<string> AuthTokens { get; } = [];

    public DateTimeOffset? AuthTokenChanged { get; set; }

    /// <summary>ROTATING or SETTING while that is under way.</summary>
    public string? AuthTokenStatus { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>Changes that wait for the maintenance window: when it begins, and what is done then.</summary>
    public List<(DateTimeOffset Due, Action Apply)> Deferred { get; } = [];

    /// <summary>Ids of the nodes of one node group (from 1), the primary first.</summary>
    public IEnumerable<string> Members(int nodeGroup) =>
        Enumerable.Range(1, Replicas + 1).Select(n => ClusterMode ? $"{id}-{nodeGroup:D4}-{n:D3}" : $"{id}-{n:D3}");

    public IEnumerable<string> AllMembers => Enumerable.Range(1, NodeGroups).SelectMany(Members);

    public void Settle(DateTimeOffset now)
    {
        State.Settle(now);
        foreach (var (_, apply) in Deferred.Where(d => d.Due <= now)) apply();
        Deferred.RemoveAll(d => d.Due <= now);
    }

    public void MustBeAvailable(string what)
    {
        if (!State.IsSteady)
            throw new AwsException("InvalidReplicationGroupState",
                $"Replication group {id} must be in the available state to {what}; it is {State.Name}.");
    }
}

/// <summary>Subnets for caches.</summary>
internal sealed class SubnetGroup(string name, string account, string region)
{
    public string Name => name;

    public string Account => account;

    public string Region => region;

    public string Arn => Core.Arn.Of("elasticache", region, account, "subnetgroup:" + name);

    public required string Description { get; set; }

    public required IReadOnlyList<string> SubnetIds { get; set; }

    public SortedDictionary<string, string> Tags { get; } = new(StringComparer.Ordinal);

    /// <summary>The sandbox has no VPC: the last hex digit of a subnet's id tells its zone (mod 3: a, b, c).</summary>
    public static string Zone(string subnetId, string region) => region + (char)('a' + (Convert.ToInt32(subnetId[^1..], 16) % 3));
}
