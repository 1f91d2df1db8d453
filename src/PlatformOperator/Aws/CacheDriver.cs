using System.Security.Cryptography;
using System.Text;
using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>A replication group as ElastiCache describes it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Status">creating, available, modifying, deleting, create-failed or snapshotting.</param>
/// <param name="NodeType">Node type.</param>
/// <param name="EngineVersion">Version that runs, or null while it is not told.</param>
/// <param name="Replicas">Replicas beside the primary.</param>
/// <param name="AutomaticFailover">Whether a replica takes over by itself.</param>
/// <param name="MultiAz">Whether nodes lie in several availability zones.</param>
/// <param name="SecurityGroupIds">Security groups, sorted, or null while they are not told.</param>
/// <param name="SnapshotRetentionDays">Days that snapshots are kept.</param>
/// <param name="MaintenanceWindow">Weekly window, or null while it is not told.</param>
/// <param name="Endpoint">Host of the primary, or null until available.</param>
/// <param name="Port">Port of the primary, or null until available.</param>
/// <param name="Tags">All tags.</param>
public sealed record CacheState(
    string Arn, string Status, string? NodeType, string? EngineVersion, int Replicas, bool AutomaticFailover, bool MultiAz,
    IReadOnlyList<string>? SecurityGroupIds,
    int SnapshotRetentionDays, string? MaintenanceWindow, string? Endpoint, int? Port, IReadOnlyDictionary<string, string> Tags);

/// <summary>ElastiCache replication groups. ElastiCache never returns the auth token, so it is written to a Secret before it is sent.</summary>
/// <param name="elastiCache">ElastiCache.</param>
/// <param name="authToken">The token that the cache should take.</param>
/// <param name="keys">What a retained cache needs.</param>
public sealed class CacheDriver(IAmazonElastiCache elastiCache, IAuthToken authToken, RetainedKeys keys) : IResourceDriver<CacheSpec, CacheState>
{
    private const string Available = "available";

    /// <inheritdoc />
    public string Describe(CacheSpec spec) => $"ElastiCache replication group {spec.Id}";

