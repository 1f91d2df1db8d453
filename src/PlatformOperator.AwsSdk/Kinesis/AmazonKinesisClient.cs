using Amazon.Kinesis.Model;
using Amazon.Protocol;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.Kinesis;

/// <summary>Client of Amazon Kinesis Data Streams. Safe for use by many threads; make one and keep it.</summary>
public class AmazonKinesisClient : AmazonServiceClient, IAmazonKinesis
{
    private static readonly JsonProtocol Protocol = new("Amazon.Kinesis", "Kinesis_20131202", KinesisModels.Default, KinesisErrors.Table);

    /// <summary>Credentials and region from the environment.</summary>
    public AmazonKinesisClient() : base(new AmazonKinesisConfig()) { }

    /// <summary>Credentials from the environment.</summary>
    public AmazonKinesisClient(RegionEndpoint region) : base(new AmazonKinesisConfig { RegionEndpoint = region }) { }

    /// <summary>Credentials from the environment.</summary>
    public AmazonKinesisClient(AmazonKinesisConfig config) : base(config) { }

    /// <summary>Region from the environment.</summary>
    public AmazonKinesisClient(AWSCredentials credentials) : base(credentials, new AmazonKinesisConfig()) { }

    /// <summary>Nothing from the environment but a custom endpoint.</summary>
    public AmazonKinesisClient(AWSCredentials credentials, RegionEndpoint region)
        : base(credentials, new AmazonKinesisConfig { RegionEndpoint = region }) { }

    /// <summary>All as the configuration says.</summary>
    public AmazonKinesisClient(AWSCredentials credentials, AmazonKinesisConfig clientConfig) : base(credentials, clientConfig) { }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata { get; } = new ServiceMetadata(AmazonKinesisConfig.Id);

    /// <inheritdoc/>
    public virtual Task<CreateStreamResponse> CreateStreamAsync(
        CreateStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<CreateStreamRequest, CreateStreamResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteStreamResponse> DeleteStreamAsync(
        DeleteStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DeleteStreamRequest, DeleteStreamResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeStreamSummaryResponse> DescribeStreamSummaryAsync(
        DescribeStreamSummaryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeStreamSummaryRequest, DescribeStreamSummaryResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DescribeLimitsResponse> DescribeLimitsAsync(
        DescribeLimitsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DescribeLimitsRequest, DescribeLimitsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateShardCountResponse> UpdateShardCountAsync(
        UpdateShardCountRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateShardCountRequest, UpdateShardCountResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UpdateStreamModeResponse> UpdateStreamModeAsync(
        UpdateStreamModeRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UpdateStreamModeRequest, UpdateStreamModeResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<IncreaseStreamRetentionPeriodResponse> IncreaseStreamRetentionPeriodAsync(
        IncreaseStreamRetentionPeriodRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<IncreaseStreamRetentionPeriodRequest, IncreaseStreamRetentionPeriodResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DecreaseStreamRetentionPeriodResponse> DecreaseStreamRetentionPeriodAsync(
        DecreaseStreamRetentionPeriodRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DecreaseStreamRetentionPeriodRequest, DecreaseStreamRetentionPeriodResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StartStreamEncryptionResponse> StartStreamEncryptionAsync(
        StartStreamEncryptionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StartStreamEncryptionRequest, StartStreamEncryptionResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StopStreamEncryptionResponse> StopStreamEncryptionAsync(
        StopStreamEncryptionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<StopStreamEncryptionRequest, StopStreamEncryptionResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<EnableEnhancedMonitoringResponse> EnableEnhancedMonitoringAsync(
        EnableEnhancedMonitoringRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<EnableEnhancedMonitoringRequest, EnableEnhancedMonitoringResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DisableEnhancedMonitoringResponse> DisableEnhancedMonitoringAsync(
        DisableEnhancedMonitoringRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<DisableEnhancedMonitoringRequest, DisableEnhancedMonitoringResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForStreamResponse> ListTagsForStreamAsync(
        ListTagsForStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForStreamRequest, ListTagsForStreamResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AddTagsToStreamResponse> AddTagsToStreamAsync(
        AddTagsToStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<AddTagsToStreamRequest, AddTagsToStreamResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RemoveTagsFromStreamResponse> RemoveTagsFromStreamAsync(
        RemoveTagsFromStreamRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<RemoveTagsFromStreamRequest, RemoveTagsFromStreamResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListShardsResponse> ListShardsAsync(ListShardsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListShardsRequest, ListShardsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListStreamsResponse> ListStreamsAsync(ListStreamsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListStreamsRequest, ListStreamsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutRecordResponse> PutRecordAsync(PutRecordRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRecordRequest, PutRecordResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PutRecordsResponse> PutRecordsAsync(PutRecordsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<PutRecordsRequest, PutRecordsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetShardIteratorResponse> GetShardIteratorAsync(
        GetShardIteratorRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetShardIteratorRequest, GetShardIteratorResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetRecordsResponse> GetRecordsAsync(GetRecordsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<GetRecordsRequest, GetRecordsResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<ListTagsForResourceRequest, ListTagsForResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<TagResourceRequest, TagResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UntagResourceResponse> UntagResourceAsync(
        UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync<UntagResourceRequest, UntagResourceResponse>(request, cancellationToken);

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => pipeline.UseServiceEndpoints();

    private Task<TResponse> CallAsync<TRequest, TResponse>(TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse, new() =>
        InvokeAsync<TResponse>(request, Protocol.Operation<TRequest, TResponse>(), cancellationToken);
}
