using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using Reasons = PlatformOperator.Api.Reasons;
using ResourceNotFoundException = Amazon.Kinesis.Model.ResourceNotFoundException;

namespace PlatformOperator.Aws;

/// <summary>A Kinesis stream as DescribeStreamSummary and ListTagsForStream tell it.</summary>
/// <param name="Arn">Stream ARN.</param>
/// <param name="Status">CREATING, ACTIVE, UPDATING or DELETING.</param>
/// <param name="OnDemand">Whether capacity follows the load.</param>
/// <param name="OpenShards">Shards that take writes.</param>
/// <param name="RetentionHours">Hours that records are kept.</param>
/// <param name="KeyArn">KMS key, or null when not encrypted.</param>
/// <param name="ShardLevelMetrics">Enabled shard-level metrics, sorted.</param>
/// <param name="Tags">All tags.</param>
public sealed record StreamState(
    string Arn, string Status, bool OnDemand, int OpenShards, int RetentionHours, string? KeyArn, IReadOnlyList<string> ShardLevelMetrics,
    IReadOnlyDictionary<string, string> Tags);

/// <summary>
/// Kinesis data streams. Every change but tags is carried out in the background, and Kinesis takes the next one only when the stream is ACTIVE again.
/// </summary>
/// <param name="kinesis">Kinesis.</param>
/// <param name="keys">What a retained stream needs.</param>
public sealed class StreamDriver(IAmazonKinesis kinesis, RetainedKeys keys) : IResourceDriver<StreamSpec, StreamState>
{
    /// <inheritdoc />
    public string Describe(StreamSpec spec) => $"Kinesis stream {spec.Name}";

