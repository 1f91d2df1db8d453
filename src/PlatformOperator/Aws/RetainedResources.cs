using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;
using PlatformOperator.Desired;

namespace PlatformOperator.Aws;

/// <summary>Something in AWS that was kept when its custom resource was deleted.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Installation">Installation of the operator that made it.</param>
/// <param name="Tenant">Name of the Tenant.</param>
/// <param name="Kind">Kind of the custom resource.</param>
/// <param name="Namespace">Namespace of the custom resource; null of a Tenant.</param>
/// <param name="Name">Name of the custom resource.</param>
/// <param name="Keys">ARNs of the KMS keys that its data needs.</param>
public sealed record RetainedResource(
    string Arn, string? Installation, string? Tenant, string? Kind, string? Namespace, string? Name, IReadOnlyList<string> Keys);

/// <summary>Finds them by their tags, which the tagging API tells with some delay.</summary>
internal static class RetainedResources
{
    /// <summary>All of one region and account, by ARN.</summary>
    /// <param name="access">How to reach AWS.</param>
    /// <param name="region">Region.</param>
    /// <param name="installation">Only what this installation made; null takes any.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="AmazonClientException">What <see cref="AwsErrors"/> puts into words.</exception>
    public static async Task<IReadOnlyList<RetainedResource>> FindAsync(
        AwsAccess access, string region, string? installation, CancellationToken cancellationToken)
    {
        using var tagging = Client(access, region);
        return [.. (await SearchAsync(tagging, installation, cancellationToken)).OrderBy(resource => resource.Arn, StringComparer.Ordinal)];
    }

    private static AmazonResourceGroupsTaggingAPIClient Client(AwsAccess access, string region)
    {
        var config = new AmazonResourceGroupsTaggingAPIConfig().At(access, region);
        return access.Credentials is { } credentials
            ? new AmazonResourceGroupsTaggingAPIClient(credentials, config)
            : new AmazonResourceGroupsTaggingAPIClient(config);
    }

    private static async Task<IReadOnlyList<RetainedResource>> SearchAsync(
        AmazonResourceGroupsTaggingAPIClient tagging, string? installation, CancellationToken cancellationToken)
    {
        var filters = new List<TagFilter> { new() { Key = Owner.RetainedTag } };
        if (installation is not null)
            filters.Add(new TagFilter { Key = Owner.Prefix + "installation", Values = [installation] });
        var found = new List<RetainedResource>();
        string? page = null;
        do
        {
            var answer = await tagging.GetResourcesAsync(new GetResourcesRequest { TagFilters = filters, PaginationToken = page }, cancellationToken);
            found.AddRange((answer.ResourceTagMappingList ?? []).Select(Read));
            page = answer.PaginationToken;
        }
        while (!string.IsNullOrEmpty(page));
        return found;
    }

    private static RetainedResource Read(ResourceTagMapping mapping)
    {
        var tags = TagSet.From(mapping.Tags, tag => (tag.Key, tag.Value));
        return new RetainedResource(
            mapping.ResourceARN!, Tag("installation"), Tag("tenant"), Tag("kind"), Tag("namespace"), Tag("name"),
            [.. tags[Owner.RetainedTag].Split(' ').Where(key => key.Contains(':'))]);

        string? Tag(string name) => tags.GetValueOrDefault(Owner.Prefix + name);
    }
}
