using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using StreamMode = Amazon.Kinesis.StreamMode;

namespace PlatformOperator.Tests.Drift;

/// <summary>What somebody may do to a stream.</summary>
internal static class StreamRows
{
    public static IEnumerable<DriftRow> All()
    {
        yield return new DriftRow(DriftWorld.Moody, "mode", "makes it on-demand", MakeOnDemandAsync, w => Task.FromResult(See(w, MoodyName(w))))
        {
            Driver = "StreamDriver", Sentence = "mode → PROVISIONED",
        };
        yield return Row(
            "shards", "splits its shards", "shards 4 → 2",
            w => w.Kinesis.UpdateShardCountAsync(
                new UpdateShardCountRequest { StreamName = Name(w), TargetShardCount = 4, ScalingType = ScalingType.UNIFORM_SCALING }, w.Cancel));
        yield return Row(
            "encryption", "stops the encryption", "encryption none",
            w => w.Kinesis.StopStreamEncryptionAsync(
                new StopStreamEncryptionRequest { StreamName = Name(w), EncryptionType = EncryptionType.KMS, KeyId = w.TheStream.KeyArn }, w.Cancel));
        yield return Row(
            "encryption", "takes another key", "encryption arn:",
            w => w.Kinesis.StartStreamEncryptionAsync(
                new StartStreamEncryptionRequest { StreamName = Name(w), EncryptionType = EncryptionType.KMS, KeyId = w.TheOtherKey.KeyArn }, w.Cancel));
        yield return Row(
            "retentionHours", "keeps records for less", "retention 24 h → 48 h",
            w => w.Kinesis.DecreaseStreamRetentionPeriodAsync(
                new DecreaseStreamRetentionPeriodRequest { StreamName = Name(w), RetentionPeriodHours = 24 }, w.Cancel));
        yield return Row(
            "retentionHours", "keeps records for longer", "retention 100 h → 48 h",
            w => w.Kinesis.IncreaseStreamRetentionPeriodAsync(
                new IncreaseStreamRetentionPeriodRequest { StreamName = Name(w), RetentionPeriodHours = 100 }, w.Cancel));
        yield return Row(
            "shardLevelMetrics", "turns a metric off", "metrics on: IncomingBytes",
            w => w.Kinesis.DisableEnhancedMonitoringAsync(
                new DisableEnhancedMonitoringRequest { StreamName = Name(w), ShardLevelMetrics = ["IncomingBytes"] }, w.Cancel));
        yield return Row(
            "shardLevelMetrics", "turns a metric on", "metrics off: OutgoingBytes",
            w => w.Kinesis.EnableEnhancedMonitoringAsync(
                new EnableEnhancedMonitoringRequest { StreamName = Name(w), ShardLevelMetrics = ["OutgoingBytes"] }, w.Cancel));
        yield return Row(
            "tags", "takes one owner tag off", "tags dataplatform.dev/name set",
            w => w.Kinesis.RemoveTagsFromStreamAsync(new RemoveTagsFromStreamRequest { StreamName = Name(w), TagKeys = [Owner.Prefix + "name"] }, w.Cancel));
        yield return Row(
            "tags", "marks it as retained", "dataplatform.dev/retained removed",
            w => w.Kinesis.AddTagsToStreamAsync(new AddTagsToStreamRequest { StreamName = Name(w), Tags = new() { [Owner.RetainedTag] = "true" } }, w.Cancel));
        yield return Row("deleted", "deletes it", "made again", w => w.Kinesis.DeleteStreamAsync(new DeleteStreamRequest { StreamName = Name(w) }, w.Cancel));
    }

    private static DriftRow Row(string field, string way, string sentence, Func<DriftWorld, Task> breakAsync) => new(
        DriftWorld.Stream, field, way, breakAsync,
        w => Task.FromResult(See(w, Name(w))))
    { Driver = "StreamDriver", Sentence = sentence };

    private static string See(DriftWorld world, string name) =>
        world.World.Aws.Streams.SingleOrDefault(stream => stream.Name == name) is { } stream ? DriftWorld.Text(stream) : "gone";

    private static string Name(DriftWorld world) => world.TheStream.StreamName!;

    private static string MoodyName(DriftWorld world) =>
        world.World.Aws.Streams.Single(stream => stream.Tags[Owner.Prefix + "name"] == DriftWorld.Moody.Resource.Metadata.Name).Name;

    /// <summary>Kinesis lets the mode change twice in 24 hours, there and back: the stream is made anew for it.</summary>
    private static async Task MakeOnDemandAsync(DriftWorld world)
    {
        var stream = (DataStream)DriftWorld.Moody.Resource;
        var paused = (await world.World.GetAsync(stream))!.GetAnnotation(Annotations.Paused);
        world.Run(fast: false);
        await world.World.DeleteAsync(stream);
        await world.World.UntilAsync(() => world.World.IsGoneAsync(stream), "the old stream is gone");
        var arn = (await world.World.CreateReadyAsync(stream)).Status.StreamArn;
        await DriftWorld.Moody.AnnotateAsync(world.World, Annotations.Paused, paused);
        await world.World.SettleAsync();
        world.World.Clock.Speed = 0;
        await world.Kinesis.UpdateStreamModeAsync(
            new UpdateStreamModeRequest { StreamARN = arn, StreamModeDetails = new StreamModeDetails { StreamMode = StreamMode.ON_DEMAND } }, world.Cancel);
    }
}
