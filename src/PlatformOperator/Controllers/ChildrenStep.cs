using KubeOps.KubernetesClient;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;

namespace PlatformOperator.Controllers;

/// <summary>Reads what a pipeline's children report, and waits until all are ready.</summary>
internal sealed class ChildrenStep(IKubernetesClient client, DataPipeline pipeline, TenantContext tenant, InstallationSettings installation) : IStep
{
    public string Condition => "ChildrenReady";

    /// <summary>
    /// The parts with the keys that the children reported; before they have, and while the pipeline is removed, without keys: names and tags, which
    /// is all that a removal needs, do not depend on them.
    /// </summary>
    public PipelineParts Parts { get; private set; } = PipelineParts.For(pipeline, tenant, installation, [], []);

    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var raw = await GetAsync(PipelineChildren.Raw(pipeline), cancellationToken);
        var processed = await GetAsync(PipelineChildren.Processed(pipeline), cancellationToken);
        var errors = await GetAsync(PipelineChildren.Errors(pipeline), cancellationToken);
        var stream = await GetAsync(PipelineChildren.Stream(pipeline), cancellationToken);
        var cache = PipelineChildren.Cache(pipeline) is { } wanted ? await GetAsync(wanted, cancellationToken) : null;

        var status = pipeline.Status;
        status.StreamName = stream?.Status.StreamName;
        (status.RawBucket, status.ProcessedBucket, status.ErrorsBucket) = (raw?.Status.BucketName, processed?.Status.BucketName, errors?.Status.BucketName);
        status.CacheEndpoint = cache?.Status is { Endpoint: { } host, Port: { } port } ? $"{host}:{port}" : null;

        Parts = PartsWith([raw, processed, errors], stream);
        IPlatformResource?[] children = pipeline.Spec.Cache is null ? [raw, processed, errors, stream] : [raw, processed, errors, stream, cache];
        foreach (var child in children)
        {
            if (child?.CommonStatus.IsReadyAt(child.Metadata.Generation) != true)
                return NotReady(child);
        }

        return StepResult.Done(Reasons.Ready, $"All {children.Length} children are ready.");
    }

    /// <summary>The children are removed by the step that applies them.</summary>
    public Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken) =>
        Task.FromResult(StepResult.Nothing);

    /// <summary>The keys are those that the children have by now: a plan goes on while children are still being changed.</summary>
    private PipelineParts PartsWith(IEnumerable<TenantBucket?> buckets, DataStream? stream) => PipelineParts.For(
        pipeline, tenant, installation, [.. KeysOf(stream?.Status)],
        [.. buckets.SelectMany(bucket => KeysOf(bucket?.Status)).Distinct(StringComparer.Ordinal)])
        with { CacheEndpoint = pipeline.Status.CacheEndpoint };

    private static IEnumerable<string> KeysOf(IEncryptedStatus? status) => status?.KeyArn is { } current ? (status.PreviousKeys ?? []).Prepend(current) : [];

    private Task<TChild?> GetAsync<TChild>(TChild child, CancellationToken cancellationToken)
        where TChild : class, IPlatformResource =>
        client.GetAsync<TChild>(child.Metadata.Name, child.Metadata.NamespaceProperty, cancellationToken);

    /// <summary>Where a child waits for a human, its pipeline does: Argo CD and others look at no children.</summary>
    private static StepResult NotReady(IPlatformResource? child)
    {
        if (child is null)
            return StepResult.Waiting(
                Reasons.ChildrenNotReady, "A child was applied a moment ago and is not there yet.", TimeSpan.FromSeconds(1));
        var ready = child.CommonStatus.Conditions.FirstOrDefault(condition => condition.Type == Conditions.Ready);
        var message = $"{child.Kind} {child.Metadata.Name}: {ready?.Message ?? "not looked at yet."}";
        return child.CommonStatus.IsStalledAt(child.Metadata.Generation)
            ? StepResult.Blocked(Reasons.ChildrenNotReady, message)
            : StepResult.Waiting(Reasons.ChildrenNotReady, message);
    }
}
