using System.Text;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Sandbox;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>
/// A pipeline under load whose pods are killed, whose AWS fails at times and whose stream is resharded; in the end the lake must hold every accepted
/// event once.
/// </summary>
/// <param name="kills">How many pods are killed.</param>
/// <param name="random">Decides which and when.</param>
/// <param name="say">Takes a line now and then.</param>
internal sealed class KillTest(int kills, Random random, Action<string> say)
{
    private const string Tenant = "acme";
    private const int IngestPods = 2;

    private static readonly TimeSpan BatchPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    // Twice what it takes until a killed pod's Lease is over and its shards are read again.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Longer than a range is gathered: who still holds events would write them within.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>What was sent, and whom it cost.</summary>
    public Producer Producer { get; private set; } = null!;

    /// <summary>Pods killed, by role.</summary>
    public IReadOnlyDictionary<PipelineRole, int> Kills { get; private set; } = new Dictionary<PipelineRole, int>();

    /// <summary>Changes of the number of shards.</summary>
    public int Reshards { get; private set; }

    public async Task<KillVerdict> RunAsync(CancellationToken cancellationToken)
    {
        await using var sandbox = await SandboxEnvironment.StartAsync(new SandboxOptions(), cancellationToken);
        var pipeline = await StartPipelineAsync(sandbox, cancellationToken);
        Producer = new Producer(
            await EventsAddressAsync(sandbox, cancellationToken), Encoding.UTF8.GetString(New.ApiKey(Tenant).Data!.Values.Single()), BatchPause);
        using var stop = new CancellationTokenSource();
        var producing = Producer.RunAsync(stop.Token, cancellationToken);
        await HarmAsync(sandbox, pipeline, cancellationToken);
        say("faults end; the producer finishes");
        sandbox.Faults.Use();
        await stop.CancelAsync();
        await producing;
        return await SettleAsync(new LakeContents(sandbox, pipeline), cancellationToken);
    }

    private async Task HarmAsync(SandboxEnvironment sandbox, DataPipeline pipeline, CancellationToken cancellationToken)
    {
        var killer = new Killer(sandbox, pipeline, random);
        Kills = killer.Kills;
        sandbox.Faults.Observer = killer.Observe;
        sandbox.Faults.Use(StreamWeather.Rules);
        while (killer.Count < kills)
        {
            await killer.KillAsync(cancellationToken);
            if (killer.Count == kills / 4)
                await ReshardAsync(sandbox, pipeline, 4, cancellationToken);
            if (killer.Count == kills / 2)
                await ReshardAsync(sandbox, pipeline, 3, cancellationToken);
            if (killer.Count % 10 == 0)
                say($"{killer.Count} kills, {Producer.Accepted} events accepted, {Producer.Retries} requests sent again");
        }
    }

    private async Task ReshardAsync(SandboxEnvironment sandbox, DataPipeline pipeline, int shards, CancellationToken cancellationToken)
    {
        var patch = new V1Patch(new { spec = new { stream = new { shards } } }, V1Patch.PatchType.MergePatch);
        await sandbox.Client.PatchAsync<DataPipeline>(patch, pipeline.Metadata.Name, pipeline.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        Reshards++;
        say($"the stream gets {shards} shards");
    }

    /// <summary>Waits as long as there is progress, and then until nobody writes any more.</summary>
    private async Task<KillVerdict> SettleAsync(LakeContents lake, CancellationToken cancellationToken)
    {
        var objects = -1;
        var changed = TimeProvider.System.GetTimestamp();
        while (true)
        {
            lake.Read();
            var verdict = KillVerdict.Of(Producer, lake);
            if (lake.Objects != objects)
                (objects, changed) = (lake.Objects, TimeProvider.System.GetTimestamp());
            if (TimeProvider.System.GetElapsedTime(changed) > (verdict.IsComplete ? Quiet : Patience))
                return verdict;
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    private static async Task<DataPipeline> StartPipelineAsync(SandboxEnvironment sandbox, CancellationToken cancellationToken)
    {
        await sandbox.Client.CreateAsync(New.Tenant(Tenant), cancellationToken);
        await UntilAsync(async () => await sandbox.Client.GetAsync<V1Namespace>(Tenant, null, cancellationToken) is not null, cancellationToken);
        await sandbox.Client.CreateAsync(New.ApiKey(Tenant), cancellationToken);
        var pipeline = Pipeline();
        await sandbox.Client.CreateAsync(pipeline, cancellationToken);
        await UntilAsync(
            async () => IsReady(await sandbox.Client.GetAsync<DataPipeline>(pipeline.Metadata.Name, Tenant, cancellationToken)), cancellationToken);
        // What an autoscaler would do.
        var scale = new V1Patch(new { spec = new { replicas = IngestPods } }, V1Patch.PatchType.MergePatch);
        await sandbox.Client.PatchAsync<V1Deployment>(
            scale, PipelineWorkloads.Name(pipeline, PipelineRole.Ingest), Tenant, cancellationToken: cancellationToken);
        return (await sandbox.Client.GetAsync<DataPipeline>(pipeline.Metadata.Name, Tenant, cancellationToken))!;
    }

    private static DataPipeline Pipeline()
    {
        var pipeline = New.Pipeline(Tenant);
        pipeline.Spec.Schema = new EventSchema
        {
            Timestamp = "timestamp",
            Key = "sensor",
            Fields = new Dictionary<string, FieldType>
            {
                ["timestamp"] = FieldType.Timestamp, ["sensor"] = FieldType.String, ["n"] = FieldType.Integer, ["value"] = FieldType.Integer,
            },
        };
        pipeline.Spec.Transform = new PipelineTransform
        {
            Filter = [new FilterRule { Field = "value", Between = [NumberedEvent.LowestValue, NumberedEvent.HighestValue] }],
            Aggregate = new AggregateSettings
            {
                Window = "1h",
                By = ["sensor"],
                Metrics = [new AggregateMetric { Name = "average_value", Average = "value" }, new AggregateMetric { Name = "highest", Max = "value" }],
            },
        };
        return pipeline;
    }

    private static bool IsReady(DataPipeline? pipeline) =>
        pipeline?.Status.Conditions.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static async Task<Uri> EventsAddressAsync(SandboxEnvironment sandbox, CancellationToken cancellationToken)
    {
        var service = (await sandbox.Client.GetAsync<V1Service>(PipelineWorkloads.Name(Pipeline(), PipelineRole.Ingest), Tenant, cancellationToken))!;
        return new Uri($"http://{service.Spec!.ClusterIP}:{service.Spec.Ports![0].Port}/v1/events");
    }

    private static async Task UntilAsync(Func<Task<bool>> holds, CancellationToken cancellationToken)
    {
        while (!await holds())
            await Task.Delay(Look / 5, TimeProvider.System, cancellationToken);
    }
}
