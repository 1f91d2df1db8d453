using Amazon.ResourceGroupsTaggingAPI.Model;
using PlatformOperator.AwsSdk.Tests.Wire;

namespace PlatformOperator.AwsSdk.Tests.Moto;

[Collection(nameof(MotoCollection))]
public sealed class TaggingRoundTripTests(MotoEndpoint moto)
{
    [Fact(Timeout = 120_000)]
    public async Task Tagged_resources_are_found_page_by_page()
    {
        using var cache = Clients.ElastiCache(moto.Uri, retries: 3);
        using var tagging = Clients.Tagging(moto.Uri, retries: 3);
        var mark = "rt-" + Guid.NewGuid().ToString("N")[..20];
        var arns = new List<string>();
        foreach (var part in new[] { "a", "b" })
        {
            var made = await cache.CreateReplicationGroupAsync(new()
            {
                ReplicationGroupId = $"{mark}-{part}",
                ReplicationGroupDescription = "Tagged",
                Engine = "redis",
                CacheNodeType = "cache.t4g.micro",
                Tags = [new() { Key = "mark", Value = mark }],
            });
            arns.Add(made.ReplicationGroup!.ARN!);
        }

        var found = await Eventually.GetAsync(() => FindAsync(tagging, mark), list => list.Count == 2);
        foreach (var part in new[] { "a", "b" })
            await cache.DeleteReplicationGroupAsync(new() { ReplicationGroupId = $"{mark}-{part}" });

        Assert.Equal(arns.Order(StringComparer.Ordinal), found.Select(resource => resource.ResourceARN).Order(StringComparer.Ordinal));
        Assert.All(found, resource => Assert.Contains(resource.Tags!, tag => tag.Value == mark));
    }

    private static async Task<List<ResourceTagMapping>> FindAsync(Amazon.ResourceGroupsTaggingAPI.AmazonResourceGroupsTaggingAPIClient tagging, string mark)
    {
        var found = new List<ResourceTagMapping>();
        string? token = null;
        do
        {
            var page = await tagging.GetResourcesAsync(new()
            {
                PaginationToken = token,
                ResourcesPerPage = 1,
                TagFilters = [new() { Key = "mark", Values = [mark] }],
            });
            found.AddRange(page.ResourceTagMappingList!);
            token = page.PaginationToken;
        }
        while (!string.IsNullOrEmpty(token));
        return found;
    }
}
