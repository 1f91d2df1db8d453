using Amazon.ResourceGroupsTaggingAPI;
using PlatformOperator.Aws;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Aws;

public sealed class StrayKeysTests
{
    [Fact]
    public async Task A_key_that_the_search_still_tells_and_KMS_has_deleted_is_left()
    {
        await using var endpoint = await AwsEndpoint.StartAsync(new AwsEndpointOptions(), TestContext.Current.CancellationToken);
        using var kms = new AwsAccount(endpoint).Kms;
        var strays = new StrayKeys(kms, Moq.Mock.Of<IAmazonResourceGroupsTaggingAPI>(), TimeProvider.System);

        Assert.False(await strays.RetireAsync($"arn:aws:kms:{New.Region}:{New.Account}:key/00000000-0000-0000-0000-000000000000", TestContext.Current.CancellationToken));
    }
}
