using System.Globalization;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>
/// The KMS keys that a retained resource needs. That is written in two places: in the resource's tag, by which a search finds it, and on the keys
/// themselves, since that search lags behind and a key must not be scheduled for deletion meanwhile.
/// </summary>
/// <param name="kms">KMS.</param>
/// <param name="owner">Owner of the resource; keys of other tenants are never marked, whatever a status says.</param>
/// <param name="previousKeys">ARNs of the keys that older data of the resource is encrypted with.</param>
/// <param name="time">The clock.</param>
public sealed class RetainedKeys(IAmazonKeyManagementService kms, Owner owner, IEnumerable<string> previousKeys, TimeProvider time)
{
    /// <summary>How long the tag search may lag behind; AWS promises no bound, this is far above what is seen.</summary>
    public static readonly TimeSpan SearchLag = TimeSpan.FromHours(1);

    // Longest value of a tag.
    private const int MaxLength = 256;

    // Stands for keys that found no room.
    private const string More = "more";

    /// <summary>Marks the keys as needed, and tells the value of <see cref="Owner.RetainedTag"/> for the resource.</summary>
    /// <param name="currentKey">ARN of the key that encrypts the resource now, or null when none does.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<string> KeepAsync(string? currentKey, CancellationToken cancellationToken)
    {
        var candidates = (currentKey is null ? previousKeys : previousKeys.Prepend(currentKey)).Distinct(StringComparer.Ordinal);
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var keys = new List<string>();
        foreach (var key in candidates)
        {
            if (!await IsOfTenantAsync(key, cancellationToken))
                continue;
            await MarkAsync(key, now, cancellationToken);
            keys.Add(key);
        }

        return keys.Count == 0 ? "true" : ToTag(keys);
    }

    /// <summary>Whether a resource whose <see cref="Owner.RetainedTag"/> has this value needs the key.</summary>
    public static bool Needs(string retained, string keyArn) => retained.Split(' ') is var keys && (keys.Contains(keyArn) || keys.Contains(More));

    /// <summary>Whether a mark on a key is so young that the search may not yet find what needs the key.</summary>
    public static bool IsFresh(string mark, DateTimeOffset now) =>
        !DateTimeOffset.TryParse(mark, CultureInfo.InvariantCulture, out var since) || now - since < SearchLag;

    private async Task MarkAsync(string key, string now, CancellationToken cancellationToken)
    {
        try
        {
            await kms.TagResourceAsync(
                new TagResourceRequest { KeyId = key, Tags = [new Tag { TagKey = Owner.NeededTag, TagValue = now }] }, cancellationToken);
        }
        catch (KMSInvalidStateException)
        {
            // Somebody else scheduled its deletion, and then KMS takes no tags.
        }
    }

    private async Task<bool> IsOfTenantAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var tags = await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = key }, cancellationToken);
            return owner.IsOfSameTenant(TagSet.From(tags.Tags, tag => (tag.TagKey, tag.TagValue)));
        }
        catch (NotFoundException)
        {
            // A key that is gone needs no protection any more.
            return false;
        }
    }

    private static string ToTag(List<string> keys)
    {
        var all = string.Join(' ', keys);
        return all.Length <= MaxLength ? all : string.Join(' ', keys.Take((MaxLength - More.Length) / (keys.Max(key => key.Length) + 1)).Append(More));
    }
}
