using System.Net.Http.Headers;
using System.Text;
using k8s.Models;
using PlatformOperator.Api;
using PlatformOperator.Overview;
using Spectre.Console;

namespace PlatformOperator.Sandbox;

/// <summary>The samples from first apply to clean teardown, with events through the sample pipeline; says at each step what it saw.</summary>
internal sealed class SampleRun(SandboxEnvironment sandbox, IAnsiConsole console)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Manifests samples = Manifests.Samples();

    /// <summary>Whether everything worked.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken) =>
        await StepAsync("Applying the samples and waiting until all are ready", ReadyAsync, cancellationToken)
        && await StepAsync("Sending events through pipeline sensors", EventsAsync, cancellationToken)
        && await StepAsync("Deleting the samples", GoneAsync, cancellationToken);

    private async Task<bool> StepAsync(string what, Func<CancellationToken, Task<bool>> stepAsync, CancellationToken cancellationToken)
    {
        console.WriteLine(what);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            return await stepAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            console.WriteLine($"Not done after {Patience.TotalSeconds} s. What there is:");
            foreach (var resource in (await samples.ReadAsync(sandbox.Client, cancellationToken)).OfType<IPlatformResource>())
                console.WriteLine(
                    $"  {resource.Kind} {resource.Name()}: {resource.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == "Ready")?.Message}");
            return false;
        }
    }

    private async Task<bool> ReadyAsync(CancellationToken cancellationToken)
    {
        await samples.ApplyAsync(sandbox.Client, cancellationToken);
        while (true)
        {
            var resources = (await samples.ReadAsync(sandbox.Client, cancellationToken)).OfType<IPlatformResource>().Select(ResourceOverview.Of).ToList();
            if (resources.TrueForAll(resource => resource.Ready == "True"))
            {
                foreach (var resource in resources)
                    console.WriteLine($"  {resource.Kind,-14} {resource.FullName,-16} Ready  {resource.Aws}");
                return true;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task<bool> EventsAsync(CancellationToken cancellationToken)
    {
        var pipeline = (await sandbox.Client.GetAsync<DataPipeline>("sensors", "acme", cancellationToken))!;
        var batch = SampleEvents.Batch();
        await PostAsync(pipeline, batch, cancellationToken);
        using var lake = new Lake(sandbox.AwsUri);
        while (true)
        {
            var raw = await lake.CountAsync(pipeline.Status.RawBucket!, cancellationToken);
            var processed = await lake.CountAsync(pipeline.Status.ProcessedBucket!, cancellationToken);
            var errors = await lake.CountAsync(pipeline.Status.ErrorsBucket!, cancellationToken);
            if (raw >= batch.Sent && processed >= batch.Passing && errors >= batch.Wrong)
            {
                console.WriteLine($"  sent {batch.Sent}: raw {raw}, processed {processed}, filtered {raw - processed - errors}, errors {errors}");
                return raw == batch.Sent && processed == batch.Passing && errors == batch.Wrong;
            }

            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        }
    }

    private async Task PostAsync(DataPipeline pipeline, SampleBatch batch, CancellationToken cancellationToken)
    {
        var service = (await sandbox.Client.GetAsync<V1Service>("sensors-ingest", "acme", cancellationToken))!;
        var secret = (await sandbox.Client.GetAsync<V1Secret>(pipeline.Spec.Source.Http!.ApiKeySecretRef.Name, "acme", cancellationToken))!;
        using var http = new HttpClient();
        using var body = new StringContent(batch.Lines, new MediaTypeHeaderValue("application/x-ndjson"));
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://{service.Spec!.ClusterIP}:{service.Spec.Ports![0].Port}/v1/events")
        {
            Content = body,
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Encoding.UTF8.GetString(secret.Data!.Values.First()));
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<bool> GoneAsync(CancellationToken cancellationToken)
    {
        await samples.DeleteAsync(sandbox.Client, cancellationToken);
        while (await samples.ReadAsync(sandbox.Client, cancellationToken) is { Count: > 0 })
            await Task.Delay(Pause, TimeProvider.System, cancellationToken);
        var world = sandbox.Aws!.World;
        var left = world.Buckets.Select(bucket => ($"bucket {bucket.Name}", bucket.Tags))
            .Concat(world.Keys.Where(key => key.State != "PendingDeletion").Select(key => ($"key {key.Arn}", key.Tags)))
            .Concat(world.Streams.Select(stream => ($"stream {stream.Name}", stream.Tags)))
            .Concat(world.ReplicationGroups.Select(group => ($"cache {group.Id}", group.Tags)))
            .Concat(world.Roles.Select(role => ($"role {role.Name}", role.Tags)))
            .ToList();
        var orphans = left.Where(resource => !resource.Tags.ContainsKey(Desired.Owner.RetainedTag)).ToList();
        console.WriteLine($"  gone from the cluster; kept in AWS, as deletionPolicy says: {left.Count - orphans.Count}");
        foreach (var (orphan, _) in orphans)
            console.WriteLine($"  left behind: {orphan}");
        return orphans.Count == 0;
    }
}
