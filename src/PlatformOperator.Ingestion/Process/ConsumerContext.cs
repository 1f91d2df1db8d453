using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Management;
using PlatformOperator.Ingestion.Streams;
using Polly;

namespace PlatformOperator.Ingestion.Process;

/// <summary>What all consumers of one stream share.</summary>
internal sealed class ConsumerContext(
    IStreamReader reader, IObjectStore store, ConfigurationVersion configuration, string streamId, string writer, ResiliencePipeline retry, ProcessMetrics metrics)
{
    private readonly string _stateBucket = configuration.Config.Storage.Processed.Bucket;

    public IStreamReader Reader => reader;

    public IObjectStore Store => store;

    /// <summary>What new ranges are made under.</summary>
    public ConfigurationVersion Configuration => configuration;

    public string StreamId => streamId;

    /// <summary>This process, in the checkpoints that it writes.</summary>
    public string Writer => writer;

    public ResiliencePipeline Retry => retry;

    public ProcessMetrics Metrics => metrics;

    public CheckpointStore Checkpoints => field ??= new CheckpointStore(store, _stateBucket, streamId);

    public ConfigurationStore Configurations => field ??= new ConfigurationStore(store, _stateBucket, streamId);

    public RangeWriter Ranges => field ??= new RangeWriter(store, retry, metrics);

    public LostRanges Lost { get; } = new();

    public required ProcessOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Log { get; init; }

    /// <summary>Makes the call until it succeeds.</summary>
    public ValueTask<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        retry.ExecuteAsync(async token => await call(token).ConfigureAwait(false), cancellationToken);
}
