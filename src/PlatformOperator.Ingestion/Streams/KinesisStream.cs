using System.Runtime.InteropServices;
using Amazon.Kinesis;
using Amazon.Kinesis.Model;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Streams;

/// <summary>One Kinesis data stream, for both roles.</summary>
internal sealed class KinesisStream(IAmazonKinesis kinesis, string name) : IStreamWriter, IStreamReader
{
    /// <summary>
    /// Of the 10,000 that Kinesis would give: read four times a second, that is twice what a shard takes in, and what is read is held in one piece.
    /// </summary>
    private const int RecordsPerRead = 500;

    public async Task<IReadOnlyList<PutResult>> PutAsync(IReadOnlyList<StreamRecord> records, CancellationToken cancellationToken)
    {
        var entries = new List<PutRecordsRequestEntry>(records.Count);
        foreach (var (bucket, data) in records)
        {
            entries.Add(new PutRecordsRequestEntry
            {
                Data = AsStream(data),
                PartitionKey = KeyBuckets.PartitionKey(bucket),
                ExplicitHashKey = KeyBuckets.ExplicitHashKey(bucket),
            });
        }
        var response = await kinesis.PutRecordsAsync(new PutRecordsRequest { StreamName = name, Records = entries }, cancellationToken).ConfigureAwait(false);
        var results = response.Records ?? [];
        if (results.Count != entries.Count)
            throw new InvalidOperationException($"PutRecords answered {results.Count} results for {entries.Count} records");
        return results.ConvertAll(
            result => string.IsNullOrEmpty(result.ErrorCode) ? new PutResult(result.ShardId, Error: null) : new PutResult(Shard: null, result.ErrorCode));
    }

    public async Task<StreamSummary> DescribeAsync(CancellationToken cancellationToken)
    {
        var response = await kinesis.DescribeStreamSummaryAsync(new DescribeStreamSummaryRequest { StreamName = name }, cancellationToken)
            .ConfigureAwait(false);
        return response.StreamDescriptionSummary is { StreamCreationTimestamp: { } created, RetentionPeriodHours: { } hours }
            ? new StreamSummary(new DateTimeOffset(created.ToUniversalTime()), TimeSpan.FromHours(hours))
            : throw new InvalidOperationException($"stream {name} tells no creation time or retention");
    }

    public async Task<IReadOnlyList<StreamShard>> ListShardsAsync(CancellationToken cancellationToken)
    {
        var shards = new List<StreamShard>();
        string? token = null;
        do
        {
            // A page is asked for by its token alone; Kinesis refuses the name beside it.
            var request = token is null ? new ListShardsRequest { StreamName = name } : new ListShardsRequest { NextToken = token };
            var response = await kinesis.ListShardsAsync(request, cancellationToken).ConfigureAwait(false);
            shards.AddRange((response.Shards ?? []).Select(ToShard));
            token = response.NextToken;
        }
        while (!string.IsNullOrEmpty(token));
        return shards;
    }

    public async Task<string> GetIteratorAsync(string shard, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var request = new GetShardIteratorRequest
        {
            StreamName = name,
            ShardId = shard,
            ShardIteratorType = ShardIteratorType.AT_TIMESTAMP,
            Timestamp = from.UtcDateTime,
        };
        try
        {
            var response = await kinesis.GetShardIteratorAsync(request, cancellationToken).ConfigureAwait(false);
            return response.ShardIterator ?? throw new InvalidOperationException($"shard {shard} gave no iterator");
        }
        catch (AmazonKinesisException e) when (IsGone(e))
        {
            throw new ShardGoneException(e);
        }
    }

    public async Task<ShardPage> GetRecordsAsync(string iterator, CancellationToken cancellationToken)
    {
        try
        {
            var response = await kinesis.GetRecordsAsync(new GetRecordsRequest { ShardIterator = iterator, Limit = RecordsPerRead }, cancellationToken)
                .ConfigureAwait(false);
            var records = (response.Records ?? []).ConvertAll(ToRecord);
            return new ShardPage(
                records, string.IsNullOrEmpty(response.NextShardIterator) ? null : response.NextShardIterator, response.MillisBehindLatest ?? 0);
        }
        catch (ExpiredIteratorException e)
        {
            throw new IteratorExpiredException(e);
        }
        catch (AmazonKinesisException e) when (IsGone(e))
        {
            throw new ShardGoneException(e);
        }
    }

    private static bool IsGone(AmazonKinesisException e) => e is ResourceNotFoundException or InvalidArgumentException;

    private static StreamShard ToShard(Shard shard) =>
        new(shard.ShardId ?? "", [.. new[] { shard.ParentShardId, shard.AdjacentParentShardId }.Where(parent => !string.IsNullOrEmpty(parent)).OfType<string>()]);

    private static ReceivedRecord ToRecord(Record record)
    {
        var data = record.Data ?? new MemoryStream();
        var bytes = data.TryGetBuffer(out var buffer) ? buffer.AsMemory() : data.ToArray();
        return new ReceivedRecord(record.SequenceNumber ?? "", new DateTimeOffset((record.ApproximateArrivalTimestamp ?? default).ToUniversalTime()), bytes);
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> data) =>
        MemoryMarshal.TryGetArray(data, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false, publiclyVisible: true)
            : new MemoryStream(data.ToArray(), writable: false);
}