    /// <inheritdoc />
    public async Task<StreamState?> ObserveAsync(StreamSpec spec, CancellationToken cancellationToken)
    {
        try
        {
            var summary = (await kinesis.DescribeStreamSummaryAsync(
                new DescribeStreamSummaryRequest { StreamName = spec.Name }, cancellationToken)).StreamDescriptionSummary!;
            var tags = await kinesis.ListTagsForStreamAsync(
                new ListTagsForStreamRequest { StreamName = spec.Name, Limit = 50 }, cancellationToken);
            return new StreamState(
                summary.StreamARN!, summary.StreamStatus!.Value, summary.StreamModeDetails?.StreamMode == StreamMode.ON_DEMAND, summary.OpenShardCount ?? 0,
                summary.RetentionPeriodHours ?? 24, summary.EncryptionType == EncryptionType.KMS ? summary.KeyId : null,
                [.. (summary.EnhancedMonitoring ?? []).SelectMany(metrics => metrics.ShardLevelMetrics ?? []).Order(StringComparer.Ordinal)],
                TagSet.From(tags.Tags, tag => (tag.Key, tag.Value)));
        }
        catch (ResourceNotFoundException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public Ownership OwnershipOf(StreamSpec spec, StreamState state) => spec.Owner.Judge(state.Tags);

    /// <inheritdoc />
    public async Task<StreamState?> CreateAsync(StreamSpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        try
        {
            await kinesis.CreateStreamAsync(
                new CreateStreamRequest
                {
                    StreamName = spec.Name,
                    ShardCount = spec.Shards,
                    StreamModeDetails = new StreamModeDetails { StreamMode = spec.Shards is null ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED },
                    Tags = spec.Tags.ToDictionary(StringComparer.Ordinal),
                },
                cancellationToken);
        }
        catch (ResourceInUseException)
        {
            // Created by an attempt whose answer was lost; the next pass sees it and judges whose it is.
            return null;
        }

        // Account and region are those of the key: a stream and its key always share them.
        var key = spec.KeyArn.Split(':');
        var arn = Arns.Stream(key[3], key[4], spec.Name);
        return new StreamState(arn, StreamStatus.CREATING.Value, spec.Shards is null, 0, 24, null, [], spec.Tags);
    }

    /// <inheritdoc />
    public IEnumerable<Change> Diff(StreamSpec spec, StreamState state, IReadOnlyCollection<string> ourTags)
    {
        // Kinesis takes not even tags before the stream is there.
        if (state.Status != StreamStatus.ACTIVE.Value)
            yield break;
        var unwanted = TagSet.Unwanted(spec.Tags, state.Tags, ourTags);
        if (unwanted.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(unwanted, "removed"),
                token => kinesis.RemoveTagsFromStreamAsync(
                    new RemoveTagsFromStreamRequest { StreamName = spec.Name, TagKeys = [.. unwanted] }, token));
        var missing = TagSet.Missing(spec.Tags, state.Tags);
        if (missing.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(missing.Keys, "set"),
                token => kinesis.AddTagsToStreamAsync(
                    new AddTagsToStreamRequest { StreamName = spec.Name, Tags = missing.ToDictionary(StringComparer.Ordinal) }, token));
        foreach (var change in CapacityChanges(spec, state).Concat(SettingChanges(spec, state)))
            yield return change with { Settles = true };
    }

    /// <inheritdoc />
    public StepResult ReadinessOf(StreamSpec spec, StreamState state) => state.Status == StreamStatus.ACTIVE.Value
        ? StepResult.Done(Reasons.Ready, $"Stream {spec.Name} is active with {state.OpenShards} open shards.")
        : StepResult.Waiting(state.Status == StreamStatus.CREATING.Value ? Reasons.Creating : Reasons.Updating, $"Stream {spec.Name} is {state.Status}.");

    /// <inheritdoc />
    public async Task RetainAsync(StreamSpec spec, StreamState state, CancellationToken cancellationToken)
    {
        var needed = await keys.KeepAsync(state.KeyArn, cancellationToken);
        await kinesis.AddTagsToStreamAsync(
            new AddTagsToStreamRequest { StreamName = spec.Name, Tags = new() { [Owner.RetainedTag] = needed } }, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<StepResult> DeleteAsync(StreamSpec spec, StreamState state, CancellationToken cancellationToken)
    {
        if (state.Status != StreamStatus.DELETING.Value)
            await kinesis.DeleteStreamAsync(
                new DeleteStreamRequest { StreamName = spec.Name, EnforceConsumerDeletion = true }, cancellationToken);
        return StepResult.Waiting(Reasons.Deleting, $"Stream {spec.Name} is being deleted.");
    }

    private IEnumerable<Change> CapacityChanges(StreamSpec spec, StreamState state)
    {
        if (state.OnDemand != spec.Shards is null)
        {
            var mode = spec.Shards is null ? StreamMode.ON_DEMAND : StreamMode.PROVISIONED;
            yield return new(
                "mode", $"mode → {mode.Value}",
                token => kinesis.UpdateStreamModeAsync(
                    new UpdateStreamModeRequest { StreamARN = state.Arn, StreamModeDetails = new StreamModeDetails { StreamMode = mode } }, token));
        }
        else if (spec.Shards is { } shards && shards != state.OpenShards)
        {
            // Kinesis at most doubles or halves in one step (UpdateShardCount).
            var next = Math.Clamp(shards, (state.OpenShards + 1) / 2, state.OpenShards * 2);
            yield return new(
                "shards", $"shards {state.OpenShards} → {next}{(next == shards ? "" : $", on the way to {shards}")}",
                token => kinesis.UpdateShardCountAsync(
                    new UpdateShardCountRequest { StreamName = spec.Name, TargetShardCount = next, ScalingType = ScalingType.UNIFORM_SCALING }, token));
        }
    }

    private IEnumerable<Change> SettingChanges(StreamSpec spec, StreamState state)
    {
        if (state.KeyArn != spec.KeyArn)
            yield return new(
                "encryption", $"encryption {state.KeyArn ?? "none"} → {spec.KeyArn}",
                token => kinesis.StartStreamEncryptionAsync(
                    new StartStreamEncryptionRequest { StreamName = spec.Name, EncryptionType = EncryptionType.KMS, KeyId = spec.KeyArn }, token));
        if (state.RetentionHours < spec.RetentionHours)
            yield return new(
                "retentionHours", $"retention {state.RetentionHours} h → {spec.RetentionHours} h",
                token => kinesis.IncreaseStreamRetentionPeriodAsync(
                    new IncreaseStreamRetentionPeriodRequest { StreamName = spec.Name, RetentionPeriodHours = spec.RetentionHours }, token));
        if (state.RetentionHours > spec.RetentionHours)
            yield return new(
                "retentionHours", $"retention {state.RetentionHours} h → {spec.RetentionHours} h",
                token => kinesis.DecreaseStreamRetentionPeriodAsync(
                    new DecreaseStreamRetentionPeriodRequest { StreamName = spec.Name, RetentionPeriodHours = spec.RetentionHours }, token)) { Destroys = true };
        var enable = spec.ShardLevelMetrics.Except(state.ShardLevelMetrics).ToList();
        if (enable.Count > 0)
            yield return new(
                "shardLevelMetrics", $"shard-level metrics on: {string.Join(", ", enable)}",
                token => kinesis.EnableEnhancedMonitoringAsync(
                    new EnableEnhancedMonitoringRequest { StreamName = spec.Name, ShardLevelMetrics = enable }, token));
        var disable = state.ShardLevelMetrics.Except(spec.ShardLevelMetrics).ToList();
        if (disable.Count > 0)
            yield return new(
                "shardLevelMetrics", $"shard-level metrics off: {string.Join(", ", disable)}",
                token => kinesis.DisableEnhancedMonitoringAsync(
                    new DisableEnhancedMonitoringRequest { StreamName = spec.Name, ShardLevelMetrics = disable }, token));
    }
}
