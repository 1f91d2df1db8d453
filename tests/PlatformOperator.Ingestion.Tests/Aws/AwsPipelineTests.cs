using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;
using PlatformOperator.Ingestion.Tests.Ingest;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Ingestion.Tests.Aws;

/// <summary>Both programs and the AWS clients behind them, over the wire against the sandbox's AWS.</summary>
public sealed class AwsPipelineTests : IAsyncLifetime
{
    private const string Account = "123456789012";

    private AwsEndpoint? _aws;
    private AmazonKinesisClient? _kinesis;
    private AmazonS3Client? _s3;

    private AmazonS3Client S3 => _s3!;

    public async ValueTask InitializeAsync()
    {
        _aws = await AwsEndpoint.StartAsync(new AwsEndpointOptions { StreamTransition = TimeSpan.Zero }, TestContext.Current.CancellationToken);
        var credentials = new BasicAWSCredentials("test", "test");
        _kinesis = new AmazonKinesisClient(credentials, new AmazonKinesisConfig { ServiceURL = _aws.Uri.ToString(), AuthenticationRegion = "eu-west-1" });
        _s3 = new AmazonS3Client(
            credentials, new AmazonS3Config { ServiceURL = _aws.Uri.ToString(), AuthenticationRegion = "eu-west-1", ForcePathStyle = true });
        foreach (var bucket in new[] { "acme-raw", "acme-processed", "acme-errors" })
            await _s3.PutBucketAsync(InEurope(bucket), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _kinesis?.Dispose();
        _s3?.Dispose();
        if (_aws is not null)
            await _aws.DisposeAsync();
    }

    [Fact]
    public async Task Conditional_writes_hold()
    {
        var store = new S3ObjectStore(S3, Account);
        Assert.Null(await store.GetAsync("acme-processed", "_state/x.json", CancellationToken.None));
        Assert.True(await store.TryPutDataAsync("acme-raw", "data/x", "gzip"u8.ToArray(), CancellationToken.None));
        Assert.False(await store.TryPutDataAsync("acme-raw", "data/x", "other"u8.ToArray(), CancellationToken.None));
        var first = await store.TryReplaceAsync("acme-processed", "_state/x.json", "{}"u8.ToArray(), null, CancellationToken.None);
        Assert.NotNull(first);
        Assert.Null(await store.TryReplaceAsync("acme-processed", "_state/x.json", "{1}"u8.ToArray(), null, CancellationToken.None));
        var second = await store.TryReplaceAsync("acme-processed", "_state/x.json", "{2}"u8.ToArray(), first, CancellationToken.None);
        Assert.NotNull(second);
        Assert.Null(await store.TryReplaceAsync("acme-processed", "_state/x.json", "{3}"u8.ToArray(), first, CancellationToken.None));
        var stored = await store.GetAsync("acme-processed", "_state/x.json", CancellationToken.None);
        Assert.Equal(("{2}", second), (Encoding.UTF8.GetString(stored!.Content), stored.ETag));
    }

    [Fact]
    public async Task A_bucket_of_another_account_is_not_written()
    {
        var fault = await Assert.ThrowsAsync<AmazonS3Exception>(
            () => new S3ObjectStore(S3, "999999999999").TryPutDataAsync("acme-raw", "data/x", "gzip"u8.ToArray(), CancellationToken.None));
        Assert.Equal(HttpStatusCode.Forbidden, fault.StatusCode);
    }

    [Fact]
    public async Task Events_posted_come_out_in_the_lake_through_a_reshard()
    {
        await _kinesis!.CreateStreamAsync(new CreateStreamRequest { StreamName = "acme-sensors", ShardCount = 1 }, TestContext.Current.CancellationToken);
        var stream = new KinesisStream(_kinesis, "acme-sensors");
        await using var ingest = await IngestHarness.StartAsync(Config(), stream);
        using var stop = new CancellationTokenSource();
        var process = new ProcessProgram(Config(), stream, new S3ObjectStore(S3, Account), TimeProvider.System, NullLoggerFactory.Instance)
            .RunAsync(
                new ProcessOptions { FlushInterval = TimeSpan.FromMilliseconds(100), RescanInterval = TimeSpan.FromMilliseconds(200) },
                new IPEndPoint(IPAddress.Loopback, 0), stop.Token);
        await PostAsync(ingest, 0, 1500);
        await _kinesis.UpdateShardCountAsync(
            new UpdateShardCountRequest { StreamName = "acme-sensors", TargetShardCount = 2, ScalingType = ScalingType.UNIFORM_SCALING }, TestContext.Current.CancellationToken);
        await PostAsync(ingest, 1500, 3000);
        while ((await LinesAsync("acme-raw")).Count < 3000)
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await stop.CancelAsync();
        await process;
        Assert.Equal(Enumerable.Range(0, 3000), (await LinesAsync("acme-raw")).Select(N).Order());
        Assert.Equal(Enumerable.Range(0, 3000).Where(n => n % 100 <= 79), (await LinesAsync("acme-processed")).Select(N).Order());
        Assert.Equal(2, (await LinesAsync("acme-errors")).Count);
        var states = await S3.ListObjectsV2Async(
            new Amazon.S3.Model.ListObjectsV2Request { BucketName = "acme-processed", Prefix = "_state/" }, TestContext.Current.CancellationToken);
        Assert.Equal(3, states.S3Objects.Count(state => state.Key.Contains("/shardId-", StringComparison.Ordinal)));
    }

    private static Amazon.S3.Model.PutBucketRequest InEurope(string bucket) => new()
    {
        BucketName = bucket,
        UseClientRegion = false,
        PutBucketConfiguration = new Amazon.S3.Model.PutBucketConfiguration { LocationConstraint = "eu-west-1" },
    };

    /// <summary>Numbers in a range as CSV, and one malformed line.</summary>
    private static async Task PostAsync(IngestHarness ingest, int from, int to)
    {
        var rows = Enumerable.Range(from, to - from).Select(n => $"2026-01-{1 + n / 300:D2} 00:00:00,sensor-{n % 17},{n % 100},{n}\n");
        using var response = await ingest.PostAsync("text/csv", $"timestamp,sensor,value,count\n{string.Concat(rows)}malformed\n");
        Assert.StartsWith(
            $"{{\"accepted\":{to - from},\"rejected\":[{{\"line\":{to - from + 2},",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    private static PipelineConfig Config()
    {
        var config = Samples.Config(filter: """[ { "field": "value", "between": [0, 79] } ]""");
        return config with
        {
            Storage = new StorageConfig
            {
                Raw = new BucketConfig { Bucket = "acme-raw" },
                Processed = new ProcessedBucketConfig { Bucket = "acme-processed", PartitionBy = ["date", "sensor"] },
                Errors = new BucketConfig { Bucket = "acme-errors" },
            },
        };
    }

    private async Task<List<string>> LinesAsync(string bucket)
    {
        var lines = new List<string>();
        await foreach (var item in S3.Paginators.ListObjectsV2(new Amazon.S3.Model.ListObjectsV2Request { BucketName = bucket, Prefix = "data/" }).S3Objects)
        {
            using var response = await S3.GetObjectAsync(bucket, item.Key, TestContext.Current.CancellationToken);
            await using var gzip = new System.IO.Compression.GZipStream(response.ResponseStream, System.IO.Compression.CompressionMode.Decompress);
            using var reader = new StreamReader(gzip);
            lines.AddRange((await reader.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        return lines;
    }

    private static int N(string line)
    {
        using var json = JsonDocument.Parse(line);
        return int.Parse(json.RootElement.GetProperty("count").GetRawText(), CultureInfo.InvariantCulture);
    }
}
