using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>A cache subnet group as ElastiCache describes it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="SubnetIds">Its subnets, sorted.</param>
/// <param name="Zones">Availability zones that the subnets lie in, as far as they are told.</param>
/// <param name="Tags">All tags.</param>
public sealed record SubnetGroupState(string Arn, IReadOnlyList<string> SubnetIds, IReadOnlyList<string> Zones, IReadOnlyDictionary<string, string> Tags);

/// <summary>Cache subnet groups: where a cache's nodes may lie. It has the cache's name.</summary>
/// <param name="elastiCache">ElastiCache.</param>
public sealed class SubnetGroupDriver(IAmazonElastiCache elastiCache) : IResourceDriver<CacheSpec, SubnetGroupState>
{
    /// <inheritdoc />
    public string Describe(CacheSpec spec) => $"cache subnet group {spec.Id}";

    /// <inheritdoc />
    public async Task<SubnetGroupState?> ObserveAsync(CacheSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await elastiCache.DescribeCacheSubnetGroupsAsync(
                new DescribeCacheSubnetGroupsRequest { CacheSubnetGroupName = spec.Id }, cancellationToken);
            var group = answer.CacheSubnetGroups![0];
            var tags = await elastiCache.ListTagsForResourceAsync(
                new ListTagsForResourceRequest { ResourceName = group.ARN }, cancellationToken);
            return new SubnetGroupState(
                group.ARN!,
                [.. (group.Subnets ?? []).Select(subnet => subnet.SubnetIdentifier!).Order(StringComparer.Ordinal)],
                [
                    .. (group.Subnets ?? []).Select(subnet => subnet.SubnetAvailabilityZone?.Name).OfType<string>().Where(zone => zone.Length > 0)
                        .Distinct(StringComparer.Ordinal),
                ],
                TagSet.From(tags.TagList, tag => (tag.Key, tag.Value)));
        }
        catch (CacheSubnetGroupNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Ownership OwnershipOf(CacheSpec spec, SubnetGroupState state) => spec.Owner.Judge(state.Tags);

    /// <inheritdoc />
    public async Task<SubnetGroupState?> CreateAsync(CacheSpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            var group = (await elastiCache.CreateCacheSubnetGroupAsync(
                new CreateCacheSubnetGroupRequest
                {
                    CacheSubnetGroupName = spec.Id, CacheSubnetGroupDescription = spec.Description, SubnetIds = [.. spec.SubnetIds],
                    Tags = CacheTags.ToTags(spec.Tags),
                },
                cancellationToken)).CacheSubnetGroup!;
            return new SubnetGroupState(group.ARN!, spec.SubnetIds, [], spec.Tags);
        }
        catch (CacheSubnetGroupAlreadyExistsException)
        {
            // Created by an attempt whose answer was lost; the next pass sees it and judges whose it is.
            return null;
        }
    }

    /// <inheritdoc />
    public IEnumerable<Change> Diff(CacheSpec spec, SubnetGroupState state, IReadOnlyCollection<string> ourTags)
    {
        if (!state.SubnetIds.SequenceEqual(spec.SubnetIds))
            yield return new(
                "subnetIds", $"subnets → {string.Join(", ", spec.SubnetIds)}",
                token => elastiCache.ModifyCacheSubnetGroupAsync(
                    new ModifyCacheSubnetGroupRequest { CacheSubnetGroupName = spec.Id, SubnetIds = [.. spec.SubnetIds] }, token));
        foreach (var change in CacheTags.Changes(elastiCache, state.Arn, spec.Tags, state.Tags, ourTags))
            yield return change;
    }

    /// <inheritdoc />
    public StepResult ReadinessOf(CacheSpec spec, SubnetGroupState state) => spec.ReplicasPerPrimary > 0 && state.Zones.Count == 1
        ? StepResult.Blocked(
            Reasons.SingleZone, $"The Tenant's subnets all lie in {state.Zones[0]}; replicas need subnets in two zones. Add one to network.subnetIds, or set replicasPerPrimary to 0.")
        : StepResult.Done(Reasons.Ready, $"Subnet group {spec.Id} is as declared.");

    /// <inheritdoc />
    public Task RetainAsync(CacheSpec spec, SubnetGroupState state, CancellationToken cancellationToken) => elastiCache.AddTagsToResourceAsync(
        new AddTagsToResourceRequest { ResourceName = state.Arn, Tags = [new Tag { Key = Owner.RetainedTag, Value = "true" }] }, cancellationToken);

    /// <inheritdoc />
    public async Task<StepResult> DeleteAsync(CacheSpec spec, SubnetGroupState state, CancellationToken cancellationToken)
    {
        await elastiCache.DeleteCacheSubnetGroupAsync(
            new DeleteCacheSubnetGroupRequest { CacheSubnetGroupName = spec.Id }, cancellationToken);
        return StepResult.Waiting(Reasons.Deleting, $"Subnet group {spec.Id} is being deleted.");
    }
}
