using System.Text;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Ingestion.Process;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.DataLoss;

/// <summary>Pods that were away for longer than the stream keeps records: what is lost is told, from the stream to the pipeline's status.</summary>
public sealed class DataLossTests(SkippingFixture fixture) : SandboxTest(fixture), IClassFixture<SkippingFixture>
{
    private const string Shard = "shardId-000000000000";

    [Fact]
    public async Task What_retention_removed_before_it_was_stored_is_told_by_the_pods_Lease_and_the_pipelines_condition()
    {
        await ReadyTenantAsync("dl-acme");
        var wanted = New.Pipeline("dl-acme");
        wanted.Spec.Stream.Shards = 1;
        var pipeline = await ReadyPipelineAsync(wanted);
        var checkpoints = await CheckpointsAsync(pipeline);
        await PutAsync(pipeline, 1);
        string? stored;
        await using (await ProcessPod.StartAsync(Sandbox, pipeline, "one", fixture.Clock, Cancel))
            stored = (await StoredAsync(checkpoints, checkpoint => checkpoint?.SequenceNumber is not null)).SequenceNumber;

        await PutAsync(pipeline, 2);
        fixture.Clock.Skip(TimeSpan.FromHours(25));
        await PutAsync(pipeline, 3);
        Assert.Equal(1, World.Streams.Single(stream => stream.Name == pipeline.Status.StreamName).Records);

        await using var two = await ProcessPod.StartAsync(Sandbox, pipeline, "two", fixture.Clock, Cancel);
        var last = await StoredAsync(checkpoints, checkpoint => checkpoint is { Lost: not null, Intent: null } && checkpoint.SequenceNumber != stored);
        Assert.Equal((stored, last.SequenceNumber), (last.Lost!.From, last.Lost.To));

        var gap = $"in {Shard} behind {stored}, up to {last.SequenceNumber}";
        var lease = new V1Lease { Kind = "Lease", Metadata = new V1ObjectMeta { Name = "two", NamespaceProperty = "dl-acme" } };
        await SeenAsync(lease, live => live.GetAnnotation(Annotations.DataLost)?.EndsWith(gap, StringComparison.Ordinal) == true, "it says what was lost");
        // The operator looks at most twice a minute.
        fixture.Clock.Skip(TimeSpan.FromMinutes(1));
        var seen = await SeenAsync(pipeline, live => Condition(live, "DataLost") is not null, "it says what was lost");
        Assert.Equal(("True", Reasons.RetentionPassed), (Condition(seen, "DataLost")!.Status, Condition(seen, "DataLost")!.Reason));
        Assert.Contains(gap, Condition(seen, "DataLost")!.Message, StringComparison.Ordinal);
        Assert.Contains(gap, (await EventAsync(pipeline, Reasons.DataLost)).Message, StringComparison.Ordinal);
    }

    private static async Task<ShardCheckpoint> StoredAsync(CheckpointStore checkpoints, Func<ShardCheckpoint?, bool> condition) =>
        (await Eventually.HoldsAsync(async () => (await checkpoints.LoadAsync(Shard, Cancel)).Checkpoint, condition, "the shard is stored so far", Cancel))!;

    private async Task<CheckpointStore> CheckpointsAsync(DataPipeline pipeline)
    {
        using var kinesis = new AwsAccount(Aws).Kinesis;
        var created = (await new KinesisStream(kinesis, pipeline.Status.StreamName!).DescribeAsync(Cancel)).Created;
        return new CheckpointStore(new S3ObjectStore(new AwsAccount(Aws).S3, New.Account), pipeline.Status.ProcessedBucket!, ObjectKeys.StreamId(created));
    }

    private async Task PutAsync(DataPipeline pipeline, int number)
    {
        using var kinesis = new AwsAccount(Aws).Kinesis;
        using var chunk = EntryChunk.TryCreate(0, [], new MemoryBudget(long.MaxValue))!;
        chunk.TryAddEvent(Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""), 1);
        var record = new byte[PackedRecord.HeaderLength + chunk.Length];
        PackedRecord.WriteHeader(record, Guid.NewGuid());
        chunk.Written.CopyTo(record.AsSpan(PackedRecord.HeaderLength));
        var results = await new KinesisStream(kinesis, pipeline.Status.StreamName!).PutAsync([new StreamRecord(0, record)], Cancel);
        Assert.Null(Assert.Single(results).Error);
    }
}
