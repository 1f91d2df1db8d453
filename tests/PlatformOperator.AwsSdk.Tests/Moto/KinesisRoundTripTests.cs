using System.Text;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using PlatformOperator.AwsSdk.Tests.Wire;

namespace PlatformOperator.AwsSdk.Tests.Moto;

[Collection(nameof(MotoCollection))]
public sealed class KinesisRoundTripTests(MotoEndpoint moto)
{
    [Fact(Timeout = 120_000)]
    public async Task A_stream_is_made_changed_used_and_deleted()
    {
        using var kinesis = Clients.Kinesis(moto.Uri, retries: 3);
        var name = "round-trip-" + Guid.NewGuid().ToString("N");
        var stream = new DescribeStreamSummaryRequest { StreamName = name };
        await kinesis.CreateStreamAsync(new() { StreamName = name, ShardCount = 1, Tags = new() { ["a"] = "1" } });
        await Active();
        var records = await WriteAndReadAsync(kinesis, name);

        await kinesis.AddTagsToStreamAsync(new() { StreamName = name, Tags = new() { ["b"] = "2" } });
        await kinesis.RemoveTagsFromStreamAsync(new() { StreamName = name, TagKeys = ["a"] });
        await kinesis.IncreaseStreamRetentionPeriodAsync(new() { StreamName = name, RetentionPeriodHours = 48 });
        await Active();
        await kinesis.DecreaseStreamRetentionPeriodAsync(new() { StreamName = name, RetentionPeriodHours = 36 });
        await Active();
        await kinesis.StartStreamEncryptionAsync(new() { StreamName = name, EncryptionType = EncryptionType.KMS, KeyId = "alias/aws/kinesis" });
        await Active();
        await kinesis.EnableEnhancedMonitoringAsync(new() { StreamName = name, ShardLevelMetrics = ["IncomingBytes", "OutgoingBytes"] });
        await kinesis.DisableEnhancedMonitoringAsync(new() { StreamName = name, ShardLevelMetrics = ["OutgoingBytes"] });
        await Active();
        var resized = await kinesis.UpdateShardCountAsync(new() { StreamName = name, TargetShardCount = 2, ScalingType = ScalingType.UNIFORM_SCALING });
        var summary = await Active();
        var tags = await kinesis.ListTagsForStreamAsync(new() { StreamName = name });
        var limits = await kinesis.DescribeLimitsAsync(new());
        await kinesis.StopStreamEncryptionAsync(new() { StreamName = name, EncryptionType = EncryptionType.KMS, KeyId = "alias/aws/kinesis" });
        await Active();
        await kinesis.UpdateStreamModeAsync(new() { StreamARN = summary.StreamARN, StreamModeDetails = new() { StreamMode = StreamMode.ON_DEMAND } });
        var onDemand = await Active();
        var inUse = await Assert.ThrowsAsync<ResourceInUseException>(() => kinesis.CreateStreamAsync(new() { StreamName = name, ShardCount = 1 }));
        await kinesis.DeleteStreamAsync(new() { StreamName = name, EnforceConsumerDeletion = true });
        await Eventually.ThrowsAsync<ResourceNotFoundException>(() => kinesis.DescribeStreamSummaryAsync(stream));

        Assert.Equal(["one", "two", "three"], records);
        Assert.Equal(36, summary.RetentionPeriodHours);
        Assert.Equal(EncryptionType.KMS, summary.EncryptionType);
        Assert.Equal(["IncomingBytes"], summary.EnhancedMonitoring!.SelectMany(metrics => metrics.ShardLevelMetrics ?? []));
        Assert.Equal((1, 2), (resized.CurrentShardCount, resized.TargetShardCount));
        Assert.Equal(2, summary.OpenShardCount);
        Assert.True(summary.StreamCreationTimestamp > new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Equal([("b", "2")], tags.Tags!.Select(tag => (tag.Key, tag.Value)));
        Assert.True(limits.ShardLimit > 0);
        Assert.Equal(StreamMode.ON_DEMAND, onDemand.StreamModeDetails!.StreamMode);
        Assert.NotEqual(EncryptionType.KMS, onDemand.EncryptionType);
        Assert.Equal("ResourceInUseException", inUse.ErrorCode);

        async Task<StreamDescriptionSummary> Active()
        {
            var response = await Eventually.GetAsync(
                () => kinesis.DescribeStreamSummaryAsync(stream), found => found.StreamDescriptionSummary!.StreamStatus == StreamStatus.ACTIVE);
            return response.StreamDescriptionSummary!;
        }
    }

    private static async Task<List<string>> WriteAndReadAsync(AmazonKinesisClient kinesis, string name)
    {
        await kinesis.PutRecordAsync(new() { StreamName = name, PartitionKey = "k", Data = Data("one") });
        var put = await kinesis.PutRecordsAsync(new()
        {
            StreamName = name,
            Records = [new() { PartitionKey = "k", Data = Data("two") }, new() { PartitionKey = "k", Data = Data("three") }],
        });
        Assert.Equal(0, put.FailedRecordCount);
        var shard = Assert.Single((await kinesis.ListShardsAsync(new() { StreamName = name })).Shards!);
        var position = await kinesis.GetShardIteratorAsync(
            new() { StreamName = name, ShardId = shard.ShardId, ShardIteratorType = ShardIteratorType.TRIM_HORIZON });
        var got = await Eventually.GetAsync(
            () => kinesis.GetRecordsAsync(new() { ShardIterator = position.ShardIterator }), response => response.Records is { Count: 3 });
        Assert.NotNull(got.NextShardIterator);
        Assert.Equal(got.Records![0].SequenceNumber, got.Records.Min(record => record.SequenceNumber));
        return [.. got.Records.Select(record => Encoding.UTF8.GetString(record.Data!.ToArray()))];
    }

    private static MemoryStream Data(string text) => new(Encoding.UTF8.GetBytes(text));
}
