using System.Net;
using Amazon.ElastiCache;
using Amazon.IdentityManagement.Model;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI.Model;
using Amazon.Runtime;

namespace PlatformOperator.AwsSdk.Tests.Wire;

public class ErrorTests
{
    [Theory]
    [InlineData("""{"__type":"ResourceNotFoundException","message":"gone"}""")]
    [InlineData("""{"__type":"com.amazonaws.kinesis.v20131202#ResourceNotFoundException","Message":"gone"}""")]
    [InlineData("""{"code":"ResourceNotFoundException:http://internal.amazon.com/coral/","message":"gone"}""")]
    public async Task A_json_error_becomes_its_type_with_all_that_the_answer_says(string body)
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json(body, 400));
        using var client = Clients.Kinesis(server.Uri);

        var error = await Assert.ThrowsAsync<Amazon.Kinesis.Model.ResourceNotFoundException>(
            () => client.DeleteStreamAsync(new() { StreamName = "s" }));

        Assert.Equal("gone", error.Message);
        Assert.Equal("ResourceNotFoundException", error.ErrorCode);
        Assert.Equal(HttpStatusCode.BadRequest, error.StatusCode);
        Assert.Equal(RecordingServer.RequestId, error.RequestId);
        Assert.Equal(ErrorType.Sender, error.ErrorType);
    }

    [Fact]
    public async Task A_query_error_becomes_its_type_with_all_that_the_answer_says()
    {
        await using var server = await RecordingServer.StartAsync(QueryError("NoSuchEntity", 404));
        using var client = Clients.Iam(server.Uri);

        var error = await Assert.ThrowsAsync<NoSuchEntityException>(() => client.GetRoleAsync(new() { RoleName = "r" }));

        Assert.Equal("gone", error.Message);
        Assert.Equal("NoSuchEntity", error.ErrorCode);
        Assert.Equal(HttpStatusCode.NotFound, error.StatusCode);
        Assert.Equal("r-1", error.RequestId);
        Assert.Equal(ErrorType.Sender, error.ErrorType);
    }

    [Fact]
    public async Task A_code_that_is_not_modelled_is_the_service_s_exception()
    {
        await using var server = await RecordingServer.StartAsync(QueryError("AccessDenied", 403));
        using var client = Clients.ElastiCache(server.Uri);

        var error = await Assert.ThrowsAsync<AmazonElastiCacheException>(() => client.DescribeReplicationGroupsAsync(new()));

        Assert.Equal("AccessDenied", error.ErrorCode);
        Assert.Equal(HttpStatusCode.Forbidden, error.StatusCode);
    }

    [Fact]
    public async Task A_proxy_s_page_is_an_error_with_its_status()
    {
        var page = new CannedResponse(502, "<html><p>Bad gateway<br></html>", "text/html");
        await using var server = await RecordingServer.StartAsync(page);
        using var kinesis = Clients.Kinesis(server.Uri);
        using var cache = Clients.ElastiCache(server.Uri);

        var json = await Assert.ThrowsAsync<AmazonKinesisException>(() => kinesis.ListStreamsAsync(new()));
        var query = await Assert.ThrowsAsync<AmazonElastiCacheException>(() => cache.DescribeCacheClustersAsync(new()));

        Assert.All<AmazonServiceException>([json, query], error =>
        {
            Assert.Equal(HttpStatusCode.BadGateway, error.StatusCode);
            Assert.Equal(ErrorType.Receiver, error.ErrorType);
            Assert.Contains("502", error.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_success_that_cannot_be_read_is_an_unmarshalling_error()
    {
        await using var server = await RecordingServer.StartAsync(new CannedResponse(200, "<html>oops", "text/html"));
        using var kinesis = Clients.Kinesis(server.Uri);
        using var cache = Clients.ElastiCache(server.Uri);

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => kinesis.ListStreamsAsync(new()));
        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => cache.DescribeCacheClustersAsync(new()));
    }

    [Fact]
    public async Task A_document_type_is_refused()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Xml(
            """<!DOCTYPE r [<!ENTITY a "x">]><DescribeCacheClustersResponse><a>&a;</a></DescribeCacheClustersResponse>"""));
        using var client = Clients.ElastiCache(server.Uri);

        await Assert.ThrowsAsync<AmazonUnmarshallingException>(() => client.DescribeCacheClustersAsync(new()));
    }

    [Fact]
    public async Task Failures_of_single_resources_are_in_the_answer()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json(
            """{"FailedResourcesMap":{"arn:x":{"StatusCode":400,"ErrorCode":"InvalidParameterException","ErrorMessage":"no"}}}"""));
        using var client = Clients.Tagging(server.Uri);

        var response = await client.TagResourcesAsync(new TagResourcesRequest { ResourceARNList = ["arn:x"], Tags = new() { ["a"] = "b" } });

        Assert.Equal("ResourceGroupsTaggingAPI_20170126.TagResources", server.Request.Target);
        Assert.Equal(("eu-west-1", "tagging"), server.Request.Scope);
        var failure = response.FailedResourcesMap!["arn:x"];
        Assert.Equal(400, failure.StatusCode);
        Assert.Equal(Amazon.ResourceGroupsTaggingAPI.ErrorCode.InvalidParameterException, failure.ErrorCode);
    }

    [Fact]
    public async Task A_cancelled_call_sends_nothing()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json("{}"));
        using var client = Clients.Kinesis(server.Uri);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.ListStreamsAsync(new(), new CancellationToken(true)));

        Assert.Empty(server.Requests);
    }

    internal static CannedResponse QueryError(string code, int status) => CannedResponse.Xml(
        $"<ErrorResponse><Error><Type>Sender</Type><Code>{code}</Code><Message>gone</Message></Error><RequestId>r-1</RequestId></ErrorResponse>", status);
}
