using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>A key that the operator made, as the tag search tells it.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Kind">Kind of the custom resource that it was made for.</param>
/// <param name="Namespace">Namespace of that resource; empty for a Tenant.</param>
/// <param name="Name">Name of that resource.</param>
public sealed record MadeKey(string Arn, string Kind, string Namespace, string Name);

/// <summary>
/// KMS keys that two operators made at the same time for one owner: only one got the alias. The other is retired by who made it, unless that one
/// died in between.
/// </summary>
/// <param name="kms">KMS.</param>
/// <param name="tagging">Finds the keys.</param>
/// <param name="time">The clock.</param>
public sealed class StrayKeys(IAmazonKeyManagementService kms, IAmazonResourceGroupsTaggingAPI tagging, TimeProvider time)
{
    /// <summary>Age from which a key without an alias is no longer one that is just being made.</summary>
    public static readonly TimeSpan MinimumAge = TimeSpan.FromHours(1);

    // The shortest that KMS takes; nothing was ever encrypted with such a key.
    private const int DeletionWindowDays = 7;

    /// <summary>All keys that this installation made for a tenant, but for the newest. The search lags behind: it may still tell keys that are gone.</summary>
    public async Task<IReadOnlyList<MadeKey>> FindAsync(string installation, string tenant, CancellationToken cancellationToken)
    {
        var found = new List<MadeKey>();
        string? page = null;
        do
        {
            var answer = await tagging.GetResourcesAsync(
                new GetResourcesRequest
                {
                    ResourceTypeFilters = ["kms:key"],
                    TagFilters =
                    [
                        new TagFilter { Key = Owner.Prefix + "installation", Values = [installation] },
                        new TagFilter { Key = Owner.Prefix + "tenant", Values = [tenant] },
                        new TagFilter { Key = Owner.NonceTag },
                    ],
                    PaginationToken = page,
                },
                cancellationToken);
            found.AddRange((answer.ResourceTagMappingList ?? []).Select(Read));
            page = answer.PaginationToken;
        }
        while (!string.IsNullOrEmpty(page));
        return found;
    }

    /// <summary>Schedules the key for deletion if it has no alias and is old enough; tells whether it did.</summary>
    public async Task<bool> RetireAsync(string arn, CancellationToken cancellationToken)
    {
        if (await kms.FindKeyAsync(arn, cancellationToken) is not { } key || key.KeyState != Amazon.KeyManagementService.KeyState.Enabled
            || time.GetUtcNow() - key.CreationDate < MinimumAge)
            return false;
        var aliases = await kms.ListAliasesAsync(new ListAliasesRequest { KeyId = arn }, cancellationToken);
        if (aliases.Aliases is { Count: > 0 })
            return false;
        await kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = arn, PendingWindowInDays = DeletionWindowDays }, cancellationToken);
        return true;
    }

    private static MadeKey Read(ResourceTagMapping mapping)
    {
        var tags = TagSet.From(mapping.Tags, tag => (tag.Key, tag.Value));
        return new MadeKey(mapping.ResourceARN!, Tag("kind"), Tag("namespace"), Tag("name"));

        string Tag(string name) => tags.GetValueOrDefault(Owner.Prefix + name, "");
    }
}
