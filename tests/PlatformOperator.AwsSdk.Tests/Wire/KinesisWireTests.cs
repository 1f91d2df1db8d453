using System.Text;
using System.Text.Json.Nodes;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;

namespace PlatformOperator.AwsSdk.Tests.Wire;

public class KinesisWireTests
{
    [Fact]
    public async Task CreateStream_sends_mode_and_tags_and_takes_an_empty_answer()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json(""));
        using var client = Clients.Kinesis(server.Uri);

        var response = await client.CreateStreamAsync(new CreateStreamRequest
        {
            StreamName = "sensors",
            ShardCount = 2,
            StreamModeDetails = new StreamModeDetails { StreamMode = StreamMode.PROVISIONED },
            Tags = new() { ["team"] = "data" },
        });

        Assert.Equal("Kinesis_20131202.CreateStream", server.Request.Target);
        Assert.Equal("application/x-amz-json-1.1", server.Request.Headers.ContentType);
        Assert.Equal(("eu-west-1", "kinesis"), server.Request.Scope);
        AssertJson(
            """{"StreamName":"sensors","ShardCount":2,"StreamModeDetails":{"StreamMode":"PROVISIONED"},"Tags":{"team":"data"}}""",
            server.Request.Body);
        Assert.Equal(RecordingServer.RequestId, response.ResponseMetadata.RequestId);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.HttpStatusCode);
    }

    [Fact]
    public async Task DescribeStreamSummary_reads_every_kind_of_value()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json(
            """
            {"StreamDescriptionSummary":{"StreamName":"sensors","StreamStatus":"ACTIVE","StreamModeDetails":{"StreamMode":"ON_DEMAND"},
             "RetentionPeriodHours":24,"StreamCreationTimestamp":1.767323045678E9,"EnhancedMonitoring":[{"ShardLevelMetrics":["IncomingBytes"]}],
             "EncryptionType":"SOMETHING_NEW","OpenShardCount":4,"AMemberOfNextYear":{"a":[1]}}}
            """));
        using var client = Clients.Kinesis(server.Uri);

        var stream = (await client.DescribeStreamSummaryAsync(new() { StreamName = "sensors" })).StreamDescriptionSummary!;

        Assert.Equal(StreamStatus.ACTIVE, stream.StreamStatus);
        Assert.Equal(StreamMode.ON_DEMAND, stream.StreamModeDetails!.StreamMode);
        Assert.Equal(24, stream.RetentionPeriodHours);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), stream.StreamCreationTimestamp);
        Assert.Equal(DateTimeKind.Utc, stream.StreamCreationTimestamp!.Value.Kind);
        Assert.Equal(["IncomingBytes"], stream.EnhancedMonitoring!.Single().ShardLevelMetrics!);
        Assert.Equal("SOMETHING_NEW", stream.EncryptionType!.Value);
        Assert.Null(stream.ConsumerCount);
        Assert.Null(stream.KeyId);
    }

    [Fact]
    public async Task PutRecords_sends_data_as_base64_whatever_the_stream_exposes()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json(
            """{"FailedRecordCount":1,"Records":[{"ShardId":"s-0","SequenceNumber":"49"},{"ErrorCode":"InternalFailure","ErrorMessage":"x"}]}"""));
        using var client = Clients.Kinesis(server.Uri);
        var bytes = Encoding.UTF8.GetBytes("..hello?>..");
        using var exposed = new MemoryStream();
        exposed.Write(bytes, 2, 7);
        using var hidden = new MemoryStream(bytes, 2, 7);

        var response = await client.PutRecordsAsync(new PutRecordsRequest
        {
            StreamName = "sensors",
            Records = [new() { Data = exposed, PartitionKey = "a" }, new() { Data = hidden, PartitionKey = "b" }],
        });

        AssertJson(
            """{"StreamName":"sensors","Records":[{"Data":"aGVsbG8/Pg==","PartitionKey":"a"},{"Data":"aGVsbG8/Pg==","PartitionKey":"b"}]}""",
            server.Request.Body);
        Assert.Equal(1, response.FailedRecordCount);
        Assert.Equal("49", response.Records![0].SequenceNumber);
        Assert.Null(response.Records[0].ErrorCode);
        Assert.Equal("InternalFailure", response.Records[1].ErrorCode);
    }

    [Fact]
    public async Task GetRecords_reads_data_lag_and_child_shards()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json(
            """
            {"Records":[{"SequenceNumber":"49","ApproximateArrivalTimestamp":1767323045.5,"Data":"aGVsbG8/Pg==","PartitionKey":"a"}],
             "MillisBehindLatest":86400000000,"NextShardIterator":null,
             "ChildShards":[{"ShardId":"s-1","ParentShards":["s-0"],"HashKeyRange":{"StartingHashKey":"0","EndingHashKey":"9"}}]}
            """));
        using var client = Clients.Kinesis(server.Uri);

        var response = await client.GetRecordsAsync(new() { ShardIterator = "i", Limit = 10 });

        var record = Assert.Single(response.Records!);
        Assert.Equal("hello?>", Encoding.UTF8.GetString(record.Data!.ToArray()));
        Assert.True(record.Data.TryGetBuffer(out var buffer));
        Assert.Equal(7, buffer.Count);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 500, DateTimeKind.Utc), record.ApproximateArrivalTimestamp);
        Assert.Equal(86_400_000_000, response.MillisBehindLatest);
        Assert.Null(response.NextShardIterator);
        Assert.Equal(["s-0"], response.ChildShards!.Single().ParentShards!);
    }

    [Fact]
    public async Task GetShardIterator_sends_a_local_time_as_seconds_since_1970()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json("""{"ShardIterator":"i"}"""));
        using var client = Clients.Kinesis(server.Uri);

        await client.GetShardIteratorAsync(new()
        {
            StreamName = "s",
            ShardId = "s-0",
            ShardIteratorType = ShardIteratorType.AT_TIMESTAMP,
            Timestamp = new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc).ToLocalTime(),
        });

        Assert.Equal(1767323045.678m, JsonNode.Parse(server.Request.Body)!["Timestamp"]!.GetValue<decimal>());
    }

    [Fact]
    public async Task A_request_without_members_is_an_empty_object()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Json("""{"ShardLimit":200,"OpenShardCount":3}"""));
        using var client = Clients.Kinesis(server.Uri);

        var limits = await client.DescribeLimitsAsync(new DescribeLimitsRequest());

        Assert.Equal("{}", server.Request.Body);
        Assert.Equal((200, 3), (limits.ShardLimit, limits.OpenShardCount));
    }

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);
}
