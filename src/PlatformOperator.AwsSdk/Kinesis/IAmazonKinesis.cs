using Amazon.Kinesis.Model;
using Amazon.Runtime;

namespace Amazon.Kinesis;

/// <summary>
/// Client of Amazon Kinesis Data Streams.
/// Every operation throws <see cref="AmazonKinesisException"/> or a subclass if the service refuses.
/// </summary>
public interface IAmazonKinesis : IAmazonService, IDisposable
{
    /// <summary>
    /// Creates a stream and returns at once; it is <c>CREATING</c> until it is <c>ACTIVE</c>. At most five streams of an account may
    /// be creating.
    /// </summary>
    Task<CreateStreamResponse> CreateStreamAsync(CreateStreamRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a stream with its shards and records; it is <c>DELETING</c> until it is gone.</summary>
    Task<DeleteStreamResponse> DeleteStreamAsync(DeleteStreamRequest request, CancellationToken cancellationToken = default);

    /// <summary>Describes a stream without listing its shards.</summary>
    Task<DescribeStreamSummaryResponse> DescribeStreamSummaryAsync(
        DescribeStreamSummaryRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tells the shard and stream limits of the account in this region and how much of them is used.</summary>
    Task<DescribeLimitsResponse> DescribeLimitsAsync(DescribeLimitsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes the shard count of a provisioned stream, at most to the double or the half.</summary>
    Task<UpdateShardCountResponse> UpdateShardCountAsync(UpdateShardCountRequest request, CancellationToken cancellationToken = default);

    /// <summary>Switches a stream between provisioned and on-demand, at most twice in 24 hours.</summary>
    Task<UpdateStreamModeResponse> UpdateStreamModeAsync(UpdateStreamModeRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lengthens the time for which records stay readable.</summary>
    Task<IncreaseStreamRetentionPeriodResponse> IncreaseStreamRetentionPeriodAsync(
        IncreaseStreamRetentionPeriodRequest request, CancellationToken cancellationToken = default);

    /// <summary>Shortens the time for which records stay readable; older records are lost at once.</summary>
    Task<DecreaseStreamRetentionPeriodResponse> DecreaseStreamRetentionPeriodAsync(
        DecreaseStreamRetentionPeriodRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns on encryption with a KMS key, or changes the key.</summary>
    Task<StartStreamEncryptionResponse> StartStreamEncryptionAsync(
        StartStreamEncryptionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns off server-side encryption for records to come.</summary>
    Task<StopStreamEncryptionResponse> StopStreamEncryptionAsync(
        StopStreamEncryptionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns on shard-level metrics.</summary>
    Task<EnableEnhancedMonitoringResponse> EnableEnhancedMonitoringAsync(
        EnableEnhancedMonitoringRequest request, CancellationToken cancellationToken = default);

    /// <summary>Turns off shard-level metrics.</summary>
    Task<DisableEnhancedMonitoringResponse> DisableEnhancedMonitoringAsync(
        DisableEnhancedMonitoringRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the tags of a stream, in pages.</summary>
    Task<ListTagsForStreamResponse> ListTagsForStreamAsync(ListTagsForStreamRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to a stream or overwrites their values.</summary>
    Task<AddTagsToStreamResponse> AddTagsToStreamAsync(AddTagsToStreamRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes tags from a stream; keys that it does not have are ignored.</summary>
    Task<RemoveTagsFromStreamResponse> RemoveTagsFromStreamAsync(
        RemoveTagsFromStreamRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the shards of a stream, in pages.</summary>
    Task<ListShardsResponse> ListShardsAsync(ListShardsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the streams of the account in this region, in pages.</summary>
    Task<ListStreamsResponse> ListStreamsAsync(ListStreamsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Writes one record.</summary>
    Task<PutRecordResponse> PutRecordAsync(PutRecordRequest request, CancellationToken cancellationToken = default);

    /// <summary>Writes up to 500 records and 5 MiB; some may fail while others succeed, so look at <c>FailedRecordCount</c>.</summary>
    Task<PutRecordsResponse> PutRecordsAsync(PutRecordsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Gets a position in a shard from which to read; it expires after five minutes.</summary>
    Task<GetShardIteratorResponse> GetShardIteratorAsync(GetShardIteratorRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads records from a position in a shard, up to 10,000 records or 10 MiB.</summary>
    Task<GetRecordsResponse> GetRecordsAsync(GetRecordsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the tags of a stream or consumer by its ARN.</summary>
    Task<ListTagsForResourceResponse> ListTagsForResourceAsync(
        ListTagsForResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Adds tags to a stream or consumer by its ARN or overwrites their values.</summary>
    Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes tags from a stream or consumer by its ARN.</summary>
    Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default);

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonKinesisConfig();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        new AmazonKinesisClient(awsCredentials, (AmazonKinesisConfig)clientConfig);
}
