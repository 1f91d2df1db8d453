using Amazon.Runtime;

namespace PlatformOperator.AwsSdk.Tests.Wire;

/// <summary>Which answers are tried again. The second answer is a success, so a retry shows as two requests and no error.</summary>
public class RetryTests
{
    [Theory]
    [InlineData(500, "InternalFailureException")]
    [InlineData(503, "ServiceUnavailable")]
    [InlineData(400, "ThrottlingException")]
    [InlineData(400, "ProvisionedThroughputExceededException")]
    [InlineData(400, "LimitExceededException")]
    [InlineData(400, "RequestLimitExceeded")]
    public async Task Kinesis_tries_again(int status, string code)
    {
        await using var server = await RecordingServer.StartAsync(
            CannedResponse.Json($$"""{"__type":"{{code}}","message":"slow down"}""", status), CannedResponse.Json("""{"StreamNames":["s"]}"""));
        using var client = Clients.Kinesis(server.Uri, retries: 1);

        var response = await client.ListStreamsAsync(new());

        Assert.Equal(["s"], response.StreamNames!);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(400, "ResourceInUseException")]
    [InlineData(400, "ResourceNotFoundException")]
    [InlineData(400, "InvalidArgumentException")]
    [InlineData(400, "AccessDeniedException")]
    [InlineData(400, "ExpiredIteratorException")]
    public async Task Kinesis_gives_up_at_once(int status, string code)
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json($$"""{"__type":"{{code}}","message":"no"}""", status));
        using var client = Clients.Kinesis(server.Uri, retries: 1);

        var error = await Assert.ThrowsAnyAsync<AmazonServiceException>(() => client.ListStreamsAsync(new()));

        Assert.Equal(code, error.ErrorCode);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(400, "Throttling")]
    [InlineData(400, "RequestLimitExceeded")]
    [InlineData(500, "ServiceFailure")]
    public async Task Query_services_try_again(int status, string code)
    {
        await using var server = await RecordingServer.StartAsync(
            ErrorTests.QueryError(code, status), CannedResponse.Xml("<ListRolesResponse><ListRolesResult><Roles/></ListRolesResult></ListRolesResponse>"));
        using var client = Clients.Iam(server.Uri, retries: 1);

        var response = await client.ListRolesAsync(new());

        Assert.Empty(response.Roles!);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_quota_of_Iam_is_no_throttling()
    {
        await using var server = await RecordingServer.StartAsync(ErrorTests.QueryError("LimitExceeded", 409));
        using var client = Clients.Iam(server.Uri, retries: 1);

        await Assert.ThrowsAsync<Amazon.IdentityManagement.Model.LimitExceededException>(() => client.CreateRoleAsync(new() { RoleName = "r" }));

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_throttled_tagging_call_ends_in_its_exception_once_the_retries_are_used_up()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json("""{"__type":"ThrottledException","message":"slow down"}""", 400));
        using var client = Clients.Tagging(server.Uri, retries: 1);

        await Assert.ThrowsAsync<Amazon.ResourceGroupsTaggingAPI.Model.ThrottledException>(() => client.GetResourcesAsync(new()));

        Assert.Equal(2, server.Requests.Count);
    }
}
