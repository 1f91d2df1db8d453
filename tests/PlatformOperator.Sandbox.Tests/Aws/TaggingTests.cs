// A null in an answer fails the test by itself.
#nullable enable annotations
#nullable disable warnings

using Amazon.KeyManagementService.Model;
using Amazon.Kinesis.Model;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.S3.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class TaggingTests : AwsTest
{
    [Fact]
    public async Task Resources_of_all_services_are_found_by_type_and_tag_in_pages()
    {
        using var kms = Kms();
        using var s3 = S3();
        using var kinesis = Kinesis();
        using var tagging = Tagging();
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest { Tags = [new() { TagKey = "tenant",
            TagValue = "acme" }] })).KeyMetadata.Arn;
        await kms.CreateKeyAsync(new CreateKeyRequest());
        await s3.PutBucketAsync(new PutBucketRequest { BucketName = "acme-raw", UseClientRegion = false,
            PutBucketConfiguration = new() { LocationConstraint = "eu-west-1", Tags = [new() { Key = "tenant", Value = "acme" }] } });
        await kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = "s", ShardCount = 1, Tags = new Dictionary<string,
            string> { ["tenant"] = "other" } });

        async Task<List<string>> FindAsync(GetResourcesRequest request)
        {
            var found = new List<string>();
            do
            {
                var page = await tagging.GetResourcesAsync(request, Ct);
                found.AddRange((page.ResourceTagMappingList ?? []).Select(r => r.ResourceARN));
                request.PaginationToken = page.PaginationToken;
            }
            while (!string.IsNullOrEmpty(request.PaginationToken));
            return found;
        }

        Assert.Equal(["arn:aws:kinesis:eu-west-1:123456789012:stream/s", key, "arn:aws:s3:::acme-raw"],
            await FindAsync(new GetResourcesRequest { ResourcesPerPage = 1 }));
        Assert.Equal([key, "arn:aws:s3:::acme-raw"],
            await FindAsync(new GetResourcesRequest { TagFilters = [new TagFilter { Key = "tenant", Values = ["acme"] }] }));
        Assert.Equal(["arn:aws:s3:::acme-raw"], await FindAsync(new GetResourcesRequest { ResourceTypeFilters = ["s3"] }));
        Assert.Equal([key], await FindAsync(new GetResourcesRequest { ResourceARNList = [key] }));

        var failed = await tagging.TagResourcesAsync(new TagResourcesRequest { ResourceARNList = [key, "arn:aws:s3:::none"],
            Tags = new Dictionary<string, string> { ["a"] = "b" } }, Ct);
        Assert.Equal(["arn:aws:s3:::none"], failed.FailedResourcesMap.Keys);
        Assert.Equal("b", World.Keys.Single(k => k.Arn == key).Tags["a"]);
        await tagging.UntagResourcesAsync(new UntagResourcesRequest { ResourceARNList = [key], TagKeys = ["a"] }, Ct);
        Assert.Equal(["tenant"], World.Keys.Single(k => k.Arn == key).Tags.Keys);
    }
}
