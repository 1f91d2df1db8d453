namespace PlatformOperator.Ingestion.Streams;

/// <summary>A stream's settings that matter to readers.</summary>
/// <param name="Created">Tells it from another of the same name before or after it.</param>
/// <param name="Retention">How long records stay.</param>
internal sealed record StreamSummary(DateTimeOffset Created, TimeSpan Retention);

/// <summary>A shard and where it comes from. Parents that retention has removed are not listed any more.</summary>
internal sealed record StreamShard(string Id, IReadOnlyList<string> Parents);

/// <summary>One record as the stream holds it.</summary>
internal readonly record struct ReceivedRecord(string SequenceNumber, DateTimeOffset Arrived, ReadOnlyMemory<byte> Data);

/// <summary>One answer of GetRecords.</summary>
/// <param name="Records">Records in the order of the shard.</param>
/// <param name="NextIterator">Null at the end of a closed shard.</param>
/// <param name="MillisecondsBehind">How far the newest record read is behind the shard's tip.</param>
internal sealed record ShardPage(IReadOnlyList<ReceivedRecord> Records, string? NextIterator, long MillisecondsBehind);

/// <summary>The iterator is older than five minutes; take a new one.</summary>
internal sealed class IteratorExpiredException(Exception inner) : Exception(inner.Message, inner);

/// <summary>The stream knows no such shard or position: it was deleted, or made again under its name.</summary>
internal sealed class ShardGoneException(Exception inner) : Exception(inner.Message, inner);

/// <summary>What process reads of Kinesis.</summary>
internal interface IStreamReader
{
    Task<StreamSummary> DescribeAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<StreamShard>> ListShardsAsync(CancellationToken cancellationToken);

    /// <summary>An iterator at the first record that arrived then or later; at the oldest one if retention has removed that time.</summary>
    /// <exception cref="ShardGoneException">Retrying is no use.</exception>
    Task<string> GetIteratorAsync(string shard, DateTimeOffset from, CancellationToken cancellationToken);

    /// <exception cref="IteratorExpiredException">Take a new iterator.</exception>
    /// <exception cref="ShardGoneException">Retrying is no use.</exception>
    Task<ShardPage> GetRecordsAsync(string iterator, CancellationToken cancellationToken);
}
