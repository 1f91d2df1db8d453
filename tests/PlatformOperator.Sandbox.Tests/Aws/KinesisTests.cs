// A null in an answer fails the test by itself.
#nullable enable annotations
#nullable disable warnings

using System.Globalization;
using System.Numerics;
using System.Text;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class KinesisTests : AwsTest
{
    static readonly string LargestHash = (BigInteger.Pow(2, 128) - 1).ToString(CultureInfo.InvariantCulture);

    static PutRecordsRequestEntry Entry(string data, string? hash = null) =>
        new() { Data = new MemoryStream(Encoding.UTF8.GetBytes(data)), PartitionKey = data, ExplicitHashKey = hash };

    async Task<AmazonKinesisClient> WithStreamAsync(int shards, string name = "s")
    {
        var kinesis = Kinesis();
        await kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = name, ShardCount = shards }, Ct);
        Time.Advance(TimeSpan.FromSeconds(1));
        return kinesis;
    }

    static async Task<string> IteratorAsync(AmazonKinesisClient kinesis, string shard, string type = "TRIM_HORIZON",
        string? sequence = null, DateTime? time = null) =>
        (await kinesis.GetShardIteratorAsync(new GetShardIteratorRequest
        {
            StreamName = "s", ShardId = shard, ShardIteratorType = type, StartingSequenceNumber = sequence, Timestamp = time,
        }, Ct)).ShardIterator;

    static async Task<IReadOnlyList<string>> ReadAsync(AmazonKinesisClient kinesis, string iterator) =>
        [.. ((await kinesis.GetRecordsAsync(new GetRecordsRequest { ShardIterator = iterator }, Ct)).Records ?? [])
            .Select(r => Encoding.UTF8.GetString(r.Data.ToArray()))];

    static async Task<StreamDescriptionSummary> SummaryAsync(AmazonKinesisClient kinesis) =>
        (await kinesis.DescribeStreamSummaryAsync(new DescribeStreamSummaryRequest { StreamName = "s" }, Ct)).StreamDescriptionSummary;

    static async Task<List<Shard>> ShardsAsync(AmazonKinesisClient kinesis, string? filter = null) =>
        (await kinesis.ListShardsAsync(new ListShardsRequest { StreamName = "s", ShardFilter = filter is null ? null
            : new ShardFilter { Type = filter } }, Ct)).Shards;

    [Fact]
    public async Task A_stream_is_creating_then_active_then_deleting_then_gone()
    {
        using var kinesis = Kinesis();
        await kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = "s", ShardCount = 2, Tags = new Dictionary<string,
            string> { ["tenant"] = "acme" } }, Ct);
        Assert.Equal(StreamStatus.CREATING, (await SummaryAsync(kinesis)).StreamStatus);
        await FailsAsync("ResourceInUseException",
            () => kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = "s", ShardCount = 2 }, Ct));
        await FailsAsync("ResourceInUseException", () => kinesis.DeleteStreamAsync(new DeleteStreamRequest { StreamName = "s" }, Ct));
        await FailsAsync("ResourceNotFoundException",
            () => kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k", Data = new MemoryStream([1]) }, Ct));
        Time.Advance(TimeSpan.FromSeconds(1));
        var summary = await SummaryAsync(kinesis);
        Assert.Equal((StreamStatus.ACTIVE, 2, 24, "PROVISIONED"),
            (summary.StreamStatus, summary.OpenShardCount, summary.RetentionPeriodHours, summary.StreamModeDetails.StreamMode.Value));
        Assert.Equal("acme", Assert.Single((await kinesis.ListTagsForStreamAsync(new ListTagsForStreamRequest { StreamName = "s" },
            Ct)).Tags).Value);
        await kinesis.DeleteStreamAsync(new DeleteStreamRequest { StreamName = "s" }, Ct);
        Assert.Equal("DELETING", Assert.Single(World.Streams).Status);
        Time.Advance(TimeSpan.FromSeconds(1));
        await FailsAsync("ResourceNotFoundException", () => SummaryAsync(kinesis));
        Assert.Empty(World.Streams);
    }

    [Fact]
    public async Task Five_streams_are_created_at_a_time()
    {
        using var kinesis = Kinesis();
        for (var i = 0; i < 5; i++) await kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = $"s{i}",
            StreamModeDetails = new StreamModeDetails { StreamMode = StreamMode.ON_DEMAND } }, Ct);
        await FailsAsync("LimitExceededException",
            () => kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = "s5", ShardCount = 1 }, Ct));
        Time.Advance(TimeSpan.FromSeconds(1));
        await kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = "s5", ShardCount = 1 }, Ct);
        Assert.Equal(6, World.Streams.Count);
    }

    [Fact]
    public async Task Records_go_by_hash_key_and_come_back_in_order()
    {
        using var kinesis = await WithStreamAsync(2);
        await kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s",
            Records = [Entry("a", "0"), Entry("b", LargestHash), Entry("c", "0")] }, Ct);
        var shards = await ShardsAsync(kinesis);
        Assert.Equal(["a", "c"], await ReadAsync(kinesis, await IteratorAsync(kinesis, shards[0].ShardId)));
        Assert.Equal(["b"], await ReadAsync(kinesis, await IteratorAsync(kinesis, shards[1].ShardId)));
        Assert.Equal(LargestHash, shards[1].HashKeyRange.EndingHashKey);
        await FailsAsync("InvalidArgumentException",
            () => kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s", Records = [Entry("a", LargestHash + "0")] }, Ct));
    }

    [Fact]
    public async Task Every_iterator_type_begins_where_it_says()
    {
        using var kinesis = await WithStreamAsync(1);
        var shard = (await ShardsAsync(kinesis))[0].ShardId;
        var early = await kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k",
            Data = new MemoryStream("1"u8.ToArray()) }, Ct);
        Time.Advance(TimeSpan.FromMinutes(1));
        var now = Time.GetUtcNow().UtcDateTime;
        await kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k",
            Data = new MemoryStream("2"u8.ToArray()) }, Ct);
        var latest = await IteratorAsync(kinesis, shard, "LATEST");
        var all = await kinesis.GetRecordsAsync(new GetRecordsRequest { ShardIterator = await IteratorAsync(kinesis, shard), Limit = 1 },
            Ct);
        Assert.Single(all.Records);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["2"], await ReadAsync(kinesis, all.NextShardIterator));
        Assert.Equal(["1", "2"], await ReadAsync(kinesis, await IteratorAsync(kinesis, shard, "AT_SEQUENCE_NUMBER", early.SequenceNumber)));
        Assert.Equal(["2"], await ReadAsync(kinesis, await IteratorAsync(kinesis, shard, "AFTER_SEQUENCE_NUMBER", early.SequenceNumber)));
        Assert.Equal(["2"], await ReadAsync(kinesis, await IteratorAsync(kinesis, shard, "AT_TIMESTAMP", time: now)));
        Assert.Empty(await ReadAsync(kinesis, latest));
        await FailsAsync("InvalidArgumentException", () => IteratorAsync(kinesis, shard, "AT_SEQUENCE_NUMBER", "1"));
        Time.Advance(TimeSpan.FromMinutes(6));
        await FailsAsync("ExpiredIteratorException", () => ReadAsync(kinesis, latest));
    }

    [Fact]
    public async Task A_reshard_leaves_parents_to_drain_and_children_with_their_ranges()
    {
        using var kinesis = await WithStreamAsync(2);
        await kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s", Records = [Entry("old", "0")] }, Ct);
        await FailsAsync("LimitExceededException",
            () => kinesis.UpdateShardCountAsync(new UpdateShardCountRequest { StreamName = "s", TargetShardCount = 5,
            ScalingType = ScalingType.UNIFORM_SCALING }, Ct));
        await kinesis.UpdateShardCountAsync(new UpdateShardCountRequest { StreamName = "s", TargetShardCount = 3,
            ScalingType = ScalingType.UNIFORM_SCALING }, Ct);
        Assert.Equal("UPDATING", World.Streams[0].Status);
        Time.Advance(TimeSpan.FromSeconds(1));
        await kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s", Records = [Entry("new", "0")] }, Ct);

        var shards = await ShardsAsync(kinesis);
        var open = await ShardsAsync(kinesis, "AT_LATEST");
        Assert.Equal(3, open.Count);
        Assert.Equal(open.Select(s => s.ShardId), shards.Where(s => s.SequenceNumberRange.EndingSequenceNumber is null)
            .Select(s => s.ShardId));
        BigInteger next = 0;
        foreach (var range in open.Select(s => s.HashKeyRange).OrderBy(r => BigInteger.Parse(r.StartingHashKey,
            CultureInfo.InvariantCulture)))
        {
            Assert.Equal(next, BigInteger.Parse(range.StartingHashKey, CultureInfo.InvariantCulture));
            next = BigInteger.Parse(range.EndingHashKey, CultureInfo.InvariantCulture) + 1;
        }

        Assert.Equal(BigInteger.Pow(2, 128), next);
        var ids = shards.Select(s => s.ShardId).ToHashSet();
        Assert.All(open, s => Assert.Contains(s.ParentShardId, ids));
        var parent = await kinesis.GetRecordsAsync(new GetRecordsRequest { ShardIterator = await IteratorAsync(kinesis,
            shards[0].ShardId) }, Ct);
        Assert.Equal("old", Encoding.UTF8.GetString(parent.Records[0].Data.ToArray()));
        Assert.Null(parent.NextShardIterator);
        Assert.NotEmpty(parent.ChildShards);
        Assert.All(parent.ChildShards, c => Assert.Contains(shards[0].ShardId, c.ParentShards));
        Assert.Equal(["new"], await ReadAsync(kinesis,
            await IteratorAsync(kinesis, open.Single(s => s.HashKeyRange.StartingHashKey == "0").ShardId)));
    }

    [Fact]
    public async Task The_shard_count_changes_ten_times_a_day()
    {
        using var kinesis = await WithStreamAsync(1);
        for (var i = 0; i < 10; i++)
        {
            await kinesis.UpdateShardCountAsync(new UpdateShardCountRequest { StreamName = "s", TargetShardCount = i % 2 == 0 ? 2 : 1,
                ScalingType = ScalingType.UNIFORM_SCALING }, Ct);
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await FailsAsync("LimitExceededException",
            () => kinesis.UpdateShardCountAsync(new UpdateShardCountRequest { StreamName = "s", TargetShardCount = 2,
            ScalingType = ScalingType.UNIFORM_SCALING }, Ct));
        Time.Advance(TimeSpan.FromHours(24));
        await kinesis.UpdateShardCountAsync(new UpdateShardCountRequest { StreamName = "s", TargetShardCount = 2,
            ScalingType = ScalingType.UNIFORM_SCALING }, Ct);
    }

    [Fact]
    public async Task A_shard_takes_a_mebibyte_a_second_and_says_which_records_it_did_not_take()
    {
        using var kinesis = await WithStreamAsync(1);
        var big = new string('x', 200);
        var records = Enumerable.Range(0, 5).Select(_ => new PutRecordsRequestEntry { Data = new MemoryStream(new byte[300 * 1024]),
            PartitionKey = big }).ToList();
        var answer = await kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s", Records = records }, Ct);
        Assert.Equal(2, answer.FailedRecordCount);
        Assert.Equal([null, null, null, "ProvisionedThroughputExceededException", "ProvisionedThroughputExceededException"], answer.Records
            .Select(r => r.ErrorCode));
        await FailsAsync("ProvisionedThroughputExceededException",
            () => kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k",
            Data = new MemoryStream(new byte[300 * 1024]) }, Ct));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, (await kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s", Records = [Entry("a")] },
            Ct)).FailedRecordCount);
        Assert.Equal(4, World.Streams[0].Records);
        await FailsAsync("ValidationException", () => kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = "s",
            Records = [.. Enumerable.Range(0, 501).Select(i => Entry("a"))] }, Ct));
    }

    [Fact]
    public async Task Five_reads_a_second_and_a_large_one_is_paid_off()
    {
        using var kinesis = await WithStreamAsync(1);
        var iterator = await IteratorAsync(kinesis, "shardId-000000000000");
        for (var i = 0; i < 5; i++) await ReadAsync(kinesis, iterator);
        await FailsAsync("ProvisionedThroughputExceededException", () => ReadAsync(kinesis, iterator));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await ReadAsync(kinesis, iterator));
    }

    [Fact]
    public async Task Retention_moves_one_way_per_call_and_trims()
    {
        using var kinesis = await WithStreamAsync(1);
        await kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k",
            Data = new MemoryStream("1"u8.ToArray()) }, Ct);
        await FailsAsync("InvalidArgumentException",
            () => kinesis.DecreaseStreamRetentionPeriodAsync(new DecreaseStreamRetentionPeriodRequest { StreamName = "s",
            RetentionPeriodHours = 48 }, Ct));
        await FailsAsync("InvalidArgumentException",
            () => kinesis.IncreaseStreamRetentionPeriodAsync(new IncreaseStreamRetentionPeriodRequest { StreamName = "s",
            RetentionPeriodHours = 8761 }, Ct));
        await kinesis.IncreaseStreamRetentionPeriodAsync(new IncreaseStreamRetentionPeriodRequest { StreamName = "s",
            RetentionPeriodHours = 48 }, Ct);
        Time.Advance(TimeSpan.FromHours(47));
        Assert.Equal((48, 1), (World.Streams[0].RetentionHours, World.Streams[0].Records));
        Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, World.Streams[0].Records);
    }

    [Fact]
    public async Task What_retention_removed_is_read_by_nobody_and_stays_removed()
    {
        using var kinesis = await WithStreamAsync(1);
        var shard = (await ShardsAsync(kinesis))[0].ShardId;
        await kinesis.IncreaseStreamRetentionPeriodAsync(new IncreaseStreamRetentionPeriodRequest { StreamName = "s", RetentionPeriodHours = 48 }, Ct);
        var began = Time.GetUtcNow().UtcDateTime;
        var first = await PutAsync("1");
        Time.Advance(TimeSpan.FromHours(20));
        await PutAsync("2");
        Time.Advance(TimeSpan.FromHours(20));
        await PutAsync("3");
        var positions = new Func<Task<string>>[]
        {
            () => IteratorAsync(kinesis, shard), () => IteratorAsync(kinesis, shard, "AT_SEQUENCE_NUMBER", first),
            () => IteratorAsync(kinesis, shard, "AFTER_SEQUENCE_NUMBER", first), () => IteratorAsync(kinesis, shard, "AT_TIMESTAMP", time: began),
        };
        await ReadsAsync(["1", "2", "3"], ["1", "2", "3"], ["2", "3"], ["1", "2", "3"]);

        Time.Advance(TimeSpan.FromHours(9));
        await ReadsAsync(["2", "3"], ["2", "3"], ["2", "3"], ["2", "3"]);

        await kinesis.DecreaseStreamRetentionPeriodAsync(new DecreaseStreamRetentionPeriodRequest { StreamName = "s", RetentionPeriodHours = 24 }, Ct);
        await ReadsAsync(["3"], ["3"], ["3"], ["3"]);

        await kinesis.IncreaseStreamRetentionPeriodAsync(new IncreaseStreamRetentionPeriodRequest { StreamName = "s", RetentionPeriodHours = 8760 }, Ct);
        await ReadsAsync(["3"], ["3"], ["3"], ["3"]);

        async Task<string> PutAsync(string text) => (await kinesis.PutRecordAsync(
            new PutRecordRequest { StreamName = "s", PartitionKey = "k", Data = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, Ct)).SequenceNumber;

        async Task ReadsAsync(params string[][] expected)
        {
            foreach (var (position, records) in positions.Zip(expected))
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                Assert.Equal(records, await ReadAsync(kinesis, await position()));
            }
        }
    }

    [Fact]
    public async Task Encryption_metrics_and_mode_change_while_updating()
    {
        using var kinesis = await WithStreamAsync(1);
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new Amazon.KeyManagementService.Model.CreateKeyRequest())).KeyMetadata.Arn;
        await FailsAsync("KMSNotFoundException",
            () => kinesis.StartStreamEncryptionAsync(new StartStreamEncryptionRequest { StreamName = "s",
            EncryptionType = EncryptionType.KMS, KeyId = Guid.NewGuid().ToString() }, Ct));
        await kinesis.StartStreamEncryptionAsync(new StartStreamEncryptionRequest { StreamName = "s", EncryptionType = EncryptionType.KMS,
            KeyId = key }, Ct);
        await FailsAsync("ResourceInUseException",
            () => kinesis.EnableEnhancedMonitoringAsync(new EnableEnhancedMonitoringRequest { StreamName = "s",
            ShardLevelMetrics = ["ALL"] }, Ct));
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((EncryptionType.KMS, key), ((await SummaryAsync(kinesis)).EncryptionType, (await SummaryAsync(kinesis)).KeyId));
        var metrics = await kinesis.EnableEnhancedMonitoringAsync(new EnableEnhancedMonitoringRequest { StreamName = "s",
            ShardLevelMetrics = ["IncomingBytes"] }, Ct);
        Assert.Equal(["IncomingBytes"], metrics.DesiredShardLevelMetrics);
        Time.Advance(TimeSpan.FromSeconds(1));
        await kinesis.UpdateStreamModeAsync(new UpdateStreamModeRequest { StreamARN = World.Streams[0].Arn,
            StreamModeDetails = new StreamModeDetails { StreamMode = StreamMode.ON_DEMAND } }, Ct);
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(("ON_DEMAND", key), (World.Streams[0].Mode, World.Streams[0].KmsKeyId));
        Assert.Equal(["IncomingBytes"], World.Streams[0].ShardLevelMetrics);
        await kms.DisableKeyAsync(key);
        await FailsAsync("KMSDisabledException",
            () => kinesis.PutRecordAsync(new PutRecordRequest { StreamName = "s", PartitionKey = "k", Data = new MemoryStream([1]) }, Ct));
    }

    [Fact]
    public async Task The_aws_cli_puts_and_reads()
    {
        using var kinesis = await WithStreamAsync(1);
        await AwsCli.RunAsync(Endpoint.Uri, "kinesis put-record --stream-name s --partition-key k --data aGVsbG8=", Ct);
        var iterator = await AwsCli.RunAsync(Endpoint.Uri,
            "kinesis get-shard-iterator --stream-name s --shard-id shardId-000000000000 --shard-iterator-type TRIM_HORIZON", Ct);
        var records = await AwsCli.RunAsync(Endpoint.Uri,
            $"kinesis get-records --shard-iterator {iterator.GetProperty("ShardIterator").GetString()}", Ct);
        Assert.Equal("k", records.GetProperty("Records")[0].GetProperty("PartitionKey").GetString());
        var summary = await AwsCli.RunAsync(Endpoint.Uri, "kinesis describe-stream --stream-name s", Ct);
        Assert.Equal("ACTIVE", summary.GetProperty("StreamDescription").GetProperty("StreamStatus").GetString());
    }
}
