using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PlatformOperator.Sandbox.Aws;

namespace PlatformOperator.Benchmarks;

/// <summary>Both roles against the sandbox's AWS, which holds one shard to what Kinesis takes in a second, under more load than that.</summary>
internal static class PodsBenchmark
{
    private const string Stream = "acme-sensors";
    private const string ApiKey = "benchmark";
    private const int Senders = 16;
    private const int EventsPerRequest = 1000;
    private const double ShardBytesPerSecond = 1024 * 1024;
    private const double MemoryTarget = 150e6;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Finding>> RunAsync(FileInfo? program, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("platform-operator-benchmark-");
        try
        {
            await using var aws = await AwsEndpoint.StartAsync(
                new AwsEndpointOptions { StreamTransition = TimeSpan.Zero, StreamStoreBytes = 1L << 30 }, cancellationToken);
            await PrepareAsync(aws.Uri, folder.FullName, cancellationToken);
            var (events, ingestManagement, processManagement) = (FreeAddress(), FreeAddress(), FreeAddress());
            var config = Path.Combine(folder.FullName, "pipeline.json");
            using var ingest = new PodProcess(
                program, aws.Uri, ingestManagement, "ingest", "--config", config, "--api-keys", Path.Combine(folder.FullName, "keys"), "--listen", events);
            using var process = new PodProcess(program, aws.Uri, processManagement, "process", "--config", config);
            return await MeasureAsync(aws, ingest, process, new Uri($"http://{events}/v1/events"), cancellationToken);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Finding>> MeasureAsync(
        AwsEndpoint aws, PodProcess ingest, PodProcess process, Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        await ingest.UntilReadyAsync(http, cancellationToken);
        await process.UntilReadyAsync(http, cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var load = Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => SendAsync(http, address, sender, stop.Token)));
        await Task.Delay(WarmUp, TimeProvider.System, cancellationToken);
        var (bytes, ingestUse, processUse) = (
            StreamBytes(aws), await ingest.UsageAsync(http, cancellationToken), await process.UsageAsync(http, cancellationToken));
        var started = TimeProvider.System.GetTimestamp();
        await Task.Delay(Duration, TimeProvider.System, cancellationToken);
        var taken = StreamBytes(aws) - bytes;
        var elapsed = TimeProvider.System.GetElapsedTime(started);
        var (ingestEnd, processEnd) = (await ingest.UsageAsync(http, cancellationToken), await process.UsageAsync(http, cancellationToken));
        await stop.CancelAsync();
        var accepted = await load;
        return Findings(
            taken / elapsed.TotalSeconds / ShardBytesPerSecond, elapsed,
            taken / (double)Encoding.UTF8.GetByteCount(SampleEvents.Event(1)),
            (ingestUse, ingestEnd), (processUse, processEnd), accepted.Sum());
    }

    private static IReadOnlyList<Finding> Findings(
        double filled, TimeSpan elapsed, double events, (PodUsage Start, PodUsage End) ingest, (PodUsage Start, PodUsage End) process, int accepted)
    {
        var ingestCore = (ingest.End.Cpu - ingest.Start.Cpu) / elapsed;
        return
        [
            new("share of a shard's write limit that ingest fills", Share(filled), "≥ 95 %", filled >= 0.95),
            new("ingest, share of a core", Share(ingestCore), "< 10 %", ingestCore < 0.1),
            new("ingest, peak memory", Megabytes(ingest.End.PeakMemory), "< 150 MB", ingest.End.PeakMemory < MemoryTarget),
            new("ingest, allocation per event", $"{(ingest.End.AllocatedBytes - ingest.Start.AllocatedBytes) / events:0} B"),
            new("process, share of a core", Share((process.End.Cpu - process.Start.Cpu) / elapsed)),
            new("process, peak memory", Megabytes(process.End.PeakMemory), "< 150 MB", process.End.PeakMemory < MemoryTarget),
            new("process, allocation per event", $"{(process.End.AllocatedBytes - process.Start.AllocatedBytes) / events:0} B"),
            new("events accepted in all", accepted.ToString("N0", CultureInfo.InvariantCulture)),
        ];
    }

    private static async Task<int> SendAsync(HttpClient http, Uri address, int sender, CancellationToken stop)
    {
        var body = Encoding.UTF8.GetBytes(SampleEvents.Body(sender * EventsPerRequest, EventsPerRequest));
        var accepted = 0;
        try
        {
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ApiKey);
                using var answer = await http.SendAsync(request, stop);
                if (answer.StatusCode == HttpStatusCode.Accepted)
                    accepted += EventsPerRequest;
                else
                    await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), TimeProvider.System, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return accepted;
        }
    }

    private static long StreamBytes(AwsEndpoint aws) => aws.World.Streams.Single().Bytes;

    private static async Task PrepareAsync(Uri aws, string folder, CancellationToken cancellationToken)
    {
        var credentials = new BasicAWSCredentials("test", "test");
        using var kinesis = new AmazonKinesisClient(credentials, new AmazonKinesisConfig { ServiceURL = aws.ToString(), AuthenticationRegion = "eu-west-1" });
        using var s3 = new AmazonS3Client(
            credentials, new AmazonS3Config { ServiceURL = aws.ToString(), AuthenticationRegion = "eu-west-1", ForcePathStyle = true });
        await kinesis.CreateStreamAsync(new CreateStreamRequest { StreamName = Stream, ShardCount = 1 }, cancellationToken);
        foreach (var bucket in new[] { "acme-raw", "acme-processed", "acme-errors" })
        {
            await s3.PutBucketAsync(
                new PutBucketRequest { BucketName = bucket, UseClientRegion = false, PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = "eu-west-1" } }, cancellationToken);
        }

        Directory.CreateDirectory(Path.Combine(folder, "keys"));
        await File.WriteAllTextAsync(Path.Combine(folder, "keys", "key"), ApiKey, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "pipeline.json"), SampleEvents.PipelineJson(Stream), cancellationToken);
    }

    private static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener.LocalEndpoint.ToString()!;
    }

    private static string Share(double share) => share.ToString("P1", CultureInfo.InvariantCulture);

    private static string Megabytes(double bytes) => $"{bytes / 1e6:0} MB";
}