    /// <inheritdoc />
    public async Task<CacheState?> ObserveAsync(CacheSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var group = (await elastiCache.DescribeReplicationGroupsAsync(
                new DescribeReplicationGroupsRequest { ReplicationGroupId = spec.Id }, cancellationToken)).ReplicationGroups![0];
            // ElastiCache tells the tags of available groups only; whose it is, is judged then, and nothing is changed before.
            if (group.Status != Available)
                return State(group, null, spec.Tags);
            var tags = await elastiCache.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceName = group.ARN }, cancellationToken);
            return State(group, await NodeAsync(group, cancellationToken), TagSet.From(tags.TagList, tag => (tag.Key, tag.Value)));
        }
        catch (ReplicationGroupNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Ownership OwnershipOf(CacheSpec spec, CacheState state) => spec.Owner.Judge(state.Tags);

    /// <inheritdoc />
    public async Task<CacheState?> CreateAsync(CacheSpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            var group = (await elastiCache.CreateReplicationGroupAsync(Request(spec), cancellationToken)).ReplicationGroup!;
            return State(group, null, spec.Tags);
        }
        catch (ReplicationGroupAlreadyExistsException)
        {
            // Created by an attempt whose answer was lost; the next pass sees it and judges whose it is.
            return null;
        }
    }

    /// <inheritdoc />
    public IEnumerable<Change> Diff(CacheSpec spec, CacheState state, IReadOnlyCollection<string> ourTags)
    {
        if (state.Status != Available)
            yield break;
        foreach (var change in CacheTags.Changes(elastiCache, state.Arn, spec.Tags, state.Tags, ourTags))
            yield return change;
        if (state.SnapshotRetentionDays != spec.SnapshotRetentionDays)
            yield return Modify(spec, "snapshotRetentionDays", $"snapshot retention {state.SnapshotRetentionDays} d → {spec.SnapshotRetentionDays} d", request => request.SnapshotRetentionLimit = spec.SnapshotRetentionDays) with { Destroys = spec.SnapshotRetentionDays < state.SnapshotRetentionDays };
        if (spec.MaintenanceWindow is { } window && state.MaintenanceWindow is { } now && window != now)
            yield return Modify(spec, "maintenanceWindow", $"maintenance window {now} → {window}", request => request.PreferredMaintenanceWindow = window);
        if (state.NodeType is { } type && type != spec.NodeType)
            yield return Modify(spec, "nodeType", $"node type {type} → {spec.NodeType}", request => request.CacheNodeType = spec.NodeType);
        if (spec.EngineVersion is { } wanted && state.EngineVersion is { } version
            && version != wanted && !version.StartsWith(wanted + ".", StringComparison.Ordinal))
            yield return Modify(spec, "engineVersion", $"engine version {version} → {wanted}", request => request.EngineVersion = wanted);
        // Without groups in the Tenant the VPC's default group is meant, which only ElastiCache knows.
        if (spec.SecurityGroupIds.Count > 0 && state.SecurityGroupIds is { } groups && !groups.SequenceEqual(spec.SecurityGroupIds))
            yield return Modify(
                spec, "securityGroupIds",
                $"security groups → {string.Join(", ", spec.SecurityGroupIds)}",
                request => request.SecurityGroupIds = [.. spec.SecurityGroupIds]);
        if (TokenRotation(spec, state) is { } rotation)
            yield return rotation;
        foreach (var change in ReplicaChanges(spec, state))
            yield return change;
    }

    /// <inheritdoc />
    public StepResult ReadinessOf(CacheSpec spec, CacheState state) => state.Status switch
    {
        Available => StepResult.Done(Reasons.Ready, $"Cache {spec.Id} is available at {state.Endpoint}."),
        "create-failed" => StepResult.Blocked(
            Reasons.CreateFailed, $"AWS could not create cache {spec.Id}; the ElastiCache console's events say why. Delete this resource, correct the cause and create it again."),
        "creating" => StepResult.Waiting(Reasons.Creating, $"Cache {spec.Id} is being created; AWS takes 10 to 15 minutes."),
        _ => StepResult.Waiting(Reasons.Updating, $"Cache {spec.Id} is {state.Status}."),
    };

    /// <inheritdoc />
    public async Task RetainAsync(CacheSpec spec, CacheState state, CancellationToken cancellationToken)
    {
        var needed = await keys.KeepAsync(spec.KeyArn.Length > 0 ? spec.KeyArn : null, cancellationToken);
        await elastiCache.AddTagsToResourceAsync(
            new AddTagsToResourceRequest { ResourceName = state.Arn, Tags = [new Tag { Key = Owner.RetainedTag, Value = needed }] }, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<StepResult> DeleteAsync(CacheSpec spec, CacheState state, CancellationToken cancellationToken)
    {
        // ElastiCache refuses to delete what it is still creating or changing.
        if (state.Status is Available or "create-failed")
            await elastiCache.DeleteReplicationGroupAsync(
                new DeleteReplicationGroupRequest { ReplicationGroupId = spec.Id }, cancellationToken);
        return StepResult.Waiting(Reasons.Deleting, $"Cache {spec.Id} is being deleted.");
    }

    /// <summary>Failover needs a replica, so it is turned off before the last one goes and on after the first one came.</summary>
    private IEnumerable<Change> ReplicaChanges(CacheSpec spec, CacheState state)
    {
        var failover = spec.ReplicasPerPrimary > 0;
        if (!failover && (state.AutomaticFailover || state.MultiAz))
            yield return Modify(
                spec, "automaticFailover", "automatic failover and several zones off",
                request => (request.AutomaticFailoverEnabled, request.MultiAZEnabled) = (false, false));
        if (state.Replicas != spec.ReplicasPerPrimary)
            yield return new(
                "replicasPerPrimary", $"replicas {state.Replicas} → {spec.ReplicasPerPrimary}",
                token => ScaleAsync(spec, state, token)) { Settles = true };
        if (failover && !(state.AutomaticFailover && state.MultiAz))
            yield return Modify(
                spec, "automaticFailover", "automatic failover and several zones on",
                request => (request.AutomaticFailoverEnabled, request.MultiAZEnabled) = (true, true));
    }

    private CreateReplicationGroupRequest Request(CacheSpec spec) => new()
    {
        ReplicationGroupId = spec.Id,
        ReplicationGroupDescription = spec.Description,
        Engine = spec.Engine,
        EngineVersion = spec.EngineVersion,
        CacheNodeType = spec.NodeType,
        NumNodeGroups = 1,
        ReplicasPerNodeGroup = spec.ReplicasPerPrimary,
        AutomaticFailoverEnabled = spec.ReplicasPerPrimary > 0,
        MultiAZEnabled = spec.ReplicasPerPrimary > 0,
        AtRestEncryptionEnabled = true,
        TransitEncryptionEnabled = true,
        AuthToken = authToken.Value,
        KmsKeyId = spec.KeyArn,
        CacheSubnetGroupName = spec.Id,
        SecurityGroupIds = [.. spec.SecurityGroupIds],
        SnapshotRetentionLimit = spec.SnapshotRetentionDays,
        PreferredMaintenanceWindow = spec.MaintenanceWindow,
        Tags = [.. CacheTags.ToTags(spec.Tags), new Tag { Key = Owner.AuthTokenTag, Value = Fingerprint() }],
    };

    /// <summary>
    /// A Secret with another token than the cache's means rotation: ROTATE accepts both, SET drops the old one. Which token the cache has is told by
    /// a fingerprint, since ElastiCache tells nothing. It is noted after the call, so an interrupted step is repeated; and in the status, since a
    /// group that is being modified takes no tags. The tag follows when it can, for a custom resource that is made anew.
    /// </summary>
    private Change? TokenRotation(CacheSpec spec, CacheState state)
    {
        // A plan may be made by somebody who must not see the token.
        if (authToken.Value.Length == 0)
            return null;
        var wanted = Fingerprint();
        var tagged = state.Tags.GetValueOrDefault(Owner.AuthTokenTag);
        var actual = authToken.InCache ?? tagged;
        if (actual == wanted)
            return tagged == wanted
                ? null
                : new("authToken", "the tag that tells the auth token is set", token => TagTokenAsync(state, wanted, token)) { Continues = true };
        var rotating = "rotating-" + wanted;
        return actual == rotating
            ? new("authToken", "the old auth token is dropped", token => ChangeTokenAsync(spec, AuthTokenUpdateStrategyType.SET, wanted, token))
            {
                Settles = true, Continues = true,
            }
            : new("authToken", "the auth token of the Secret is added", token => ChangeTokenAsync(spec, AuthTokenUpdateStrategyType.ROTATE, rotating, token))
            {
                Settles = true,
            };
    }

    private async Task ChangeTokenAsync(CacheSpec spec, AuthTokenUpdateStrategyType strategy, string mark, CancellationToken cancellationToken)
    {
        await elastiCache.ModifyReplicationGroupAsync(
            new ModifyReplicationGroupRequest { ReplicationGroupId = spec.Id, ApplyImmediately = true, AuthToken = authToken.Value, AuthTokenUpdateStrategy = strategy }, cancellationToken);
        authToken.InCache = mark;
    }

    private Task<AddTagsToResourceResponse> TagTokenAsync(CacheState state, string mark, CancellationToken cancellationToken) => elastiCache.AddTagsToResourceAsync(
        new AddTagsToResourceRequest { ResourceName = state.Arn, Tags = [new Tag { Key = Owner.AuthTokenTag, Value = mark }] }, cancellationToken);

    /// <summary>48 of the 256 bits of a hash over 256 random bits: tells tokens apart and tells nothing about them.</summary>
    private string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(authToken.Value))[..6]);

    private Change Modify(CacheSpec spec, string field, string sentence, Action<ModifyReplicationGroupRequest> set)
    {
        var request = new ModifyReplicationGroupRequest { ReplicationGroupId = spec.Id, ApplyImmediately = true };
        set(request);
        return new Change(field, sentence, token => elastiCache.ModifyReplicationGroupAsync(request, token)) { Settles = true };
    }

    private Task ScaleAsync(CacheSpec spec, CacheState state, CancellationToken cancellationToken) => spec.ReplicasPerPrimary > state.Replicas
        ? elastiCache.IncreaseReplicaCountAsync(
            new IncreaseReplicaCountRequest { ReplicationGroupId = spec.Id, NewReplicaCount = spec.ReplicasPerPrimary, ApplyImmediately = true }, cancellationToken)
        : elastiCache.DecreaseReplicaCountAsync(
            new DecreaseReplicaCountRequest { ReplicationGroupId = spec.Id, NewReplicaCount = spec.ReplicasPerPrimary, ApplyImmediately = true }, cancellationToken);

    /// <summary>Version and maintenance window are told per node only.</summary>
    private async Task<CacheCluster?> NodeAsync(ReplicationGroup group, CancellationToken cancellationToken)
    {
        if (group.Status != Available || group.MemberClusters is not { Count: > 0 } members)
            return null;
        try
        {
            return (await elastiCache.DescribeCacheClustersAsync(
                new DescribeCacheClustersRequest { CacheClusterId = members[0] }, cancellationToken)).CacheClusters?.FirstOrDefault();
        }
        catch (CacheClusterNotFoundException)
        {
            return null;
        }
    }

    private static CacheState State(ReplicationGroup group, CacheCluster? node, IReadOnlyDictionary<string, string> tags)
    {
        var primary = group.NodeGroups?.FirstOrDefault()?.PrimaryEndpoint ?? group.ConfigurationEndpoint;
        return new CacheState(
            group.ARN!, group.Status!, group.CacheNodeType, node?.EngineVersion, Math.Max(0, (group.MemberClusters?.Count ?? 1) - 1),
            IsOn(group.AutomaticFailover?.Value), IsOn(group.MultiAZ?.Value),
            node?.SecurityGroups is { } groups ? [.. groups.Select(member => member.SecurityGroupId!).Order(StringComparer.Ordinal)] : null,
            group.SnapshotRetentionLimit ?? 0, node?.PreferredMaintenanceWindow, primary?.Address, primary?.Port, tags);
    }

    private static bool IsOn(string? status) => status is "enabled" or "enabling";
}
